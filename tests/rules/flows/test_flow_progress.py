"""What people see of a case, and who holds it (design §6)."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.flows.holder_rules import ADMINISTRATOR, Place, resolve_holder, resolve_person
from backend.flows.progress_rules import (
    current_holders,
    durations,
    points_at,
    step_views,
    usual_time,
    version_seen,
    who_moves,
)
from backend.flows.timeline_rules import timeline
from tests.rules.flows.sample_flows import ANN, APPLICANT, BOB, CAT, CHAIN, DAN, DIAMOND, Play, flow, step

UNIT, DISTRICT, CITY = (UUID(int=number) for number in range(100, 103))


def states(play: Play) -> dict[str, str]:
    return {view.key: view.state for view in step_views(play.flow, play.case)}


def test_the_applicant_sees_who_holds_it_and_since_when() -> None:
    play = Play(DIAMOND)
    assert current_holders(play.case) == []
    play.submit()
    play.approve("top")
    waiting = current_holders(play.case)
    assert [(holder.step, holder.since) for holder in waiting] == [("left", play.at), ("right", play.at)]
    assert {holder.holder.role for holder in waiting} == {"reviewer"}


def test_the_applicant_sees_whose_turn_it_is() -> None:
    play = Play(flow(*CHAIN.steps, after_reject="resubmit"))
    assert who_moves(play.flow, play.case) == "applicant"
    play.submit()
    assert who_moves(play.flow, play.case) == "reviewers"
    play.decide("a", "reject")
    assert who_moves(play.flow, play.case) == "applicant"
    assert who_moves(CHAIN, play.case) == "nobody"


def test_steps_have_the_colours_of_the_catalogue() -> None:
    skipping = flow(step("top"), step("blue", "top", skip={"all": []}), step("red", "top"), step("grey", "red"))
    play = Play(skipping)
    assert set(states(play).values()) == {"waiting"}
    play.submit()
    play.approve("top")
    assert states(play) == {"top": "approved", "blue": "skipped", "red": "open", "grey": "waiting"}
    play.decide("red", "hold")
    assert states(play)["red"] == "held"


def test_what_comes_next_is_marked() -> None:
    play = Play(CHAIN)
    assert not any(view.next for view in step_views(play.flow, play.case))
    play.submit()
    assert [view.key for view in step_views(play.flow, play.case) if view.next] == ["b"]
    play.approve("a")
    assert [view.key for view in step_views(play.flow, play.case) if view.next] == ["c"]


def test_a_step_that_returned_the_case_shows_it_until_the_case_is_on_its_way_again() -> None:
    play = Play(CHAIN)
    play.submit()
    play.approve("a")
    play.decide("b", "return", fields=("place",))
    assert states(play) == {"a": "waiting", "b": "returned", "c": "waiting"}
    assert points_at(play.case) == ("place",)
    play.submit()
    assert states(play) == {"a": "open", "b": "waiting", "c": "waiting"}
    assert points_at(play.case) == ()


def test_the_reviewer_of_a_resubmission_is_told_which_version_was_seen_before() -> None:
    play = Play(CHAIN)
    play.submit()
    play.approve("a")
    play.decide("b", "return")
    play.submit()
    assert (version_seen(play.case, "a"), version_seen(play.case, "b"), version_seen(play.case, "c")) == (1, 1, None)
    assert play.case.document_version == 2


def test_the_timeline_tells_acts_and_which_decisions_still_count() -> None:
    play = Play(flow(step("a"), step("s", "a", skip={"all": []}), step("b", "s")))
    play.submit()
    play.decide("a", who=ANN)
    play.decide("b", "return", who=BOB, reason="日程不全", fields=("schedule_file",))
    play.submit()
    told = [(entry.what, entry.step, entry.verdict, entry.counts) for entry in timeline(play.events)]
    assert told == [
        ("submitted", None, None, True),
        ("decided", "a", "approve", False),
        ("skipped", "s", None, False),
        ("decided", "b", "return", True),
        ("submitted", None, None, True),
    ]
    returned = timeline(play.events)[3]
    assert (returned.reason, returned.fields, returned.by.person_id) == ("日程不全", ("schedule_file",), BOB)


def test_the_timeline_tells_corrections_and_the_end() -> None:
    play = Play(CHAIN)
    play.submit()
    play.approve("a")
    play.undo("a")
    play.approve("a", "b", "c")
    told = [entry.what for entry in timeline(play.events)]
    assert told == ["submitted", "decided", "undone", "decided", "decided", "decided", "concluded"]
    assert timeline(play.events)[-1].outcome == "approved"
    places = [entry.place for entry in timeline(play.events)]
    assert places == sorted(set(places))


def test_the_usual_time_is_that_of_decided_rounds() -> None:
    play = Play(CHAIN)
    play.submit()
    play.decide("a", "hold")
    play.approve("a", "b")
    assert list(durations(play.events)) == [("a", 2_000), ("b", 1_000)]


@given(st.lists(st.integers(0, 10**9), max_size=12))
def test_one_forgotten_case_does_not_move_the_usual_time(samples: list[int]) -> None:
    usual = usual_time(samples)
    assert (usual is None) == (len(samples) < 5)
    if usual is not None:
        assert min(samples) <= usual <= max(samples)
    assert usual_time([10, 10, 10, 10, 10**9]) == 10


def test_a_step_is_held_by_the_people_of_its_scope() -> None:
    held = resolve_holder("reviewer", [Place(UNIT, frozenset({ANN, BOB}), frozenset({CAT}))])
    assert (held.holder.role, held.holder.organisation_id, held.holder.stand_in) == ("reviewer", UNIT, False)
    assert held.people == {ANN, BOB}


def test_a_scope_with_nobody_is_held_by_the_administrator_of_the_nearest_organisation_above() -> None:
    chain = [Place(UNIT), Place(DISTRICT, frozenset({DAN})), Place(CITY, frozenset(), frozenset({CAT}))]
    held = resolve_holder("reviewer", chain)
    assert (held.holder.role, held.holder.organisation_id, held.holder.stand_in) == (ADMINISTRATOR, CITY, True)
    assert held.people == {CAT}


def test_who_may_not_decide_an_own_case_is_nobody() -> None:
    chain = [Place(UNIT, frozenset({ANN})), Place(DISTRICT, frozenset(), frozenset({ANN, CAT}))]
    held = resolve_holder("reviewer", chain, owners=frozenset({ANN}))
    assert held.holder.stand_in
    assert held.people == {CAT}


@pytest.mark.parametrize("chain", [[], [Place(UNIT), Place(CITY)]])
def test_the_last_resort_are_the_administrators_of_the_deployment(chain: list[Place]) -> None:
    held = resolve_holder("reviewer", chain, administrators=frozenset({DAN}))
    assert (held.holder.role, held.holder.organisation_id, held.holder.stand_in) == (ADMINISTRATOR, None, True)
    assert held.people == {DAN}


def test_a_scope_may_be_a_person() -> None:
    above = Place(DISTRICT, frozenset(), frozenset({CAT}))
    held = resolve_person("mentor", ANN, [Place(UNIT), above])
    assert held.holder.person_id == ANN
    assert held.people == {ANN}
    for gone, owners in ((None, frozenset[UUID]()), (APPLICANT, frozenset({APPLICANT}))):
        stand_in = resolve_person("mentor", gone, [Place(UNIT), above], owners=owners)
        assert stand_in.holder.organisation_id == DISTRICT
        assert stand_in.people == {CAT}
