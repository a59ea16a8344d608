CREATE TABLE project (
    id UUID PRIMARY KEY NOT NULL,
    no VARCHAR(60) NOT NULL UNIQUE,
    name VARCHAR(300) NOT NULL,
    organiser_id UUID NOT NULL REFERENCES organisation (id) ON DELETE RESTRICT,
    organiser_name VARCHAR(200) NOT NULL,
    organiser_path VARCHAR(60) NOT NULL,
    planned_start VARCHAR(10) NOT NULL,
    planned_end VARCHAR(10) NOT NULL,
    place VARCHAR(300) NOT NULL,
    indoor BOOLEAN NOT NULL,
    filing VARCHAR(20) NOT NULL,
    created_at BIGINT NOT NULL,
    slots_total INTEGER NOT NULL,
    slots_complete INTEGER NOT NULL,
    venue_done INTEGER NOT NULL,
    board_done INTEGER NOT NULL,
    room_done INTEGER NOT NULL,
    lecturers_total INTEGER NOT NULL,
    lecturers_done INTEGER NOT NULL,
    look INTEGER NOT NULL,
    first_at BIGINT,
    latest_at BIGINT,
    rating VARCHAR(20),
    rated_at BIGINT,
    rating_stale BOOLEAN NOT NULL,
    published BOOLEAN NOT NULL
);

CREATE TABLE venue (
    id UUID PRIMARY KEY NOT NULL,
    project_id UUID NOT NULL REFERENCES project (id) ON DELETE RESTRICT,
    name VARCHAR(200) NOT NULL,
    datum VARCHAR(10) NOT NULL,
    typed_lat_e7 BIGINT NOT NULL,
    typed_lon_e7 BIGINT NOT NULL,
    lat_e7 BIGINT NOT NULL,
    lon_e7 BIGINT NOT NULL,
    radius_m INTEGER NOT NULL,
    position INTEGER NOT NULL
);

CREATE TABLE slot (
    id UUID PRIMARY KEY NOT NULL,
    project_id UUID NOT NULL REFERENCES project (id) ON DELETE RESTRICT,
    day VARCHAR(10) NOT NULL,
    half VARCHAR(2) NOT NULL,
    version INTEGER NOT NULL,
    active BOOLEAN NOT NULL,
    opens_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    late_until BIGINT NOT NULL,
    venue_done BOOLEAN NOT NULL,
    board_done BOOLEAN NOT NULL,
    room_done BOOLEAN NOT NULL,
    lecturers_total INTEGER NOT NULL,
    lecturers_done INTEGER NOT NULL,
    look INTEGER NOT NULL,
    submitted_at BIGINT
);

CREATE TABLE lecturer (
    id UUID PRIMARY KEY NOT NULL,
    slot_id UUID NOT NULL REFERENCES slot (id) ON DELETE RESTRICT,
    name VARCHAR(100) NOT NULL,
    unit VARCHAR(200) NOT NULL,
    title VARCHAR(60) NOT NULL,
    topic VARCHAR(300) NOT NULL,
    position INTEGER NOT NULL,
    removed_reason VARCHAR(20) NOT NULL,
    removed_at BIGINT
);

CREATE TABLE lecturer_fact (
    id UUID PRIMARY KEY NOT NULL,
    slot_id UUID NOT NULL REFERENCES slot (id) ON DELETE RESTRICT,
    lecturer_id UUID NOT NULL,
    kind VARCHAR(10) NOT NULL,
    person_id UUID NOT NULL,
    wall BIGINT NOT NULL,
    arrived_at BIGINT NOT NULL,
    content_sha256 VARCHAR(64) NOT NULL
);

