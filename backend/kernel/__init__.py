"""What every area stands on: database, clock, ids, refusals, wiring, keys. Knows no area."""
