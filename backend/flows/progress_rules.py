"""What people see of a case now: who holds it, since when, what comes next, the usual time per step (design §6)."""

from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Literal

import msgspec

from backend.flows.case_rules import Case, Round
from backend.flows.definition import CaseState, Flow, Step
from backend.flows.event_rules import Decided, Event, Holder, Opened
from backend.flows.graph_rules import in_order
from backend.flows.submission_rules import with_applicant

StepState = Literal["waiting", "open", "held", "approved", "skipped", "returned", "rejected"]
FEWEST_SAMPLES = 5
"""Fewer decided rounds say nothing about what is usual."""


class StepView(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A step as a picture shows it: grey waiting, red open or held, green approved, blue skipped (catalogue 6.5).

    since: when it came to this state. next: it opens as soon as those open now are approved.
    """

    key: str
    state: StepState
    round: int | None = None
    since: int | None = None
    holder: Holder | None = None
    due_at: int | None = None
    decided: Decided | None = None
    held: Decided | None = None
    next: bool = False


class Waiting(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Somebody the case waits for."""

    step: str
    round: int
    holder: Holder
    since: int
    due_at: int | None


def who_moves(flow: Flow, case: Case) -> Literal["applicant", "reviewers", "nobody"]:
    """Whose turn it is."""
    if with_applicant(flow, case):
        return "applicant"
    return "reviewers" if case.state == "in_review" else "nobody"


def current_holders(case: Case) -> list[Waiting]:
    """Who holds the case now; empty when it is with the applicant or finished."""
    return [
        Waiting(step=open_.step, round=open_.number, holder=open_.holder, since=open_.opened_at, due_at=open_.due_at)
        for open_ in case.open_rounds()
        if open_.holder is not None
    ]


def step_views(flow: Flow, case: Case) -> list[StepView]:
    """Every step in order."""
    return [_view(step, case.latest(step.key), case.state, _is_next(step, case)) for step in in_order(flow)]


def points_at(case: Case) -> tuple[str, ...]:
    """The fields the applicant must look at: the form opens there."""
    return case.returned_by.fields if case.returned_by is not None else ()


def version_seen(case: Case, step: str) -> int | None:
    """The document version this step's reviewers had before them the last time, None if never.

    The reviewer of a resubmission is shown what changed since then; one who sees the case first, nothing.
    """
    earlier = [round_ for round_ in case.rounds.get(step, ()) if round_.state != "open" and round_.holder is not None]
    return earlier[-1].document_version if earlier else None


def durations(events: Iterable[Event]) -> Iterator[tuple[str, int]]:
    """How long each decided round was open: step and milliseconds. Holds are part of the time."""
    opened: dict[tuple[str, int], int] = {}
    for event in events:
        if isinstance(event, Opened):
            opened[event.step, event.round] = event.at
        elif isinstance(event, Decided) and event.verdict != "hold" and (event.step, event.round) in opened:
            yield event.step, event.at - opened[event.step, event.round]


def usual_time(samples_ms: Sequence[int]) -> int | None:
    """The usual time of a step in milliseconds: the median, which one forgotten case does not move."""
    return round(median(samples_ms)) if len(samples_ms) >= FEWEST_SAMPLES else None


def _is_next(step: Step, case: Case) -> bool:
    here = case.is_open(step.key) or case.is_done(step.key)
    before = all(case.is_open(key) or case.is_done(key) for key in step.after)
    return case.state == "in_review" and not here and before


def _view(step: Step, latest: Round | None, case_state: CaseState, upcoming: bool) -> StepView:
    state = _step_state(latest, case_state)
    if latest is None or state == "waiting":
        return StepView(key=step.key, state="waiting", next=upcoming)
    return StepView(
        key=step.key,
        state=state,
        round=latest.number,
        since=latest.decided.at if latest.decided else latest.opened_at,
        holder=latest.holder,
        due_at=latest.due_at if latest.state == "open" else None,
        decided=latest.decided,
        held=latest.held,
    )


def _step_state(latest: Round | None, case_state: CaseState) -> StepState:
    if latest is None:
        return "waiting"
    match latest.state:
        case "open":
            return "held" if latest.held else "open"
        case "approved" | "skipped" | "rejected":
            return latest.state
        case "returned":
            # Once the case is on its way again, the step that sent it back waits like any other.
            return "waiting" if case_state == "in_review" else "returned"
        case "closed" | "voided":
            return "waiting"
