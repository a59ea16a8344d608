"""A case: the fold of its events, and the words for what cannot be done to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args
from uuid import UUID

from backend.flows.definition import CaseState
from backend.flows.event_rules import (
    Cause,
    Closed,
    Concluded,
    Decided,
    Event,
    HandedOver,
    Holder,
    Opened,
    Recalled,
    Reopened,
    Skipped,
    Submitted,
    Undone,
    Voided,
)

RoundState = Literal["open", "approved", "rejected", "returned", "skipped", "closed", "voided"]
COUNTING: frozenset[RoundState] = frozenset({"approved", "skipped"})
"""Rounds after which the steps that wait may open."""

RefusalCode = Literal[
    "already_submitted",
    "case_final",
    "consecutive_steps",
    "descendant_decided",
    "document_changed",
    "form_not_asked",
    "form_required",
    "not_approved",
    "not_holder",
    "not_your_decision",
    "nothing_to_undo",
    "own_case",
    "reason_required",
    "recall_refused",
    "return_target_not_before",
    "return_target_not_decided",
    "right_not_named",
    "round_closed",
    "same_version",
    "step_not_decided",
    "step_not_open",
    "unknown_step",
    "verdict_not_allowed",
    "with_applicant",
]
REFUSAL_CODES: frozenset[str] = frozenset(get_args(RefusalCode))


@dataclass(frozen=True)
class Refused:
    """Why an act is not done; nothing was changed. data: references and numbers a screen may show."""

    code: RefusalCode
    data: Mapping[str, object] = field(default_factory=dict)


Outcome = tuple[Event, ...] | Refused
"""The events to append, the cause first, or why not."""


@dataclass(frozen=True)
class Round:
    """One round of a step.

    document_version: of the document when it opened. held: the latest hold, while it is open. decided: the word that
    ended it. ended_by: the cause that ended it; voided_by: the cause since which it counts no more.
    """

    step: str
    number: int
    state: RoundState
    opened_at: int
    document_version: int
    holder: Holder | None = None
    due_at: int | None = None
    held: Decided | None = None
    decided: Decided | None = None
    ended_by: Cause | None = None
    voided_by: Cause | None = None

    @property
    def counts(self) -> bool:
        return self.state in COUNTING


@dataclass(frozen=True)
class Case:
    """The state of a case. length: how many events it has; an act appends at this place or has come too late.

    returned_by: why the case is with its applicant, until the next submission.
    """

    state: CaseState = "draft"
    document_version: int = 0
    submitters: frozenset[UUID] = frozenset()
    rounds: Mapping[str, tuple[Round, ...]] = field(default_factory=dict)
    length: int = 0
    cause: Cause | None = None
    returned_by: Decided | Recalled | None = None

    def latest(self, step: str) -> Round | None:
        """The newest round of a step."""
        rounds = self.rounds.get(step, ())
        return rounds[-1] if rounds else None

    def is_open(self, step: str) -> bool:
        latest = self.latest(step)
        return latest is not None and latest.state == "open"

    def is_done(self, step: str) -> bool:
        """Approved or skipped, and still counting."""
        latest = self.latest(step)
        return latest is not None and latest.counts

    def open_rounds(self) -> list[Round]:
        """Rounds that wait for somebody, in the order the steps first opened."""
        return [rounds[-1] for rounds in self.rounds.values() if rounds[-1].state == "open"]

    def counting_rounds(self) -> list[Round]:
        return [rounds[-1] for rounds in self.rounds.values() if rounds[-1].counts]


def fold(events: Iterable[Event]) -> Case:
    """The state of a case from all of its events."""
    case = Case()
    for event in events:
        case = apply(case, event)
    return case


def apply(case: Case, event: Event) -> Case:
    """The state after one more event."""
    case = replace(case, length=case.length + 1)
    match event:
        case Opened() | Skipped():
            return _with_round(case, _new_round(case, event))
        case Closed():
            return _ended(case, event.step, "closed")
        case Voided():
            return _voided(case, event.step)
        case Concluded():
            return replace(case, state=event.outcome)
        case HandedOver():
            return _with_round(replace(case, cause=event), replace(_latest(case, event.step), holder=event.holder))
    return _after_cause(replace(case, cause=event), event)


def _after_cause(case: Case, event: Submitted | Decided | Undone | Reopened | Recalled) -> Case:
    match event:
        case Submitted():
            who = frozenset({event.by.person_id} if event.by.person_id else ())
            submitters = case.submitters | who
            version = event.document_version
            return replace(case, state="in_review", document_version=version, submitters=submitters, returned_by=None)
        case Undone():
            return _voided(case, event.step)
        case Reopened():
            return replace(case, state="in_review", returned_by=None)
        case Recalled():
            return replace(case, state="returned", returned_by=event)
    return _after_decision(case, event)


def _after_decision(case: Case, event: Decided) -> Case:
    latest = _latest(case, event.step)
    if event.verdict == "hold":
        return _with_round(case, replace(latest, held=event))
    states: Mapping[str, RoundState] = {"approve": "approved", "return": "returned", "reject": "rejected"}
    case = _with_round(case, replace(latest, state=states[event.verdict], decided=event, ended_by=event, held=None))
    if event.verdict == "return" and event.to is None:
        return replace(case, state="returned", returned_by=event)
    return replace(case, returned_by=event) if event.verdict == "reject" else case


def _new_round(case: Case, event: Opened | Skipped) -> Round:
    fresh = Round(event.step, event.round, "skipped", event.at, case.document_version)
    if isinstance(event, Opened):
        return replace(fresh, state="open", holder=event.holder, due_at=event.due_at)
    return replace(fresh, ended_by=case.cause)


def _with_round(case: Case, changed: Round) -> Case:
    """The case with a new round, or with its latest round of the step changed."""
    former = case.rounds.get(changed.step, ())
    kept = former[:-1] if former and former[-1].number == changed.number else former
    return replace(case, rounds={**case.rounds, changed.step: (*kept, changed)})


def _ended(case: Case, step: str, state: RoundState) -> Case:
    return _with_round(case, replace(_latest(case, step), state=state, ended_by=case.cause, held=None))


def _voided(case: Case, step: str) -> Case:
    latest = _latest(case, step)
    return _with_round(case, replace(latest, state="voided", voided_by=case.cause))


def _latest(case: Case, step: str) -> Round:
    return case.rounds[step][-1]
