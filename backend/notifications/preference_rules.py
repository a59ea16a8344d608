"""Addresses and clock times as people type and read them, pure."""

import re

MAX_EMAIL = 100
_EMAIL = re.compile(r"[^@\s,;<>\"()\\\x00-\x1f]+@[^@\s,;<>\"()\\\x00-\x1f]+\.[^@\s,;<>\"()\\\x00-\x1f.]+")


def normalise_email(text: str) -> str | None:
    """One address of up to 100 characters (catalogue 0.3 V-EMAIL); None if it is none."""
    address = text.strip()
    return address if len(address) <= MAX_EMAIL and _EMAIL.fullmatch(address) else None


def clock_time(minute_of_day: int) -> str:
    """A minute of the day as HH:MM."""
    hour, minute = divmod(minute_of_day, 60)
    return f"{hour:02d}:{minute:02d}"
