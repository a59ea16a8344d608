ALTER TABLE capture ADD COLUMN bytes_removed_at BIGINT;
ALTER TABLE commitment ADD COLUMN bytes_removed_at BIGINT;
ALTER TABLE project_document ADD COLUMN bytes_removed_at BIGINT;

CREATE INDEX capture_kept ON capture (arrived_at) WHERE bytes_removed_at IS NULL;
