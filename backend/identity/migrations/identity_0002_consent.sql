CREATE TABLE consent (
    id UUID PRIMARY KEY NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    kind VARCHAR(30) NOT NULL,
    version VARCHAR(20) NOT NULL,
    given BOOLEAN NOT NULL,
    wall BIGINT NOT NULL,
    arrived_at BIGINT NOT NULL
);

CREATE INDEX consent_person ON consent (person_id, kind, arrived_at);
