"""What an actor may do with a case now, so that a screen offers nothing that would be refused."""

from uuid import UUID

from backend.flows.case_rules import Case
from backend.flows.definition import Flow, Recall, Reopen
from backend.flows.desk import Desk
from backend.flows.duty_rules import decided_step_before, is_own
from backend.flows.graph_rules import ancestors, descendants
from backend.flows.schemas import May, MayDecide, MayRecall, MayReopen, MayUndo

NOBODY: frozenset[UUID] = frozenset()


def may_of(flow: Flow, case: Case, desk: Desk, person_id: UUID | None) -> May:
    """The acts open to a person."""
    if person_id is None or is_own(case, person_id, NOBODY):
        return May(decide=[], undo=[], reopen=[], recall=[])
    return May(
        decide=_decide(flow, case, desk, person_id),
        undo=_undo(flow, case, person_id),
        reopen=_reopen(flow, case, desk, person_id),
        recall=[
            MayRecall(right=right.key, label=right.label)
            for right in flow.rights
            if isinstance(right, Recall) and case.state == "approved" and person_id in desk.right(right.key).people
        ],
    )


def _decide(flow: Flow, case: Case, desk: Desk, person_id: UUID) -> list[MayDecide]:
    found = []
    for round_ in case.open_rounds():
        step, people = flow.step(round_.step), desk.step(round_.step).people
        if step is None or person_id not in people:
            continue
        before = decided_step_before(flow, case, step.key, person_id, people, NOBODY)
        targets = [key for key in ancestors(flow, step.key) if (latest := case.latest(key)) and latest.decided]
        found.append(
            MayDecide(
                step=step.key,
                round=round_.number,
                document_version=case.document_version,
                verdicts=tuple(verdict for verdict in step.may if not before or verdict == "hold"),
                return_to=tuple(sorted(targets)),
                form=step.form,
            )
        )
    return found


def _undo(flow: Flow, case: Case, person_id: UUID) -> list[MayUndo]:
    if case.state != "in_review":
        return []
    return [
        MayUndo(step=round_.step, round=round_.number)
        for round_ in case.counting_rounds()
        if round_.decided is not None and round_.decided.by.person_id == person_id
        if not any((later := case.latest(key)) and later.state == "approved" for key in descendants(flow, round_.step))
    ]


def _reopen(flow: Flow, case: Case, desk: Desk, person_id: UUID) -> list[MayReopen]:
    found = []
    for right in flow.rights:
        if not isinstance(right, Reopen) or person_id not in desk.right(right.key).people:
            continue
        open_to = case.state == "in_review" or (case.state in {"approved", "rejected"} and right.final)
        steps = tuple(
            key for key in right.steps if (latest := case.latest(key)) and (latest.counts or latest.state == "rejected")
        )
        if open_to and steps:
            found.append(MayReopen(right=right.key, label=right.label, steps=steps))
    return found
