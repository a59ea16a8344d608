"""Ratings and their publication."""
