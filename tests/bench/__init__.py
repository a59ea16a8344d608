"""Measurements with their floors, printed by script/bench. Never part of a timed test."""
