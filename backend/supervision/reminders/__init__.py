"""Reminding of half-days without photos."""
