"""Submitting, skipping and submitting again (design §6)."""

from backend.flows.case_rules import Refused
from backend.flows.event_rules import Skipped
from backend.flows.submission_rules import submit, with_applicant
from tests.rules.flows.sample_flows import CHAIN, Play, code, flow, step

NO_HOME = {"field": "housing", "equals": False}
CLEARANCE = flow(
    step("hr"),
    step("housing", "hr", skip=NO_HOME),
    step("library", "hr"),
    step("end", "housing", "library"),
    resume="here",
)


def test_a_case_under_review_is_not_submitted_twice() -> None:
    play = Play(CHAIN)
    play.submit()
    assert code(play.submit()) == "already_submitted"


def test_a_finished_case_is_not_submitted_again() -> None:
    play = Play(CHAIN)
    play.submit()
    play.approve("a", "b", "c")
    assert code(play.submit()) == "case_final"


def test_a_resubmission_is_of_a_newer_version() -> None:
    play = Play(CHAIN)
    play.submit()
    play.decide("a", "return")
    same = submit(play.flow, play.case, 1, play.facts())
    assert same == Refused("same_version", {"documentVersion": 1})
    assert code(submit(play.flow, play.case, 0, play.facts())) == "same_version"


def test_a_rejected_case_goes_back_to_its_applicant_only_where_the_flow_says_so() -> None:
    play = Play(flow(*CHAIN.steps, after_reject="resubmit"))
    play.submit()
    play.approve("a")
    play.decide("b", "reject")
    assert play.case.state == "rejected"
    assert with_applicant(play.flow, play.case)
    assert not with_applicant(CHAIN, play.case)
    play.submit()
    assert (play.case.state, play.open_steps(), play.done_steps()) == ("in_review", {"a"}, set())


def test_a_rejected_case_starts_again_even_where_returned_ones_go_on() -> None:
    play = Play(flow(*CHAIN.steps, resume="here", after_reject="resubmit"))
    play.submit()
    play.approve("a")
    play.decide("b", "reject")
    play.submit()
    assert (play.open_steps(), play.done_steps()) == ({"a"}, set())


def test_a_step_nobody_needs_is_skipped_when_it_opens_and_the_next_opens_at_once() -> None:
    play = Play(CLEARANCE, {"housing": False})
    play.submit()
    assert not any(isinstance(event, Skipped) for event in play.events)
    play.approve("hr")
    assert (play.open_steps(), play.done_steps()) == ({"library"}, {"hr", "housing"})
    play.approve("library")
    assert play.open_steps() == {"end"}


def test_the_skip_is_stored_and_does_not_change_with_the_document() -> None:
    play = Play(CLEARANCE, {"housing": False})
    play.submit()
    play.approve("hr")
    play.document["housing"] = True
    play.approve("library")
    assert play.open_steps() == {"end"}


def test_a_skip_may_read_what_a_reviewer_before_filled_in() -> None:
    played = flow(
        step("hr", form="record"), step("hukou", "hr", skip={"field": "hr.stays", "equals": "0"}), step("end", "hukou")
    )
    stays = Play(played)
    stays.submit()
    stays.decide("hr", form={"stays": "1"})
    assert stays.open_steps() == {"hukou"}
    leaves = Play(played)
    leaves.submit()
    leaves.decide("hr", form={"stays": "0"})
    assert leaves.open_steps() == {"end"}


def test_what_a_voided_decision_filled_in_is_not_read() -> None:
    played = flow(
        step("hr", form="record"),
        step("b", "hr"),
        step("s", "b", skip={"field": "hr.stays", "equals": "0"}),
        step("end", "s"),
    )
    play = Play(played)
    play.submit()
    play.decide("hr", form={"stays": "0"})
    play.decide("b", "return", to="hr")
    play.decide("hr", form={"stays": "1"})
    play.approve("b")
    assert play.open_steps() == {"s"}


def test_a_case_nobody_needs_to_see_is_approved_at_once() -> None:
    play = Play(flow(step("a", skip={"all": []}), step("b", "a", skip={"all": []})))
    play.submit()
    assert (play.case.state, play.done_steps()) == ("approved", {"a", "b"})


def test_resume_here_goes_on_where_it_was_returned() -> None:
    play = Play(CLEARANCE, {"housing": True})
    play.submit()
    play.approve("hr", "library")
    play.decide("housing", "return")
    assert play.done_steps() == {"hr", "library"}
    play.submit()
    assert (play.open_steps(), play.done_steps()) == ({"housing"}, {"hr", "library"})


def test_resume_here_opens_every_branch_that_was_closed() -> None:
    play = Play(CLEARANCE, {"housing": True})
    play.submit()
    play.approve("hr")
    play.decide("housing", "return")
    play.submit()
    assert play.open_steps() == {"housing", "library"}
    assert [round_.number for round_ in play.case.open_rounds()] == [2, 2]


def test_resume_here_opens_a_skipped_step_the_new_version_needs() -> None:
    play = Play(CLEARANCE, {"housing": False})
    play.submit()
    play.approve("hr", "library")
    play.decide("end", "return")
    play.document["housing"] = True
    play.submit()
    assert (play.open_steps(), play.done_steps()) == ({"housing"}, {"hr", "library"})


def test_resume_here_voids_what_rested_on_a_needless_skip() -> None:
    played = flow(step("s", skip=NO_HOME), step("a", "s"), step("b", "a"), resume="here")
    play = Play(played, {"housing": False})
    play.submit()
    play.approve("a")
    play.decide("b", "return")
    play.document["housing"] = True
    play.submit()
    assert (play.open_steps(), play.done_steps()) == ({"s"}, set())
