CREATE INDEX event_kind_at ON event (kind, at, id);
CREATE INDEX login_attempt_way_at ON login_attempt (way, at, id);
CREATE INDEX login_attempt_login_session ON login_attempt (login_session_id);
CREATE INDEX capture_arrived_at ON capture (arrived_at, id);
CREATE INDEX event_organisation_at ON event (organisation_id, at, id) WHERE organisation_id IS NOT NULL;
