"""Sending a case in, and sending it in again."""

from backend.flows.case_rules import Case, Outcome, Refused
from backend.flows.definition import Flow
from backend.flows.event_rules import Submitted
from backend.flows.graph_rules import in_order
from backend.flows.opening_rules import Act, Facts, skips


def submit(flow: Flow, case: Case, document_version: int, facts: Facts) -> Outcome:
    """The applicant sends a version of the document, the first time or after a return.

    A returned case starts again at its first step. Under `resume = here` it goes on where it was returned, and what was
    approved before stays approved; but a recalled or rejected case always starts again.
    """
    if case.state == "in_review":
        return Refused("already_submitted")
    if not with_applicant(flow, case):
        return Refused("case_final")
    if document_version <= case.document_version:
        return Refused("same_version", {"documentVersion": case.document_version})
    act = Act(flow, case, facts, Submitted(at=facts.at, by=facts.by, document_version=document_version))
    if resumes(flow, case):
        _void_needless_skips(flow, act, facts)
    else:
        act.void_counting()
    act.open_ready()
    return act.events()


def with_applicant(flow: Flow, case: Case) -> bool:
    """Whether the next move is the applicant's."""
    return case.state in {"draft", "returned"} or (case.state == "rejected" and flow.after_reject == "resubmit")


def resumes(flow: Flow, case: Case) -> bool:
    """Whether a submission goes on where the case was returned. After a recall nothing counts, so it starts again."""
    return flow.resume == "here" and case.state == "returned"


def _void_needless_skips(flow: Flow, act: Act, facts: Facts) -> None:
    """The new version may need a step that the old one did not; what was decided after it rested on the skip."""
    for step in in_order(flow):
        latest = act.case.latest(step.key)
        skipped = latest is not None and latest.state == "skipped"
        if skipped and not skips(step, act.case, facts.document):
            act.clear([step.key])
            act.clear_descendants(step.key)
