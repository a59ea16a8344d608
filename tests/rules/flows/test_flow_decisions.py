"""Decisions on steps, sentence by sentence of design §6."""

import msgspec
import pytest

from backend.flows.case_rules import Refused
from backend.flows.decision_rules import Decision, decide
from backend.flows.definition import Recall, Verdict
from backend.flows.event_rules import Concluded, Decided, Opened
from backend.kernel.clock import DAY
from tests.rules.flows.sample_flows import (
    ANN,
    APPLICANT,
    BOB,
    CAT,
    CHAIN,
    DIAMOND,
    EVERYBODY,
    WORDS,
    Play,
    code,
    flow,
    step,
)


def test_the_first_steps_open_with_the_submission() -> None:
    play = Play(DIAMOND)
    assert play.case.state == "draft"
    play.submit()
    assert (play.case.state, play.open_steps()) == ("in_review", {"top"})


def test_a_step_opens_when_all_before_it_are_approved() -> None:
    play = Play(DIAMOND)
    play.submit()
    play.approve("top")
    assert play.open_steps() == {"left", "right"}
    play.approve("left")
    assert play.open_steps() == {"right"}
    play.approve("right")
    assert play.open_steps() == {"end"}


def test_the_last_approval_approves_the_case() -> None:
    play = Play(CHAIN)
    play.submit()
    play.approve("a", "b", "c")
    assert play.case.state == "approved"
    assert isinstance(play.events[-1], Concluded)
    assert play.case.open_rounds() == []


def test_an_act_is_a_cause_with_its_consequences_at_one_time_by_one_actor() -> None:
    play = Play(DIAMOND)
    play.submit()
    outcome = play.decide("top", who=ANN)
    assert not isinstance(outcome, Refused)
    assert [event.__struct_config__.tag for event in outcome] == ["decided", "opened", "opened"]
    assert {(event.at, event.by.person_id) for event in outcome} == {(play.at, ANN)}


def test_a_step_knows_its_holder_and_when_it_is_due() -> None:
    play = Play(flow(step("a", due_days=10)))
    play.submit()
    (round_,) = play.case.open_rounds()
    assert round_.holder is not None
    assert round_.due_at == round_.opened_at + 10 * DAY


def test_a_decision_on_a_closed_round_is_refused_with_what_happened_who_and_when() -> None:
    play = Play(CHAIN)
    play.submit()
    play.decide("a", who=ANN)
    decided_at = play.at
    late = play.decide("a", who=BOB, round=1)
    assert isinstance(late, Refused)
    assert late.code == "round_closed"
    assert late.data["what"] == "decided"
    assert (late.data["verdict"], late.data["by"], late.data["at"]) == ("approve", ANN, decided_at)


def test_a_round_closed_by_somebody_elses_return_says_so() -> None:
    play = Play(DIAMOND)
    play.submit()
    play.approve("top")
    play.decide("left", "return", who=BOB)
    late = play.decide("right", who=CAT)
    assert isinstance(late, Refused)
    assert (late.code, late.data["verdict"], late.data["by"]) == ("round_closed", "return", BOB)


def test_a_step_that_never_opened_is_not_open() -> None:
    play = Play(CHAIN)
    play.submit()
    assert code(play.decide("b")) == "step_not_open"
    assert code(play.decide("a", round=2)) == "step_not_open"
    assert code(Play(CHAIN).decide("a")) == "step_not_open"


def test_a_decision_on_another_document_version_is_refused() -> None:
    play = Play(CHAIN)
    play.submit()
    changed = play.decide("a", documentVersion=7)
    assert isinstance(changed, Refused)
    assert (changed.code, changed.data["documentVersion"]) == ("document_changed", 1)


def test_an_old_screen_cannot_decide_the_new_round() -> None:
    play = Play(CHAIN)
    play.submit()
    play.decide("a", "return", who=BOB)
    play.submit()
    assert play.open_steps() == {"a"}
    assert code(play.decide("a", round=1, documentVersion=1)) == "round_closed"
    assert not isinstance(play.decide("a", round=2, documentVersion=2), Refused)


