"""The one inbox: what waits for whom, kept in the transaction that changes it and derivable from the case at any time.

An open step waits for its holder. A case that is with its applicant waits for them, as a task without a step.
"""

from uuid import UUID

from backend.audit.work import Recorded, Work
from backend.flows.case_rules import Case
from backend.flows.case_store import StoredCase, append_events, hold_case
from backend.flows.correction_rules import hand_over
from backend.flows.definition import Flow
from backend.flows.desk import Desk, set_desk
from backend.flows.event_rules import By
from backend.flows.events import CaseHandedOver
from backend.flows.opening_rules import Facts
from backend.flows.ports import Staff
from backend.flows.submission_rules import with_applicant
from backend.flows.tables import CaseTask
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id

NO_STEP = ""


async def keep_tasks(stored: StoredCase, case: Case) -> None:
    """Write what waits after an act."""
    await CaseTask.delete().where(CaseTask.case_id == stored.id)
    await insert_rows(CaseTask, derive_tasks(stored, case))


def derive_tasks(stored: StoredCase, case: Case) -> list[CaseTask]:
    """What waits, from the state of the case alone."""
    if with_applicant(stored.flow, case) and case.cause is not None:
        return [_applicants_task(stored, case.cause.at)]
    return [
        CaseTask(
            id=new_id(),
            case_id=stored.id,
            flow=stored.row["flow"],
            step=round_.step,
            round=round_.number,
            role=round_.holder.role,
            organisation_id=round_.holder.organisation_id,
            person_id=round_.holder.person_id,
            stand_in=round_.holder.stand_in,
            since=round_.opened_at,
            due_at=round_.due_at,
        )
        for round_ in case.open_rounds()
        if round_.holder is not None
    ]


def _applicants_task(stored: StoredCase, since: int) -> CaseTask:
    row = stored.row
    return CaseTask(
        id=new_id(),
        case_id=stored.id,
        flow=row["flow"],
        step=NO_STEP,
        round=0,
        role=row["applicant_role"],
        organisation_id=row["organisation_id"],
        person_id=row["applicant_id"],
        stand_in=False,
        since=since,
    )


async def follow_holders(work: Work, _: Recorded) -> None:
    """In-transaction hook, when people come or leave: steps whose holder is gone, or back, change hands.

    Only steps held in place of somebody, or by a role nobody has there any more, are looked at again.
    """
    (staff,) = work.runtime.wiring.all(Staff)
    rows = await CaseTask.select(CaseTask.case_id, CaseTask.role, CaseTask.organisation_id, CaseTask.stand_in).where(
        CaseTask.step != NO_STEP, CaseTask.person_id.is_null()
    )
    places = {row["organisation_id"] for row in rows if row["organisation_id"]}
    held = await staff.holders(sorted(places), sorted({row["role"] for row in rows}), work.at) if places else {}
    for case_id in sorted(
        {row["case_id"] for row in rows if row["stand_in"] or not held.get((row["organisation_id"], row["role"]))}
    ):
        await _look_again(work, await hold_case(case_id))


async def _look_again(work: Work, stored: StoredCase) -> None:
    desk = await desk_of(work, stored, stored.flow)
    by = By(work.actor.person_id, work.role)
    events = hand_over(stored.case, facts_of(work, by, desk, stored.flow, {}))
    if not events:
        return
    case = await append_events(work, stored, events)
    await keep_tasks(stored, case)
    for event in events:
        work.record(
            CaseHandedOver(
                subject_id=stored.id,
                scope_id=stored.row["subject_id"],
                organisation_id=stored.row["organisation_id"],
                flow=stored.row["flow"],
                before=case.state,
                after=case.state,
                document_version=case.document_version,
                step=getattr(event, "step", ""),
            )
        )


async def desk_of(work: Work, stored: StoredCase, flow: Flow, owners: frozenset[UUID] = frozenset()) -> Desk:
    """The holders of a case's steps and rights now; who sent it cannot hold it."""
    return await set_desk(
        work.runtime,
        flow,
        organisation_id=stored.row["organisation_id"],
        subject_id=stored.row["subject_id"],
        owners=stored.case.submitters | owners,
        at=work.at,
    )


def facts_of(work: Work, by: By, desk: Desk, flow: Flow, document: dict[str, object]) -> Facts:
    """What the rules are given."""
    holders = {step.key: desk.step(step.key).holder for step in flow.steps}
    return Facts(at=work.at, by=by, document=document, holders=holders)
