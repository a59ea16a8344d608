CREATE INDEX event_values_kept ON event_values (event_id) WHERE erased_at IS NULL;
