"""The server's time. Every instant is an integer of milliseconds since 1970-01-01 UTC."""

import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Clock(Protocol):
    """Tells the server's time; the only place it is asked."""

    def now(self) -> int: ...


class SystemClock:
    """The host's own clock."""

    def now(self) -> int:
        return time.time_ns() // 1_000_000


class ShiftedClock:
    """The host's clock moved by an offset in seconds read from a file (design §11, demo databases only).

    The file is looked at again at most every `recheck_s`, so that a test can move time while the server runs.
    """

    def __init__(self, path: Path, recheck_s: float = 0.2) -> None:
        self._path = path
        self._recheck_s = recheck_s
        self._read_at = -recheck_s
        self._offset_ms = 0

    @property
    def offset_ms(self) -> int:
        if time.monotonic() - self._read_at >= self._recheck_s:
            self._read_at = time.monotonic()
            text = self._path.read_text().strip() if self._path.exists() else ""
            self._offset_ms = round(float(text or 0) * SECOND)
        return self._offset_ms

    def now(self) -> int:
        return time.time_ns() // 1_000_000 + self.offset_ms


class FixedClock:
    """A clock that stands where it is put."""

    def __init__(self, at: int) -> None:
        self.at = at

    def now(self) -> int:
        return self.at


def local_datetime(at: int, zone: ZoneInfo) -> datetime:
    """The instant as a date and time of the deployment's zone."""
    return datetime.fromtimestamp(at / SECOND, tz=zone)


def local_date(at: int, zone: ZoneInfo) -> date:
    """The calendar day of an instant in the deployment's zone."""
    return local_datetime(at, zone).date()


def instant_of(day: date, minute_of_day: int, zone: ZoneInfo) -> int:
    """The instant at which the zone's wall clock shows this minute of this day (24 * 60 is the next midnight)."""
    extra_days, minute = divmod(minute_of_day, 24 * 60)
    on = day + timedelta(days=extra_days)
    return int(datetime(on.year, on.month, on.day, minute // 60, minute % 60, tzinfo=zone).timestamp()) * SECOND
