ALTER TABLE project ADD COLUMN no_digest VARCHAR(64);
ALTER TABLE project ADD COLUMN filed_at BIGINT;

CREATE TABLE filing_draft (
    project_id UUID PRIMARY KEY NOT NULL REFERENCES project (id) ON DELETE RESTRICT,
    version INTEGER NOT NULL,
    definition_digest VARCHAR(64) NOT NULL REFERENCES definition (digest) ON DELETE RESTRICT,
    body TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by UUID
);

CREATE TABLE project_document (
    id UUID PRIMARY KEY NOT NULL,
    project_id UUID NOT NULL REFERENCES project (id) ON DELETE RESTRICT,
    kind VARCHAR(10) NOT NULL,
    name VARCHAR(200) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    size BIGINT NOT NULL,
    media_type VARCHAR(60) NOT NULL,
    announced_by UUID NOT NULL,
    announced_at BIGINT NOT NULL,
    bytes_at BIGINT,
    in_force BOOLEAN NOT NULL
);

CREATE UNIQUE INDEX project_no_digest ON project (no_digest);
CREATE INDEX project_filing ON project (filing);
CREATE INDEX project_document_sha256 ON project_document (sha256);
CREATE UNIQUE INDEX project_document_once ON project_document (project_id, kind, sha256);
