"""From when until when a membership is valid, as pure rules (design §9)."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.clock import DAY
from backend.organisations.people.membership_rules import Span, days_of, overlapped, span_of, state_of

NOW = 1_795_233_600_000
ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 21)
days = st.integers(-400, 400).map(lambda shift: TODAY + timedelta(days=shift))
instants = st.integers(NOW - 9 * DAY, NOW + 9 * DAY)


@given(st.none() | days, st.none() | days)
def test_days_come_back_as_they_were_given(first: date | None, last: date | None) -> None:
    span = span_of(first, last, NOW, ZONE)
    if span is None:
        assert last is not None
        assert last < (first or TODAY)
        return
    assert days_of(span, ZONE) == (first or TODAY, last)
    assert span.until is None or span.until > span.since


@given(instants, st.none() | instants, instants)
def test_a_membership_is_in_one_state_at_a_time(since: int, until: int | None, now: int) -> None:
    state = state_of(Span(since, until), now)
    over = until is not None and until <= max(now, since)
    assert state == ("former" if over else "future" if since > now else "current")


@given(st.tuples(instants, instants), st.tuples(instants, instants), instants)
def test_spans_overlap_where_both_are_valid(one: tuple[int, int], other: tuple[int, int], at: int) -> None:
    first, second = Span(min(one), max(one) + 1), Span(min(other), max(other) + 1)
    assert first.overlaps(second) == second.overlaps(first) == overlapped(first, [second])
    both = all(span.since <= at < (span.until or 0) for span in (first, second))
    assert not both or first.overlaps(second)


def test_from_today_means_from_now() -> None:
    for first in (None, TODAY):
        assert span_of(first, None, NOW, ZONE) == Span(NOW)
    assert span_of(None, TODAY, NOW, ZONE) == Span(NOW, NOW + DAY // 2)
    assert span_of(None, TODAY - timedelta(days=1), NOW, ZONE) is None
