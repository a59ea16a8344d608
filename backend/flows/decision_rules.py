"""A reviewer's word on one step: approve, return to the applicant or to a step before, reject, hold."""

from uuid import UUID

import msgspec

from backend.flows.case_rules import Case, Outcome, RefusalCode, Refused, Round
from backend.flows.definition import Flow, Step, Verdict
from backend.flows.duty_rules import decided_step_before, is_own
from backend.flows.event_rules import Decided
from backend.flows.graph_rules import ancestors
from backend.flows.opening_rules import Act, Facts

NEED_REASON: frozenset[Verdict] = frozenset({"return", "reject", "hold"})


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """What a reviewer sends. It names what was on the screen: step, round, document version.

    fields: paths of the document the reason points at. to: the step a return goes to, None for the applicant. form:
    what the step's form asks, already validated.
    """

    step: str
    round: int
    document_version: int
    verdict: Verdict
    reason: str = ""
    fields: tuple[str, ...] = ()
    to: str | None = None
    form: dict[str, object] | None = None


def decide(
    flow: Flow,
    case: Case,
    decision: Decision,
    facts: Facts,
    *,
    people: frozenset[UUID],
    owners: frozenset[UUID] = frozenset(),
) -> Outcome:
    """Carry out a decision.

    people: everybody who may decide this step now. owners: whom the case is about, beside those who sent it. The order
    of the refusals matters: who may not decide learns nothing of what happened.
    """
    step = flow.step(decision.step)
    if step is None:
        return Refused("unknown_step")
    if facts.by.person_id not in people:
        return Refused("not_holder")
    if is_own(case, facts.by.person_id, owners):
        return Refused("own_case")
    refused = (
        stale(case, decision.step, decision.round)
        or _version_fault(case, decision)
        or _verdict_fault(flow, case, step, decision)
    )
    if refused is not None:
        return refused
    before = decided_step_before(flow, case, step.key, facts.by.person_id, people, owners)
    if decision.verdict != "hold" and before:
        return Refused("consecutive_steps")
    return _carry_out(flow, case, decision, facts)


def stale(case: Case, step: str, round_no: int) -> Refused | None:
    """Whether a screen shows a round that is no longer open: what happened, by whom and when."""
    round_ = next((known for known in case.rounds.get(step, ()) if known.number == round_no), None)
    if round_ is None:
        return Refused("step_not_open", {"step": step})
    return None if round_.state == "open" else Refused("round_closed", what_happened(round_))


def what_happened(round_: Round) -> dict[str, object]:
    """The cause that ended a round, for the person who comes too late."""
    cause = round_.ended_by
    happened: dict[str, object] = {"step": round_.step, "round": round_.number, "state": round_.state}
    if cause is not None:
        kind = cause.__struct_config__.tag
        verdict = cause.verdict if isinstance(cause, Decided) else None
        happened |= {"what": kind, "verdict": verdict, "by": cause.by.person_id, "role": cause.by.role, "at": cause.at}
    return happened


def _version_fault(case: Case, decision: Decision) -> Refused | None:
    if decision.document_version == case.document_version:
        return None
    return Refused("document_changed", {"documentVersion": case.document_version})


def _verdict_fault(flow: Flow, case: Case, step: Step, decision: Decision) -> Refused | None:
    code: RefusalCode | None = None
    asks_form = step.form is not None and decision.verdict == "approve"
    if decision.verdict not in step.may:
        code = "verdict_not_allowed"
    elif decision.verdict in NEED_REASON and not decision.reason.strip():
        code = "reason_required"
    elif asks_form and decision.form is None:
        code = "form_required"
    elif not asks_form and decision.form is not None:
        code = "form_not_asked"
    elif decision.to is not None:
        code = _target_fault(flow, case, decision)
    return Refused(code) if code else None


def _target_fault(flow: Flow, case: Case, decision: Decision) -> RefusalCode | None:
    target = decision.to or ""
    if decision.verdict != "return":
        return "verdict_not_allowed"
    if target not in ancestors(flow, decision.step):
        return "return_target_not_before"
    latest = case.latest(target)
    # Nobody looked at a skipped step, so there is nobody whom the reason could tell anything.
    return None if latest is not None and latest.state == "approved" else "return_target_not_decided"


def _carry_out(flow: Flow, case: Case, decision: Decision, facts: Facts) -> Outcome:
    event = Decided(at=facts.at, by=facts.by, **msgspec.structs.asdict(decision))
    act = Act(flow, case, facts, event)
    target = flow.step(decision.to) if decision.to is not None else None
    if decision.verdict == "approve":
        act.open_ready()
    elif decision.verdict == "reject":
        act.reject()
    elif decision.verdict == "return" and target is not None:
        act.clear([target.key])
        act.clear_descendants(target.key)
        act.open(target)
    elif decision.verdict == "return":
        act.close_open()
        if flow.resume == "start":
            act.void_counting()
    return act.events()
