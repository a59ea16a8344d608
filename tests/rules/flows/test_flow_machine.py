"""Whatever people do with whatever flow: no case is stuck, voided decisions never count, events are only appended."""

from typing import Any
from uuid import UUID

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from backend.flows.case_rules import Case, Refused, apply, fold
from backend.flows.decision_rules import Decision, decide
from backend.flows.definition import Flow, Recall, Right, Verdict
from backend.flows.event_rules import Decided, Event
from backend.flows.graph_rules import ancestors
from backend.flows.holder_rules import Place, resolve_holder
from backend.flows.progress_rules import who_moves
from backend.flows.timeline_rules import timeline
from tests.builders.examples import up_to
from tests.rules.flows.sample_flows import ALL_VERDICTS, EVERYBODY, WORDS, Play, code, flow, reopening, step

UNIT, CITY = UUID(int=100), UUID(int=101)
ADMINISTRATORS = frozenset({UUID(int=7), UUID(int=8)})
CLERK = UUID(int=99)
people = st.sampled_from(sorted(EVERYBODY | {CLERK}))
extra_verdicts = st.sets(st.sampled_from(ALL_VERDICTS)).map(lambda more: ("approve", *sorted(more - {"approve"})))


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    steps = []
    for number in range(draw(st.integers(1, 5))):
        before = draw(st.sets(st.integers(0, number - 1), min_size=number > 1, max_size=2)) if number else set()
        skip = {"field": f"skip{number}", "equals": True} if draw(st.booleans()) and number else None
        may: tuple[Verdict, ...] = draw(extra_verdicts)
        steps.append(step(f"s{number}", *(f"s{other}" for other in sorted(before)), skip=skip, may=may))
    rights: list[Right] = [Recall(key="recall", label=WORDS, role="authority", scope="city")]
    rights.append(reopening(*(known.key for known in steps), final=draw(st.booleans())))
    goes_on, sent_again = draw(st.booleans()), draw(st.booleans())
    return flow(
        *steps,
        resume="here" if goes_on else "start",
        after_reject="resubmit" if sent_again else "end",
        rights=rights,
    )


