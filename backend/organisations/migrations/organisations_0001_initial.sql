CREATE TABLE organisation (
    id UUID PRIMARY KEY NOT NULL,
    parent_id UUID REFERENCES organisation (id) ON DELETE RESTRICT,
    path VARCHAR(60) NOT NULL UNIQUE,
    code VARCHAR(40) UNIQUE,
    name VARCHAR(200) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    level VARCHAR(20) NOT NULL,
    district VARCHAR(10) NOT NULL,
    active BOOLEAN NOT NULL
);

CREATE TABLE membership (
    id UUID PRIMARY KEY NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    organisation_id UUID NOT NULL REFERENCES organisation (id) ON DELETE RESTRICT,
    role VARCHAR(30) NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT
);

CREATE INDEX organisation_name ON organisation (name);
CREATE INDEX membership_person ON membership (person_id);
CREATE INDEX membership_organisation ON membership (organisation_id, role);
CREATE INDEX organisation_parent ON organisation (parent_id);
