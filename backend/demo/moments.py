"""Times of the demo's past, and a clock that is put to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from backend.demo.scenes.chance import Chance
from backend.kernel.clock import FixedClock, instant_of, local_date
from backend.kernel.runtime import Runtime

MINUTES = 60


@contextmanager
def moved_clock(runtime: Runtime) -> Iterator[FixedClock]:
    """The runtime's clock, to be put where one wants it; afterwards it is its own again."""
    former = runtime.clock
    runtime.clock = moved = FixedClock(former.now())
    try:
        yield moved
    finally:
        runtime.clock = former


class Days:
    """Days counted from the one on which the demo is loaded."""

    def __init__(self, now: int, zone: ZoneInfo) -> None:
        self.now = now
        self._zone = zone
        self.today = local_date(now, zone)

    def date(self, day: int) -> date:
        return self.today + timedelta(days=day)

    def at(self, day: int, time: str, seed: str = "") -> int:
        """The instant of a time of day, with some seconds of its own if there is a seed."""
        hours, minutes = time.split(":")
        seconds_ms = Chance(f"{seed} {time}").whole(1_000, 59_000) if seed else 0
        return instant_of(self.date(day), int(hours) * MINUTES + int(minutes), self._zone) + seconds_ms
