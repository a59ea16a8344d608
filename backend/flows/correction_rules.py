"""Taking things back: undo, reopen, recall; and handing an open step to another holder."""

from uuid import UUID

from backend.flows.case_rules import Case, Outcome, RefusalCode, Refused
from backend.flows.decision_rules import stale
from backend.flows.definition import Flow, Recall, Reopen
from backend.flows.duty_rules import is_own
from backend.flows.event_rules import HandedOver, Recalled, Reopened, Undone
from backend.flows.graph_rules import descendants
from backend.flows.opening_rules import Act, Facts
from backend.flows.submission_rules import with_applicant

NOBODY: frozenset[UUID] = frozenset()


def undo(flow: Flow, case: Case, step_key: str, round_no: int, facts: Facts) -> Outcome:
    """A reviewer takes back an own approval while no later step is decided.

    A return or rejection is in the applicant's hands at once, and an approved case in the area's: neither is undone.
    """
    step, latest = flow.step(step_key), case.latest(step_key)
    if step is None:
        return Refused("unknown_step")
    if latest is None or latest.number != round_no or latest.state != "approved" or latest.decided is None:
        return stale(case, step_key, round_no) or Refused("nothing_to_undo")
    if latest.decided.by.person_id != facts.by.person_id:
        return Refused("not_your_decision")
    if case.state != "in_review":
        return Refused("with_applicant" if with_applicant(flow, case) else "case_final")
    later = (case.latest(key) for key in descendants(flow, step_key))
    if any(round_ is not None and round_.state == "approved" for round_ in later):
        return Refused("descendant_decided")
    act = Act(flow, case, facts, Undone(at=facts.at, by=facts.by, step=step_key, round=round_no))
    act.clear_descendants(step_key)
    act.open(step)
    return act.events()


def reopen(
    flow: Flow,
    case: Case,
    right_key: str,
    step_key: str,
    reason: str,
    facts: Facts,
    *,
    people: frozenset[UUID],
    owners: frozenset[UUID] = NOBODY,
) -> Outcome:
    """A new round of a decided or skipped step, by a named right; everything after it is closed or voided.

    people: everybody who holds the right. On a finished case only where the right says `final`.
    """
    step, right = flow.step(step_key), flow.right(right_key)
    if step is None:
        return Refused("unknown_step")
    if not isinstance(right, Reopen) or step_key not in right.steps:
        return Refused("right_not_named")
    code = _right_fault(case, reason, facts, people, owners) or _reopen_fault(case, right, step_key)
    if code is not None:
        return Refused(code)
    act = Act(flow, case, facts, Reopened(at=facts.at, by=facts.by, step=step_key, right=right_key, reason=reason))
    act.clear([step_key])
    act.clear_descendants(step_key)
    act.open(step)
    act.open_ready()
    return act.events()


def recall(
    flow: Flow,
    case: Case,
    right_key: str,
    reason: str,
    facts: Facts,
    *,
    people: frozenset[UUID],
    owners: frozenset[UUID] = NOBODY,
    fields: tuple[str, ...] = (),
    guard: str | None = None,
) -> Outcome:
    """An approved case goes back to its applicant, by a named right; nothing decided before counts any more.

    guard: the code of the area that refuses (a filing with evidence), asked in the same transaction.
    """
    if not isinstance(flow.right(right_key), Recall):
        return Refused("right_not_named")
    code = _right_fault(case, reason, facts, people, owners)
    if code is not None:
        return Refused(code)
    if case.state != "approved":
        return Refused("not_approved")
    if guard is not None:
        return Refused("recall_refused", {"guard": guard})
    cause = Recalled(at=facts.at, by=facts.by, right=right_key, reason=reason, fields=fields)
    act = Act(flow, case, facts, cause)
    act.void_counting()
    return act.events()


def hand_over(case: Case, facts: Facts) -> tuple[HandedOver, ...]:
    """Open steps whose scope resolves to another holder than when they opened; empty if all stand as they were."""
    return tuple(
        HandedOver(at=facts.at, by=facts.by, step=round_.step, round=round_.number, holder=facts.holders[round_.step])
        for round_ in case.open_rounds()
        if facts.holders[round_.step] != round_.holder
    )


def _right_fault(
    case: Case, reason: str, facts: Facts, people: frozenset[UUID], owners: frozenset[UUID]
) -> RefusalCode | None:
    if facts.by.person_id not in people:
        return "not_holder"
    if is_own(case, facts.by.person_id, owners):
        return "own_case"
    return None if reason.strip() else "reason_required"


def _reopen_fault(case: Case, right: Reopen, step: str) -> RefusalCode | None:
    if case.state in {"draft", "returned"}:
        return "with_applicant"
    if case.state in {"approved", "rejected"} and not right.final:
        return "case_final"
    latest = case.latest(step)
    decided = latest is not None and (latest.counts or latest.state == "rejected")
    return None if decided else "step_not_decided"