@pytest.mark.parametrize("verdict", ["return", "reject", "hold"])
def test_return_reject_and_hold_need_a_reason(verdict: Verdict) -> None:
    play = Play(CHAIN)
    play.submit()
    assert code(play.decide("a", verdict, reason=" \n")) == "reason_required"
    assert not isinstance(play.decide("a", verdict, reason="日程不全"), Refused)


def test_a_step_allows_what_its_definition_says() -> None:
    play = Play(flow(step("a", may=("approve", "hold"))))
    play.submit()
    assert code(play.decide("a", "return")) == "verdict_not_allowed"
    assert code(play.decide("a", "reject")) == "verdict_not_allowed"


def test_hold_leaves_the_step_open() -> None:
    play = Play(CHAIN)
    play.submit()
    play.decide("a", "hold", who=ANN, reason="等原件")
    (round_,) = play.case.open_rounds()
    assert (round_.step, round_.number) == ("a", 1)
    assert round_.held is not None
    assert round_.held.reason == "等原件"
    play.approve("a")
    assert play.case.latest("a") is not None
    assert play.open_steps() == {"b"}


def test_reject_ends_the_case_and_closes_all_open_steps() -> None:
    play = Play(DIAMOND)
    play.submit()
    play.approve("top")
    play.decide("left", "reject")
    assert play.case.state == "rejected"
    assert play.case.open_rounds() == []
    assert code(play.submit()) == "case_final"


def test_return_to_the_applicant_closes_all_open_steps_and_voids_the_decisions() -> None:
    play = Play(DIAMOND)
    play.submit()
    play.approve("top", "left")
    play.decide("right", "return")
    assert play.case.state == "returned"
    assert (play.open_steps(), play.done_steps()) == (set(), set())


def test_a_resubmission_restarts_at_the_first_step() -> None:
    play = Play(CHAIN)
    play.submit()
    play.approve("a", "b")
    play.decide("c", "return")
    play.submit()
    assert (play.open_steps(), play.done_steps()) == ({"a"}, set())
    play.approve("a", "b", "c")
    assert play.case.state == "approved"


def test_a_reason_may_point_at_fields_and_the_form_opens_there() -> None:
    play = Play(CHAIN)
    play.submit()
    play.decide("a", "return", fields=("planned_end", "speakers.0.date"))
    assert play.case.returned_by is not None
    assert play.case.returned_by.fields == ("planned_end", "speakers.0.date")
    play.submit()
    assert play.case.returned_by is None


def test_return_to_a_step_voids_it_and_its_descendants_only() -> None:
    chain = step("x"), step("a"), step("b", "a"), step("c", "b"), step("b2", "a"), step("z", "x", "c")
    play = Play(flow(*chain))
    play.submit()
    play.approve("x", "a", "b")
    assert play.open_steps() == {"c", "b2"}
    outcome = play.decide("c", "return", to="b")
    assert not isinstance(outcome, Refused)
    assert play.case.state == "in_review"
    assert play.open_steps() == {"b", "b2"}
    assert play.done_steps() == {"x", "a"}
    reopened = play.case.latest("b")
    assert reopened is not None
    assert reopened.number == 2


def test_return_to_a_step_closes_open_steps_below_it() -> None:
    play = Play(DIAMOND)
    play.submit()
    play.approve("top")
    play.decide("left", "return", to="top")
    assert play.open_steps() == {"top"}
    play.approve("top")
    assert play.open_steps() == {"left", "right"}


def test_a_return_goes_only_to_a_decided_step_before() -> None:
    skipping = flow(step("s", skip={"not": {"filled": "x"}}), step("a", "s"), step("b", "a"), step("c"))
    play = Play(skipping)
    play.submit()
    play.approve("a")
    assert code(play.decide("b", "return", to="c")) == "return_target_not_before"
    assert code(play.decide("b", "return", to="b")) == "return_target_not_before"
    assert code(play.decide("b", "return", to="gone")) == "return_target_not_before"
    assert code(play.decide("b", "return", to="s")) == "return_target_not_decided"
    assert code(play.decide("b", to="a")) == "verdict_not_allowed"


def test_who_does_not_hold_the_step_learns_nothing() -> None:
    play = Play(CHAIN)
    play.submit()
    play.approve("a")
    outsider = play.decide("a", who=CAT, people=frozenset({ANN, BOB}))
    assert outsider == Refused("not_holder")
    assert code(play.decide("gone", who=ANN)) == "unknown_step"


