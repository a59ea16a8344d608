CREATE TABLE person (
    id UUID PRIMARY KEY NOT NULL,
    name VARCHAR(100) NOT NULL,
    phone TEXT NOT NULL,
    phone_index VARCHAR(60) NOT NULL,
    id_type VARCHAR(20) NOT NULL,
    id_number TEXT NOT NULL,
    id_index VARCHAR(60) NOT NULL,
    email TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT
);

CREATE TABLE login_session (
    id UUID PRIMARY KEY NOT NULL,
    token_hash VARCHAR(64) NOT NULL UNIQUE,
    person_id UUID NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    kind VARCHAR(20) NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT
);

CREATE TABLE captcha (
    id UUID PRIMARY KEY NOT NULL,
    purpose VARCHAR(20) NOT NULL,
    browser_hash VARCHAR(64) NOT NULL,
    answer VARCHAR(10) NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE TABLE one_time_code (
    id UUID PRIMARY KEY NOT NULL,
    purpose VARCHAR(20) NOT NULL,
    phone_index VARCHAR(60) NOT NULL,
    phone_mask VARCHAR(20) NOT NULL,
    browser_hash VARCHAR(64) NOT NULL,
    code_hash VARCHAR(60) NOT NULL,
    fate VARCHAR(20) NOT NULL,
    tries INTEGER NOT NULL,
    people TEXT NOT NULL,
    person_id UUID,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    proved_at BIGINT,
    ended_at BIGINT
);

CREATE TABLE phone_change (
    id UUID PRIMARY KEY NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    phone TEXT NOT NULL,
    asked_by UUID NOT NULL,
    asked_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    outcome VARCHAR(20) NOT NULL,
    decided_by UUID,
    decided_at BIGINT
);

CREATE TABLE device (
    key_id VARCHAR(22) PRIMARY KEY NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    public_key VARCHAR(90) NOT NULL,
    label VARCHAR(100) NOT NULL,
    certificate TEXT NOT NULL,
    registered_at BIGINT NOT NULL,
    revoked_at BIGINT
);

CREATE TABLE login_attempt (
    id UUID PRIMARY KEY NOT NULL,
    at BIGINT NOT NULL,
    way VARCHAR(20) NOT NULL,
    result VARCHAR(30) NOT NULL,
    account_index VARCHAR(60) NOT NULL,
    account_mask VARCHAR(20) NOT NULL,
    person_id UUID,
    login_session_id UUID,
    address VARCHAR(60) NOT NULL,
    client VARCHAR(200) NOT NULL
);

CREATE INDEX person_phone_index ON person (phone_index);
CREATE INDEX person_id_index ON person (id_index);
CREATE INDEX one_time_code_phone ON one_time_code (phone_index, created_at);
CREATE INDEX one_time_code_created_at ON one_time_code (created_at);
CREATE INDEX one_time_code_browser ON one_time_code (browser_hash);
CREATE UNIQUE INDEX phone_change_one_open ON phone_change (person_id) WHERE outcome = '';
CREATE INDEX captcha_expires_at ON captcha (expires_at);
CREATE INDEX login_attempt_at ON login_attempt (at);
CREATE INDEX login_attempt_account_index ON login_attempt (account_index);
CREATE INDEX login_attempt_person_id ON login_attempt (person_id);
CREATE INDEX login_session_person ON login_session (person_id);
CREATE INDEX device_person ON device (person_id);
