ALTER TABLE capture ADD COLUMN to_look_at BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE capture SET to_look_at = TRUE
WHERE NOT EXISTS (SELECT 1 FROM ruling r WHERE r.capture_id = capture.id)
AND (verdict = 'unproven'
    OR EXISTS (SELECT 1 FROM finding f WHERE f.capture_id = capture.id AND f.level <> 'info'));
