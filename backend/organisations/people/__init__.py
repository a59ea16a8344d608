"""People of organisations: their roles with from and to, and their import."""