class Life(RuleBasedStateMachine):
    """A case under random acts."""

    @initialize(drawn=flows(), reviewers=st.sets(people, max_size=4))
    def begin(self, drawn: Flow, reviewers: set[UUID]) -> None:
        self.play = Play(drawn)
        self.reviewers = frozenset(reviewers)
        self.seen: list[Event] = []

    def keys(self) -> list[str]:
        return [known.key for known in self.play.flow.steps]

    def may_decide(self) -> frozenset[UUID]:
        """Who holds the steps: the unit's reviewers but those who sent the case, else an administrator."""
        chain = [Place(UNIT, self.reviewers), Place(CITY, administrators=ADMINISTRATORS)]
        return resolve_holder("reviewer", chain, owners=self.play.case.submitters).people

    @rule(who=people, flags=st.sets(st.integers(0, 4)))
    def submit(self, who: UUID, flags: set[int]) -> None:
        self.play.document = {f"skip{number}": True for number in flags}
        moved = who_moves(self.play.flow, self.play.case) == "applicant"
        assert isinstance(self.play.submit(who), Refused) is not moved

    @precondition(lambda self: self.play.case.open_rounds())
    @rule(data=st.data(), verdict=st.sampled_from(("approve", "approve", "approve", *ALL_VERDICTS)))
    def decide(self, data: st.DataObject, verdict: Verdict) -> None:
        key = data.draw(st.sampled_from([round_.step for round_ in self.play.case.open_rounds()]))
        who = data.draw(st.sampled_from(sorted(self.may_decide())))
        before = sorted(ancestors(self.play.flow, key))
        to = data.draw(st.sampled_from([None, *before])) if verdict == "return" else None
        self.play.decide(key, verdict, who, self.may_decide(), to=to)

    @rule(data=st.data(), number=st.integers(1, 3))
    def decide_from_an_old_screen(self, data: st.DataObject, number: int) -> None:
        key = data.draw(st.sampled_from(self.keys()))
        latest = self.play.case.latest(key)
        if latest is None or latest.number != number or latest.state != "open":
            late = self.play.decide(key, who=min(ADMINISTRATORS), people=ADMINISTRATORS, round=number)
            assert code(late) in {"step_not_open", "round_closed"}

    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        self.play.undo(data.draw(st.sampled_from(self.keys())))

    @rule(data=st.data(), who=people)
    def reopen(self, data: st.DataObject, who: UUID) -> None:
        self.play.reopen(data.draw(st.sampled_from(self.keys())), who)

    @rule(who=people, guard=st.sampled_from([None, "filing_has_evidence"]))
    def recall(self, who: UUID, guard: str | None) -> None:
        self.play.recall(who, guard=guard)

    @invariant()
    def events_are_only_appended(self) -> None:
        assert self.play.events[: len(self.seen)] == self.seen
        self.seen = list(self.play.events)
        assert self.play.case.length == len(self.seen)

    @invariant()
    def folding_is_deterministic_and_survives_storage(self) -> None:
        case = Case()
        stored: Any = msgspec.json.encode(self.play.events)
        for event in msgspec.json.decode(stored, type=list[Event]):
            case = apply(case, event)
        assert case == fold(self.play.events) == self.play.case

    @invariant()
    def nothing_rests_on_what_does_not_count(self) -> None:
        case = self.play.case
        for known in self.play.flow.steps:
            if case.is_open(known.key) or case.is_done(known.key):
                assert all(case.is_done(key) for key in known.after)
        for rounds in case.rounds.values():
            assert [round_.number for round_ in rounds] == list(range(1, len(rounds) + 1))
            assert not any(round_.state == "open" or round_.counts for round_ in rounds[:-1])

    @invariant()
    def voided_decisions_never_count(self) -> None:
        counting = {(round_.step, round_.number) for round_ in self.play.case.counting_rounds()}
        for entry in timeline(self.play.events):
            if entry.verdict == "approve" and not entry.counts:
                assert (entry.step, entry.round) not in counting
        for round_ in self.play.case.counting_rounds():
            assert round_.voided_by is None
            assert isinstance(round_.decided, Decided) or round_.state == "skipped"

    @invariant()
    def the_state_fits_the_steps(self) -> None:
        case = self.play.case
        assert bool(case.open_rounds()) == (case.state == "in_review")
        if case.state == "approved":
            assert all(case.is_done(key) for key in self.keys())

    @invariant()
    def no_case_is_stuck(self) -> None:
        """Every open step has a holder, and among the people who hold it one who may approve it now."""
        case = self.play.case
        assert who_moves(self.play.flow, case) != "nobody" or case.state in {"approved", "rejected"}
        for round_ in case.open_rounds():
            assert round_.holder is not None
            able = [who for who in self.may_decide() if self.could_approve(round_.step, round_.number, who)]
            assert able, round_.step

    def could_approve(self, key: str, number: int, who: UUID) -> bool:
        play = self.play
        version = play.case.document_version
        decision = Decision(step=key, round=number, document_version=version, verdict="approve")
        outcome = decide(play.flow, play.case, decision, play.facts(who), people=self.may_decide())
        return not isinstance(outcome, Refused)

    def teardown(self) -> None:
        """From wherever it stands, the case can be brought to its end."""
        if not hasattr(self, "play"):
            return
        for _ in range(2 * len(self.keys()) + 2):
            if who_moves(self.play.flow, self.play.case) == "applicant":
                self.play.submit(CLERK)
            for round_ in self.play.case.open_rounds():
                able = [who for who in self.may_decide() if self.could_approve(round_.step, round_.number, who)]
                self.play.decide(round_.step, "approve", able[0], self.may_decide())
        assert self.play.case.state in {"approved", "rejected"}


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=up_to(60), stateful_step_count=25, deadline=None)
