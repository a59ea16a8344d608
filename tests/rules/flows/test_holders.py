"""Who answers for an organisation, as a pure rule (design §6: no case is stuck)."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from backend.flows.holder_rules import Place, people_told, resolve_applicant

ROLE = "clerk"
people = st.frozensets(st.integers(1, 6).map(lambda number: UUID(int=number)), max_size=3)


@st.composite
def chains(draw: st.DrawFn) -> list[Place]:
    drawn = draw(st.lists(people, min_size=1, max_size=5))
    return [Place(UUID(int=100 + level), here) for level, here in enumerate(drawn)]


@given(chains())
def test_the_nearest_with_somebody_answers(chain: list[Place]) -> None:
    held = resolve_applicant(ROLE, chain)
    staffed = [place for place in chain if place.people]
    nearest = staffed[0] if staffed else chain[0]
    assert (held.holder.role, held.holder.organisation_id) == (ROLE, nearest.organisation_id)
    assert held.people == nearest.people
    assert held.holder.stand_in == (nearest is not chain[0])


@given(chains(), people)
def test_senders_hear_of_it_only_while_they_reach_the_place(chain: list[Place], senders: frozenset[UUID]) -> None:
    told = people_told(ROLE, chain, senders)
    reaching = {person for place in chain for person in place.people}
    assert told == resolve_applicant(ROLE, chain).people | (senders & reaching)
    assert told <= reaching


def test_nobody_anywhere_leaves_it_with_the_unit() -> None:
    chain = [Place(UUID(int=1)), Place(UUID(int=2))]
    held = resolve_applicant(ROLE, chain)
    assert (held.holder.organisation_id, held.holder.stand_in, held.people) == (UUID(int=1), False, frozenset())
    assert resolve_applicant(ROLE, []).holder.organisation_id is None
