CREATE TABLE legal_hold (
    id UUID PRIMARY KEY NOT NULL,
    held VARCHAR(10) NOT NULL,
    subject_id UUID NOT NULL,
    reason TEXT NOT NULL,
    placed_by VARCHAR(200) NOT NULL,
    placed_at BIGINT NOT NULL,
    released_by VARCHAR(200) NOT NULL,
    released_at BIGINT
);

CREATE UNIQUE INDEX legal_hold_one_open ON legal_hold (held, subject_id) WHERE released_at IS NULL;
