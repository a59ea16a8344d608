ALTER TABLE legal_hold ADD COLUMN release_reason TEXT NOT NULL DEFAULT '';