CREATE TABLE assignment (
    id UUID PRIMARY KEY NOT NULL,
    project_id UUID NOT NULL REFERENCES project (id) ON DELETE RESTRICT,
    person_id UUID NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    phone_index VARCHAR(60) NOT NULL,
    lead_unit VARCHAR(200) NOT NULL,
    generation INTEGER NOT NULL,
    code_hash VARCHAR(60) NOT NULL,
    request_id UUID,
    code_sealed TEXT NOT NULL,
    code_shown_until BIGINT NOT NULL,
    active_from BIGINT NOT NULL,
    ended_at BIGINT
);

CREATE TABLE assignment_login (
    id UUID PRIMARY KEY NOT NULL,
    login_session_id UUID NOT NULL REFERENCES login_session (id) ON DELETE RESTRICT,
    assignment_id UUID NOT NULL REFERENCES assignment (id) ON DELETE RESTRICT,
    generation INTEGER NOT NULL
);

CREATE TABLE code_tries (
    phone_index VARCHAR(60) PRIMARY KEY NOT NULL,
    tries INTEGER NOT NULL,
    paused_until BIGINT NOT NULL
);

CREATE TABLE commitment_text (
    version INTEGER PRIMARY KEY NOT NULL,
    text TEXT NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    valid_from BIGINT NOT NULL
);

CREATE TABLE commitment (
    id UUID PRIMARY KEY NOT NULL,
    assignment_id UUID NOT NULL REFERENCES assignment (id) ON DELETE RESTRICT,
    person_id UUID NOT NULL,
    text_version INTEGER NOT NULL,
    text_sha256 VARCHAR(64) NOT NULL,
    drawing_sha256 VARCHAR(64) NOT NULL,
    drawing_size INTEGER NOT NULL,
    wall BIGINT NOT NULL,
    arrived_at BIGINT NOT NULL,
    bytes_at BIGINT,
    content_sha256 VARCHAR(64) NOT NULL
);

CREATE TABLE capture (
    id UUID PRIMARY KEY NOT NULL,
    project_id UUID NOT NULL REFERENCES project (id) ON DELETE RESTRICT,
    slot_id UUID NOT NULL REFERENCES slot (id) ON DELETE RESTRICT,
    assignment_id UUID NOT NULL REFERENCES assignment (id) ON DELETE RESTRICT,
    person_id UUID NOT NULL,
    key_id VARCHAR(22) NOT NULL,
    item VARCHAR(20) NOT NULL,
    lecturer_id UUID,
    sha256 VARCHAR(64) NOT NULL,
    size BIGINT NOT NULL,
    manifest BYTEA NOT NULL,
    signature BYTEA NOT NULL,
    manifest_sha256 VARCHAR(64) NOT NULL,
    previous_sha256 VARCHAR(64) NOT NULL,
    verdict VARCHAR(20) NOT NULL,
    taken_from BIGINT NOT NULL,
    taken_until BIGINT NOT NULL,
    taken_at BIGINT NOT NULL,
    anchored BOOLEAN NOT NULL,
    wall BIGINT NOT NULL,
    camera VARCHAR(10) NOT NULL,
    arrived_at BIGINT NOT NULL,
    waiting_for VARCHAR(20) NOT NULL,
    bytes_at BIGINT,
    seal_head VARCHAR(90) NOT NULL,
    lat_e7 BIGINT,
    lon_e7 BIGINT,
    accuracy_m INTEGER,
    position_age_ms BIGINT,
    no_position VARCHAR(20) NOT NULL,
    distance_m INTEGER,
    venue_id UUID,
    inspected_at BIGINT,
    width INTEGER,
    height INTEGER,
    like_0 INTEGER,
    like_1 INTEGER,
    like_2 INTEGER,
    like_3 INTEGER,
    counts BOOLEAN NOT NULL
);

