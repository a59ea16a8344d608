CREATE TABLE blob (
    digest VARCHAR(64) PRIMARY KEY NOT NULL,
    size BIGINT NOT NULL,
    stored_at BIGINT NOT NULL
);

CREATE TABLE claim (
    id UUID PRIMARY KEY NOT NULL,
    person_id UUID NOT NULL,
    digest VARCHAR(64) NOT NULL,
    at BIGINT NOT NULL
);

CREATE INDEX blob_stored_at ON blob (stored_at);
CREATE UNIQUE INDEX claim_digest_person ON claim (digest, person_id);