def test_a_step_with_a_form_is_approved_with_it_and_only_then() -> None:
    play = Play(flow(step("a", form="record"), step("b", "a")))
    play.submit()
    assert code(play.decide("a")) == "form_required"
    assert code(play.decide("a", "return", form={"x": "1"})) == "form_not_asked"
    assert not isinstance(play.decide("a", form={"x": "1"}), Refused)
    assert code(play.decide("b", form={})) == "form_not_asked"


def test_nobody_decides_an_own_case() -> None:
    play = Play(CHAIN)
    play.submit(who=ANN)
    assert code(play.decide("a", who=ANN)) == "own_case"
    assert code(play.decide("a", "hold", who=ANN)) == "own_case"
    decision = Decision(step="a", round=1, document_version=1, verdict="approve")
    facts = play.facts(BOB)
    about_bob = decide(play.flow, play.case, decision, facts, people=EVERYBODY, owners=frozenset({BOB}))
    assert code(about_bob) == "own_case"


def test_who_sent_any_version_owns_the_case() -> None:
    play = Play(CHAIN)
    play.submit(who=ANN)
    play.decide("a", "return", who=BOB)
    play.submit(who=CAT)
    assert play.case.submitters == {ANN, CAT}
    assert code(play.decide("a", who=ANN)) == "own_case"


def test_nobody_decides_two_consecutive_steps() -> None:
    play = Play(CHAIN)
    play.submit()
    play.decide("a", who=ANN)
    assert code(play.decide("b", who=ANN)) == "consecutive_steps"
    assert code(play.decide("b", "return", who=ANN)) == "consecutive_steps"
    assert not isinstance(play.decide("b", "hold", who=ANN), Refused)
    assert not isinstance(play.decide("b", who=BOB), Refused)
    assert not isinstance(play.decide("c", who=ANN), Refused)


def test_unless_the_organisation_has_no_one_else() -> None:
    play = Play(CHAIN)
    play.submit(who=BOB)
    play.decide("a", who=ANN)
    assert code(play.decide("b", who=ANN, people=frozenset({ANN, CAT}))) == "consecutive_steps"
    assert not isinstance(play.decide("b", who=ANN, people=frozenset({ANN, BOB})), Refused)


def test_a_skipped_step_does_not_come_between() -> None:
    play = Play(flow(step("a"), step("s", "a", skip={"not": {"filled": "x"}}), step("b", "s")))
    play.submit()
    play.decide("a", who=ANN)
    assert code(play.decide("b", who=ANN)) == "consecutive_steps"


def test_two_who_decided_both_branches_can_still_join_them() -> None:
    play = Play(DIAMOND)
    play.submit()
    play.decide("top", who=CAT)
    pair = frozenset({ANN, BOB})
    play.decide("left", who=ANN, people=pair)
    play.decide("right", who=BOB, people=pair)
    assert not isinstance(play.decide("end", who=ANN, people=pair), Refused)


def test_a_voided_decision_bars_nobody() -> None:
    play = Play(CHAIN)
    play.submit()
    play.decide("a", who=ANN)
    play.decide("b", "return", who=BOB)
    play.submit()
    play.decide("a", who=BOB)
    assert not isinstance(play.decide("b", who=ANN), Refused)


def test_what_was_decided_stands_in_the_events_as_it_was_sent() -> None:
    play = Play(CHAIN)
    play.submit()
    play.decide("a", "return", who=ANN, reason="日程不全", fields=("schedule_file",))
    decided = next(event for event in play.events if isinstance(event, Decided))
    assert (decided.reason, decided.fields, decided.to) == ("日程不全", ("schedule_file",), None)
    opened = next(event for event in play.events if isinstance(event, Opened))
    assert msgspec.json.decode(msgspec.json.encode(opened), type=Opened) == opened


def test_a_right_is_no_way_around_a_step() -> None:
    recall = Recall(key="recall", label=WORDS, role="authority", scope="district")
    play = Play(flow(step("a"), rights=[recall]))
    play.submit(who=APPLICANT)
    assert code(play.recall()) == "not_approved"
