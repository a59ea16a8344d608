"""How long things are kept, and what a hold covers (design §9)."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.audit.retention_rules import Held, before_of
from backend.kernel.clock import DAY

NOW = 1_795_233_600_000
days = st.integers(1, 40_000)
ids = st.frozensets(st.integers(0, 5).map(lambda number: UUID(int=number)))


@given(now=st.integers(NOW, NOW + 90_000 * DAY), kept=days)
def test_a_thing_stays_for_all_its_days_and_no_longer(now: int, kept: int) -> None:
    before = before_of(now, kept)
    assert before is not None
    youngest_to_go, oldest_to_stay = before - 1, before
    assert now - youngest_to_go > kept * DAY
    assert now - oldest_to_stay == kept * DAY


@given(now=st.integers(NOW, NOW + 90_000 * DAY), fewer=days, more=days)
def test_more_days_never_remove_more(now: int, fewer: int, more: int) -> None:
    before, earlier = before_of(now, min(fewer, more)), before_of(now, max(fewer, more))
    assert before is not None
    assert earlier is not None
    assert earlier <= before


@given(now=st.integers(NOW, NOW + 90_000 * DAY))
def test_no_days_are_for_ever(now: int) -> None:
    assert before_of(now, 0) is None


@given(kept=st.integers(max_value=-1))
def test_fewer_than_no_days_are_a_mistake(kept: int) -> None:
    with pytest.raises(ValueError, match="fewer than 0"):
        before_of(NOW, kept)


@given(projects=ids, people=ids, of=ids, by=ids)
def test_a_hold_covers_whatever_touches_it(
    projects: frozenset[UUID], people: frozenset[UUID], of: frozenset[UUID], by: frozenset[UUID]
) -> None:
    held = Held(projects, people)
    assert held.covers(projects=[*of, None], people=[*by, None]) == bool(projects & of or people & by)
    assert not Held().covers(projects=of, people=by)
    assert not held.covers()
