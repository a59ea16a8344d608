CREATE TABLE event (
    id UUID PRIMARY KEY NOT NULL,
    kind VARCHAR(60) NOT NULL,
    module VARCHAR(30) NOT NULL,
    at BIGINT NOT NULL,
    actor_id UUID,
    actor_role VARCHAR(30) NOT NULL,
    login_session_id UUID,
    organisation_id UUID,
    subject_id UUID NOT NULL,
    scope_id UUID,
    data TEXT NOT NULL,
    values_hash VARCHAR(64) NOT NULL
);

CREATE TABLE event_values (
    event_id UUID PRIMARY KEY NOT NULL,
    salt VARCHAR(32) NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    erased_at BIGINT
);

CREATE TABLE unsealed (
    event_id UUID PRIMARY KEY NOT NULL
);

CREATE TABLE seal (
    seal_no BIGINT PRIMARY KEY NOT NULL,
    event_id UUID NOT NULL UNIQUE,
    hash VARCHAR(64) NOT NULL
);

CREATE TABLE seal_head (
    seal_no BIGINT PRIMARY KEY NOT NULL,
    hash VARCHAR(64) NOT NULL,
    at BIGINT NOT NULL,
    kid VARCHAR(20) NOT NULL,
    signature VARCHAR(90) NOT NULL
);

CREATE INDEX event_module ON event (module);
CREATE INDEX event_at ON event (at);
CREATE INDEX event_actor_id ON event (actor_id);
CREATE INDEX event_subject_id ON event (subject_id);
CREATE INDEX event_scope_id ON event (scope_id);

-- insert-only: event
