"""Undo, reopen, recall, hand over (design §6)."""

import pytest

from backend.flows.case_rules import Refused
from backend.flows.correction_rules import hand_over
from backend.flows.definition import Recall
from backend.flows.event_rules import Holder
from backend.flows.opening_rules import Facts
from tests.rules.flows.sample_flows import (
    ANN,
    APPLICANT,
    BOB,
    CHAIN,
    DIAMOND,
    WORDS,
    Play,
    code,
    flow,
    reopening,
    step,
)

RECALL = Recall(key="recall", label=WORDS, role="authority", scope="district")
SKIPPED = {"not": {"filled": "x"}}


def test_an_approval_is_undone_while_no_later_step_is_decided() -> None:
    play = Play(DIAMOND)
    play.submit()
    play.decide("top", who=ANN)
    assert play.open_steps() == {"left", "right"}
    assert not isinstance(play.undo("top"), Refused)
    assert (play.open_steps(), play.done_steps()) == ({"top"}, set())
    latest = play.case.latest("top")
    assert latest is not None
    assert latest.number == 2


def test_a_hold_further_on_does_not_stand_in_the_way_of_an_undo() -> None:
    play = Play(CHAIN)
    play.submit()
    play.approve("a")
    play.decide("b", "hold")
    assert not isinstance(play.undo("a"), Refused)


def test_a_skipped_step_is_no_decision_and_goes_with_the_undo() -> None:
    play = Play(flow(step("a"), step("s", "a", skip=SKIPPED), step("b", "s")))
    play.submit()
    play.approve("a")
    assert play.done_steps() == {"a", "s"}
    assert not isinstance(play.undo("a"), Refused)
    assert (play.open_steps(), play.done_steps()) == ({"a"}, set())


def test_once_a_later_step_is_decided_nothing_is_undone() -> None:
    play = Play(CHAIN)
    play.submit()
    play.approve("a", "b")
    assert code(play.undo("a")) == "descendant_decided"
    assert not isinstance(play.undo("b"), Refused)
    assert not isinstance(play.undo("a"), Refused)


def test_only_the_decider_undoes() -> None:
    play = Play(CHAIN)
    play.submit()
    play.decide("a", who=ANN)
    assert code(play.undo("a", who=BOB)) == "not_your_decision"


def test_what_cannot_be_undone() -> None:
    play = Play(CHAIN)
    assert code(play.undo("gone")) == "unknown_step"
    play.submit()
    assert code(play.undo("a")) == "nothing_to_undo"
    assert code(play.undo("b")) == "step_not_open"
    play.approve("a", "b", "c")
    assert code(play.undo("c")) == "case_final"
    play = Play(CHAIN)
    play.submit()
    play.decide("a", "return")
    assert code(play.undo("a")) == "round_closed"


def test_an_undo_under_resume_here_is_not_possible_while_the_case_is_with_its_applicant() -> None:
    play = Play(flow(step("a"), step("b", "a"), resume="here"))
    play.submit()
    play.approve("a")
    play.decide("b", "return")
    assert code(play.undo("a")) == "with_applicant"


def test_reopening_needs_a_named_right() -> None:
    play = Play(CHAIN)
    play.submit()
    play.approve("a", "b")
    assert code(play.reopen("a")) == "right_not_named"
    play = Play(flow(*CHAIN.steps, rights=[reopening("b")]))
    play.submit()
    play.approve("a", "b")
    assert code(play.reopen("a")) == "right_not_named"
    assert code(play.reopen("gone")) == "unknown_step"
    assert code(play.reopen("c")) == "right_not_named"


def test_reopening_makes_a_new_round_and_voids_or_closes_all_descendants() -> None:
    play = Play(flow(*DIAMOND.steps, step("after", "end"), rights=[reopening("top", "left")]))
    play.submit()
    play.approve("top", "left", "right", "end")
    assert not isinstance(play.reopen("left"), Refused)
    assert play.open_steps() == {"left"}
    assert play.done_steps() == {"top", "right"}
    play.approve("left")
    assert play.open_steps() == {"end"}


def test_reopening_needs_a_reason_the_right_and_another_persons_case() -> None:
    play = Play(flow(*CHAIN.steps, rights=[reopening("a")]))
    play.submit()
    play.approve("a", "b")
    assert code(play.reopen("a", reason=" ")) == "reason_required"
    assert code(play.reopen("a", who=APPLICANT)) == "not_holder"
    own = Play(flow(*CHAIN.steps, rights=[reopening("a")]))
    own.submit(who=ANN)
    own.decide("a", who=BOB)
    assert code(own.reopen("a", who=ANN)) == "own_case"


