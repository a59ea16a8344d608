"""How steps open, are skipped, closed and voided: the consequences of an act, gathered in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from backend.flows.case_rules import Case, apply
from backend.flows.definition import Flow, Step
from backend.flows.event_rules import By, Cause, Closed, Concluded, Event, Holder, Opened, Skipped, Voided
from backend.flows.graph_rules import descendants, in_order
from backend.forms.conditions import holds
from backend.kernel.clock import DAY


@dataclass(frozen=True)
class Facts:
    """What an act is given from outside.

    at: now. document: the values under review, for `skip_when`. holders: who holds each step of the flow were it to
    open now (`holder_rules.resolve_holder`).
    """

    at: int
    by: By
    document: Mapping[str, object] = field(default_factory=dict)
    holders: Mapping[str, Holder] = field(default_factory=dict)


class Act:
    """The events of one act, and the case as they leave it."""

    def __init__(self, flow: Flow, case: Case, facts: Facts, cause: Cause) -> None:
        self._flow = flow
        self._facts = facts
        self._at, self._by = facts.at, facts.by
        self._events: list[Event] = []
        self.case = case
        self._add(cause)

    def events(self) -> tuple[Event, ...]:
        return tuple(self._events)

    def open(self, step: Step) -> None:
        """A new round that somebody must decide, whatever `skip_when` says."""
        due_at = self._at + step.due_days * DAY if step.due_days is not None else None
        round_no, holder = self._next(step.key), self._facts.holders[step.key]
        self._add(Opened(at=self._at, by=self._by, step=step.key, round=round_no, holder=holder, due_at=due_at))

    def open_ready(self) -> None:
        """Open or skip every step whose time has come; conclude if none is left to do."""
        for step in in_order(self._flow):
            idle = not self.case.is_open(step.key) and not self.case.is_done(step.key)
            if idle and all(self.case.is_done(key) for key in step.after):
                self._open_or_skip(step)
        if all(self.case.is_done(step.key) for step in self._flow.steps):
            self._add(Concluded(at=self._at, by=self._by, outcome="approved"))

    def reject(self) -> None:
        """End the case; nobody needs to look at anything any more."""
        self.close_open()
        self._add(Concluded(at=self._at, by=self._by, outcome="rejected"))

    def clear(self, steps: Iterable[str]) -> None:
        """Close what is open of these steps and void what counts."""
        for key in steps:
            latest = self.case.latest(key)
            if latest is not None and latest.state == "open":
                self._add(Closed(at=self._at, by=self._by, step=key, round=latest.number))
            elif latest is not None and latest.counts:
                self._add(Voided(at=self._at, by=self._by, step=key, round=latest.number))

    def clear_descendants(self, step: str) -> None:
        self.clear(descendants(self._flow, step))

    def close_open(self) -> None:
        self.clear(round_.step for round_ in self.case.open_rounds())

    def void_counting(self) -> None:
        self.clear(round_.step for round_ in self.case.counting_rounds())

    def _open_or_skip(self, step: Step) -> None:
        if skips(step, self.case, self._facts.document):
            self._add(Skipped(at=self._at, by=self._by, step=step.key, round=self._next(step.key)))
        else:
            self.open(step)

    def _next(self, step: str) -> int:
        latest = self.case.latest(step)
        return latest.number + 1 if latest else 1

    def _add(self, event: Event) -> None:
        self._events.append(event)
        self.case = apply(self.case, event)


def skips(step: Step, case: Case, document: Mapping[str, object]) -> bool:
    """Whether nobody needs to look at this step."""
    return step.skip_when is not None and holds(step.skip_when, visible_values(case, document))


def visible_values(case: Case, document: Mapping[str, object]) -> dict[str, object]:
    """What `skip_when` may read: the document, and `step.field` of decisions that count."""
    values = dict(document)
    for round_ in case.counting_rounds():
        form = round_.decided.form if round_.decided else None
        values |= {f"{round_.step}.{key}": value for key, value in (form or {}).items()}
    return values
