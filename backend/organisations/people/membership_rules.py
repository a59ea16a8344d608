"""From when until when a membership is valid, pure (design §9: leaving ends access at once)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from backend.kernel.clock import instant_of, local_date

MINUTES_OF_DAY = 24 * 60
MembershipState = Literal["current", "future", "former"]


@dataclass(frozen=True)
class Span:
    """Half-open, in milliseconds UTC; no `until` means that no end is known."""

    since: int
    until: int | None = None

    def overlaps(self, other: "Span") -> bool:
        ends_before = self.until is not None and self.until <= other.since
        begins_after = other.until is not None and other.until <= self.since
        return not ends_before and not begins_after


def span_of(first: date | None, last: date | None, now: int, zone: ZoneInfo) -> Span | None:
    """The span of these days, both included; without a first day, or from today on, it begins now.

    None: it would end before it begins.
    """
    begins_now = first is None or first == local_date(now, zone)
    since = now if begins_now or first is None else instant_of(first, 0, zone)
    until = None if last is None else instant_of(last, MINUTES_OF_DAY, zone)
    return None if until is not None and until <= since else Span(since, until)


def state_of(span: Span, now: int) -> MembershipState:
    """Where a membership stands; one that was called off before it began is former."""
    if span.until is not None and span.until <= max(now, span.since):
        return "former"
    return "future" if span.since > now else "current"


def overlapped(span: Span, others: Iterable[Span]) -> bool:
    """Whether any of the others is valid at a moment of this span."""
    return any(span.overlaps(other) for other in others)


def days_of(span: Span, zone: ZoneInfo) -> tuple[date, date | None]:
    """The first and the last day of a span."""
    last = None if span.until is None else local_date(span.until - 1, zone)
    return local_date(span.since, zone), last