@pytest.mark.parametrize("final", [True, False])
def test_a_final_case_is_reopened_only_where_the_flow_says_so(final: bool) -> None:
    play = Play(flow(*CHAIN.steps, rights=[reopening("b", final=final)]))
    play.submit()
    play.approve("a", "b", "c")
    outcome = play.reopen("b")
    if not final:
        assert code(outcome) == "case_final"
        return
    assert (play.case.state, play.open_steps(), play.done_steps()) == ("in_review", {"b"}, {"a"})
    play.approve("b", "c")
    assert play.case.state == "approved"


def test_a_rejected_case_is_reopened_with_all_its_closed_branches() -> None:
    play = Play(flow(*DIAMOND.steps, rights=[reopening("left", final=True)]))
    play.submit()
    play.approve("top")
    play.decide("left", "reject")
    assert not isinstance(play.reopen("left"), Refused)
    assert (play.case.state, play.open_steps()) == ("in_review", {"left", "right"})
    assert play.case.returned_by is None


def test_a_skipped_step_is_opened_for_good_by_the_right() -> None:
    play = Play(flow(step("a"), step("s", "a", skip=SKIPPED), step("b", "s"), rights=[reopening("s")]))
    play.submit()
    play.approve("a")
    assert not isinstance(play.reopen("s"), Refused)
    assert play.open_steps() == {"s"}


def test_what_is_not_decided_is_not_reopened() -> None:
    play = Play(flow(*CHAIN.steps, rights=[reopening("a", "b")]))
    assert code(play.reopen("a")) == "with_applicant"
    play.submit()
    assert code(play.reopen("a")) == "step_not_decided"
    assert code(play.reopen("b")) == "step_not_decided"
    play.decide("a", "return")
    assert code(play.reopen("a")) == "with_applicant"


def test_a_recall_returns_an_approved_case_and_nothing_counts_any_more() -> None:
    play = Play(flow(*CHAIN.steps, rights=[RECALL]))
    play.submit()
    play.approve("a", "b", "c")
    assert not isinstance(play.recall(reason="材料有误"), Refused)
    assert (play.case.state, play.done_steps(), play.open_steps()) == ("returned", set(), set())
    assert play.case.returned_by is not None
    assert play.case.returned_by.reason == "材料有误"
    play.submit()
    assert play.open_steps() == {"a"}


def test_a_recalled_case_starts_again_even_where_returned_ones_go_on() -> None:
    play = Play(flow(*CHAIN.steps, resume="here", rights=[RECALL]))
    play.submit()
    play.approve("a", "b", "c")
    play.recall()
    play.submit()
    assert (play.case.state, play.open_steps()) == ("in_review", {"a"})


def test_a_recall_is_for_approved_cases_with_a_reason_and_may_be_refused_by_the_area() -> None:
    play = Play(flow(*CHAIN.steps, rights=[RECALL]))
    play.submit()
    assert code(play.recall()) == "not_approved"
    play.approve("a", "b", "c")
    assert code(play.recall(reason="")) == "reason_required"
    assert code(play.recall(who=APPLICANT)) == "not_holder"
    refused = play.recall(guard="filing_has_evidence")
    assert refused == Refused("recall_refused", {"guard": "filing_has_evidence"})
    assert play.case.state == "approved"


def test_without_the_right_nothing_is_recalled() -> None:
    play = Play(CHAIN)
    play.submit()
    play.approve("a", "b", "c")
    assert code(play.recall()) == "right_not_named"


def test_an_open_step_is_handed_to_its_new_holder() -> None:
    play = Play(DIAMOND)
    play.submit()
    play.approve("top")
    facts = play.facts()
    assert hand_over(play.case, facts) == ()
    stand_in = Holder("platform_admin", stand_in=True)
    moved = hand_over(play.case, Facts(facts.at, facts.by, {}, {**facts.holders, "left": stand_in}))
    assert [(event.step, event.round) for event in moved] == [("left", 1)]
    play.events += moved
    latest = play.case.latest("left")
    assert latest is not None
    assert latest.holder == stand_in
    assert play.open_steps() == {"left", "right"}
