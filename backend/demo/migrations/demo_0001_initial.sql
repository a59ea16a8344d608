CREATE TABLE demo_database (
    id INTEGER PRIMARY KEY NOT NULL,
    loaded_at BIGINT NOT NULL
);

CREATE TABLE demo_login (
    key VARCHAR(30) PRIMARY KEY NOT NULL,
    position INTEGER NOT NULL,
    role VARCHAR(30) NOT NULL,
    person_id UUID NOT NULL,
    person VARCHAR(100) NOT NULL,
    organisation VARCHAR(200) NOT NULL,
    phone VARCHAR(20) NOT NULL,
    assignment_id UUID,
    login_code VARCHAR(10) NOT NULL
);
