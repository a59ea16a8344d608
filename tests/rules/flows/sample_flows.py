"""Flows and acts for the tests of the flow rules."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal
from uuid import UUID

import msgspec

from backend.flows.case_rules import Case, Outcome, Refused, fold
from backend.flows.correction_rules import recall, reopen, undo
from backend.flows.decision_rules import Decision, decide
from backend.flows.definition import Flow, Reopen, Right, StateLabels, Step, Verdict, read_flow
from backend.flows.event_rules import By, Event, Holder
from backend.flows.opening_rules import Facts
from backend.flows.submission_rules import submit
from backend.forms.conditions import Condition
from backend.forms.source import Source
from backend.forms.words import Label

WORDS = Label(zh="甲", en="A")
STATES = StateLabels(draft=WORDS, in_review=WORDS, returned=WORDS, rejected=WORDS, approved=WORDS)
ANN, BOB, CAT, DAN = (UUID(int=number) for number in range(1, 5))
APPLICANT = UUID(int=99)
EVERYBODY = frozenset({ANN, BOB, CAT, DAN})
FILING = Path(__file__).parents[3] / "backend" / "supervision" / "flows" / "filing.toml"

ALL_VERDICTS: tuple[Verdict, ...] = ("approve", "return", "reject", "hold")


def filing_flow() -> Flow:
    """The flow the repository ships."""
    return read_flow(Source("filing.toml", FILING.read_bytes()))


def step(
    key: str,
    *after: str,
    skip: Mapping[str, object] | None = None,
    may: tuple[Verdict, ...] = ALL_VERDICTS,
    form: str | None = None,
    due_days: int | None = None,
) -> Step:
    condition = msgspec.convert(skip, Condition) if skip is not None else None
    return Step(
        key=key,
        label=WORDS,
        role="reviewer",
        scope="unit",
        after=after,
        skip_when=condition,
        may=may,
        form=form,
        due_days=due_days,
    )


def flow(
    *steps: Step,
    resume: Literal["start", "here"] = "start",
    after_reject: Literal["end", "resubmit"] = "end",
    rights: Sequence[Right] = (),
) -> Flow:
    return Flow(
        key="sample",
        title=WORDS,
        source="test",
        form="sample",
        states=STATES,
        steps=steps,
        resume=resume,
        after_reject=after_reject,
        rights=tuple(rights),
    )


def reopening(*steps: str, final: bool = False) -> Reopen:
    return Reopen(key="reopen", label=WORDS, role="officer", scope="unit", steps=steps, final=final)


CHAIN = flow(step("a"), step("b", "a"), step("c", "b"))
DIAMOND = flow(step("top"), step("left", "top"), step("right", "top"), step("end", "left", "right"))


class Play:
    """A case being played: acts are carried out and their events appended; a refusal changes nothing."""

    def __init__(self, played: Flow, document: Mapping[str, object] | None = None) -> None:
        self.flow = played
        self.events: list[Event] = []
        self.document = dict(document or {})
        self.at = 1_000

    @property
    def case(self) -> Case:
        return fold(self.events)

    def facts(self, who: UUID = ANN) -> Facts:
        self.at += 1_000
        holders = {played.key: Holder(played.role, UUID(int=50)) for played in self.flow.steps}
        return Facts(self.at, By(who, "reviewer"), self.document, holders)

    def take(self, outcome: Outcome) -> Outcome:
        if not isinstance(outcome, Refused):
            self.events += outcome
        return outcome

    def submit(self, who: UUID = APPLICANT) -> Outcome:
        return self.take(submit(self.flow, self.case, self.case.document_version + 1, self.facts(who)))

    def decide(
        self,
        key: str,
        verdict: Verdict = "approve",
        who: UUID | None = None,
        people: frozenset[UUID] = EVERYBODY,
        **more: object,
    ) -> Outcome:
        """A decision on what is on the screen now; without `who` by somebody free to decide."""
        latest = self.case.latest(key)
        seen = {"round": latest.number if latest else 1, "documentVersion": self.case.document_version}
        reason = "" if verdict == "approve" else "because"
        data = {"step": key, "verdict": verdict, "reason": reason, **seen, **more}
        actor = who if who is not None else UUID(int=1 + [played.key for played in self.flow.steps].index(key) % 4)
        decision = msgspec.convert(data, Decision)
        return self.take(decide(self.flow, self.case, decision, self.facts(actor), people=people))

    def approve(self, *keys: str) -> None:
        for key in keys:
            assert not isinstance(self.decide(key), Refused), key

    def undo(self, key: str, who: UUID | None = None) -> Outcome:
        latest = self.case.latest(key)
        decider = latest.decided.by.person_id if latest and latest.decided else ANN
        number = latest.number if latest else 1
        return self.take(undo(self.flow, self.case, key, number, self.facts(who or decider or ANN)))

    def reopen(self, key: str, who: UUID = ANN, reason: str = "because", right: str = "reopen") -> Outcome:
        return self.take(reopen(self.flow, self.case, right, key, reason, self.facts(who), people=EVERYBODY))

    def recall(self, who: UUID = ANN, reason: str = "because", guard: str | None = None) -> Outcome:
        facts = self.facts(who)
        return self.take(recall(self.flow, self.case, "recall", reason, facts, people=EVERYBODY, guard=guard))

    def open_steps(self) -> set[str]:
        return {round_.step for round_ in self.case.open_rounds()}

    def done_steps(self) -> set[str]:
        return {round_.step for round_ in self.case.counting_rounds()}


def code(outcome: Outcome) -> str:
    """The code of a refusal; a failure if it is none."""
    assert isinstance(outcome, Refused), outcome
    return outcome.code
