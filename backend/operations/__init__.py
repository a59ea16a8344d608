"""Backups and restoring them (design §8); what is kept how long, legal holds, erasing people (design §9)."""