CREATE TABLE finding (
    id UUID PRIMARY KEY NOT NULL,
    capture_id UUID NOT NULL REFERENCES capture (id) ON DELETE RESTRICT,
    code VARCHAR(30) NOT NULL,
    level VARCHAR(10) NOT NULL,
    data TEXT NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE ruling (
    id UUID PRIMARY KEY NOT NULL,
    capture_id UUID NOT NULL REFERENCES capture (id) ON DELETE RESTRICT,
    verdict VARCHAR(20) NOT NULL,
    reason TEXT NOT NULL,
    by_id UUID NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE rating (
    id UUID PRIMARY KEY NOT NULL,
    project_id UUID NOT NULL REFERENCES project (id) ON DELETE RESTRICT,
    version INTEGER NOT NULL,
    rating VARCHAR(20) NOT NULL,
    note TEXT NOT NULL,
    by_id UUID NOT NULL,
    at BIGINT NOT NULL,
    before_late_end BOOLEAN NOT NULL
);

CREATE TABLE publication (
    id UUID PRIMARY KEY NOT NULL,
    project_id UUID NOT NULL REFERENCES project (id) ON DELETE RESTRICT,
    rating_id UUID NOT NULL REFERENCES rating (id) ON DELETE RESTRICT,
    version INTEGER NOT NULL,
    at BIGINT NOT NULL,
    by_id UUID NOT NULL,
    withdrawn_at BIGINT,
    withdrawn_by_id UUID,
    withdrawn_reason TEXT NOT NULL
);

CREATE UNIQUE INDEX rating_version ON rating (project_id, version);
CREATE UNIQUE INDEX publication_version ON publication (project_id, version);
CREATE INDEX publication_at ON publication (at);
CREATE TABLE slot_reminder (
    id UUID PRIMARY KEY NOT NULL,
    slot_id UUID NOT NULL REFERENCES slot (id) ON DELETE RESTRICT,
    reminder VARCHAR(20) NOT NULL,
    at BIGINT NOT NULL
);

CREATE UNIQUE INDEX slot_reminder_once ON slot_reminder (slot_id, reminder);
CREATE INDEX project_organiser_path ON project (organiser_path);
CREATE INDEX project_planned_start ON project (planned_start);
CREATE INDEX slot_closes_at ON slot (closes_at);
CREATE INDEX slot_late_until ON slot (late_until);
CREATE INDEX assignment_phone_index ON assignment (phone_index);
CREATE INDEX commitment_drawing_sha256 ON commitment (drawing_sha256);
CREATE INDEX capture_sha256 ON capture (sha256);
CREATE INDEX project_list ON project (planned_start, no);
CREATE INDEX venue_project ON venue (project_id);
CREATE UNIQUE INDEX slot_project_day_half ON slot (project_id, day, half);
CREATE INDEX lecturer_slot ON lecturer (slot_id);
CREATE INDEX assignment_project ON assignment (project_id);
CREATE UNIQUE INDEX assignment_one_active ON assignment (project_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX assignment_login_once ON assignment_login (login_session_id, assignment_id);
CREATE INDEX commitment_assignment ON commitment (assignment_id);
CREATE INDEX capture_project ON capture (project_id, bytes_at);
CREATE INDEX capture_slot ON capture (slot_id);
CREATE INDEX capture_waiting ON capture (assignment_id) WHERE waiting_for <> '';
CREATE INDEX capture_to_inspect ON capture (bytes_at) WHERE inspected_at IS NULL;
CREATE INDEX capture_like_0 ON capture (like_0, like_1, like_2, like_3) WHERE like_0 IS NOT NULL;
CREATE INDEX capture_like_1 ON capture (like_1, like_0, like_2, like_3) WHERE like_1 IS NOT NULL;
CREATE INDEX capture_like_2 ON capture (like_2, like_0, like_1, like_3) WHERE like_2 IS NOT NULL;
CREATE INDEX capture_like_3 ON capture (like_3, like_0, like_1, like_2) WHERE like_3 IS NOT NULL;
CREATE UNIQUE INDEX finding_once ON finding (capture_id, code);
CREATE INDEX ruling_capture ON ruling (capture_id);
