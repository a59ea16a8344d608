CREATE TABLE leaving_blob (
    digest VARCHAR(64) PRIMARY KEY NOT NULL,
    since BIGINT NOT NULL
);
