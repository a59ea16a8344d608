"""Backups: taking one while the server runs, checking that it would restore, restoring it (design §8)."""
