CREATE TABLE definition (
    digest VARCHAR(64) PRIMARY KEY NOT NULL,
    kind VARCHAR(10) NOT NULL,
    key VARCHAR(60) NOT NULL,
    body TEXT NOT NULL,
    stored_at BIGINT NOT NULL
);

CREATE TABLE review_case (
    id UUID PRIMARY KEY NOT NULL,
    flow VARCHAR(60) NOT NULL,
    flow_digest VARCHAR(64) NOT NULL REFERENCES definition (digest) ON DELETE RESTRICT,
    subject_id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    applicant_role VARCHAR(30) NOT NULL,
    applicant_id UUID,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    state VARCHAR(20) NOT NULL,
    length INTEGER NOT NULL,
    document_version INTEGER NOT NULL,
    opened_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE case_event (
    id UUID PRIMARY KEY NOT NULL,
    case_id UUID NOT NULL REFERENCES review_case (id) ON DELETE RESTRICT,
    seq INTEGER NOT NULL,
    flow VARCHAR(60) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    step VARCHAR(60) NOT NULL,
    at BIGINT NOT NULL,
    by_id UUID,
    took_ms BIGINT,
    body TEXT NOT NULL
);

CREATE TABLE case_document (
    id UUID PRIMARY KEY NOT NULL,
    case_id UUID NOT NULL REFERENCES review_case (id) ON DELETE RESTRICT,
    version INTEGER NOT NULL,
    definition_digest VARCHAR(64) NOT NULL REFERENCES definition (digest) ON DELETE RESTRICT,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    by_id UUID
);

CREATE TABLE case_task (
    id UUID PRIMARY KEY NOT NULL,
    case_id UUID NOT NULL REFERENCES review_case (id) ON DELETE RESTRICT,
    flow VARCHAR(60) NOT NULL,
    step VARCHAR(60) NOT NULL,
    round INTEGER NOT NULL,
    role VARCHAR(30) NOT NULL,
    organisation_id UUID,
    person_id UUID,
    stand_in BOOLEAN NOT NULL,
    since BIGINT NOT NULL,
    due_at BIGINT
);

CREATE INDEX review_case_subject ON review_case (subject_id, flow);
CREATE UNIQUE INDEX case_event_place ON case_event (case_id, seq);
CREATE INDEX case_event_usual ON case_event (flow, at) WHERE took_ms IS NOT NULL;
CREATE INDEX case_event_by ON case_event (by_id, kind);
CREATE UNIQUE INDEX case_document_version ON case_document (case_id, version);
CREATE UNIQUE INDEX case_task_step ON case_task (case_id, step);
CREATE INDEX case_task_holder ON case_task (organisation_id, role, since);
CREATE INDEX case_task_person ON case_task (person_id, since);

-- insert-only: case_event
