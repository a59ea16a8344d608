CREATE TABLE delivery (
    id UUID PRIMARY KEY NOT NULL,
    message_id UUID NOT NULL,
    person_id UUID REFERENCES person (id) ON DELETE RESTRICT,
    kind VARCHAR(40) NOT NULL,
    urgency VARCHAR(10) NOT NULL,
    channel VARCHAR(10) NOT NULL,
    language VARCHAR(2) NOT NULL,
    subject_id UUID,
    scope_id UUID,
    params TEXT NOT NULL,
    state VARCHAR(10) NOT NULL,
    reason VARCHAR(30) NOT NULL,
    tries INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    next_try_at BIGINT,
    expires_at BIGINT,
    finished_at BIGINT,
    read_at BIGINT
);

CREATE TABLE delivery_secret (
    delivery_id UUID PRIMARY KEY NOT NULL REFERENCES delivery (id) ON DELETE RESTRICT,
    address TEXT NOT NULL,
    secret TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE notification_preference (
    person_id UUID PRIMARY KEY NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    email_on BOOLEAN NOT NULL,
    sms_on BOOLEAN NOT NULL,
    language VARCHAR(2) NOT NULL
);

CREATE INDEX delivery_due ON delivery (channel, next_try_at) WHERE next_try_at IS NOT NULL;
CREATE INDEX delivery_inbox ON delivery (person_id, channel, created_at, id);
CREATE INDEX delivery_unread ON delivery (person_id, channel, read_at);
CREATE INDEX delivery_created_at ON delivery (created_at);
