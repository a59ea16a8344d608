"""Separation of duties (catalogue 2; design §6): nobody decides an own case, nor two consecutive steps of one case.

The second gives way where the organisation has no one else, so that no case is stuck.
"""

from uuid import UUID

from backend.flows.case_rules import Case
from backend.flows.definition import Flow


def is_own(case: Case, person_id: UUID | None, owners: frozenset[UUID]) -> bool:
    """Whether the person sent the case, or is whom it is about (`owners`)."""
    return person_id is not None and person_id in case.submitters | owners


def decided_step_before(
    flow: Flow, case: Case, step: str, person_id: UUID | None, holders: frozenset[UUID], owners: frozenset[UUID]
) -> bool:
    """Whether the person decided a step right before this one and somebody else could decide this one.

    holders: everybody who may decide this step.
    """
    before = deciders_before(flow, case, step)
    others = holders - before - case.submitters - owners
    return person_id in before and bool(others)


def deciders_before(flow: Flow, case: Case, key: str) -> frozenset[UUID]:
    """Who decided the steps right before; where one was skipped, those before it."""
    step = flow.step(key)
    found: frozenset[UUID] = frozenset()
    for former in step.after if step else ():
        latest = case.latest(former)
        if latest is None or not latest.counts:
            continue
        if latest.decided is None:
            found |= deciders_before(flow, case, former)
        elif latest.decided.by.person_id is not None:
            found |= {latest.decided.by.person_id}
    return found
