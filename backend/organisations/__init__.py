"""The tree of organisations and who belongs to which, from when until when (catalogue 3)."""
