ALTER TABLE slot ADD COLUMN chain_judged_at BIGINT;

CREATE INDEX slot_chain_to_judge ON slot (late_until) WHERE chain_judged_at IS NULL;
CREATE INDEX capture_key ON capture (assignment_id, key_id, arrived_at);
CREATE INDEX assignment_code_sealed ON assignment (code_shown_until) WHERE code_sealed <> '';
