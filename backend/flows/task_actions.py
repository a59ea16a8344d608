"""The one inbox: what waits for whom, kept in the transaction that changes it and derivable from the case at any time.

An open step waits for its holder. A case that is with its applicant waits for whoever answers for them, as a task
without a step.
"""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from backend.audit.work import Recorded, Work, unit_of_work
from backend.flows.case_rules import Case
from backend.flows.case_store import StoredCase, append_events, hold_case
from backend.flows.correction_rules import hand_over
from backend.flows.definition import Flow
from backend.flows.desk import Desk, applicant_held, set_desk
from backend.flows.event_rules import By, Holder
from backend.flows.events import CaseHandedOver
from backend.flows.holder_rules import Held
from backend.flows.opening_rules import Facts
from backend.flows.ports import HandOver, Staff, Subject
from backend.flows.submission_rules import with_applicant
from backend.flows.tables import CaseEvent, CaseTask
from backend.kernel.actor import SYSTEM
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id
from backend.kernel.runtime import Runtime

NO_STEP = ""
NOBODY: frozenset[UUID] = frozenset()
DAYS_EVERY_S = 300.0


async def keep_tasks(work: Work, stored: StoredCase, case: Case) -> None:
    """Write what waits after an act."""
    applicant = await applicant_of(work.runtime, stored, case, work.at)
    await CaseTask.delete().where(CaseTask.case_id == stored.id)
    await insert_rows(CaseTask, derive_tasks(stored, case, applicant))


async def applicant_of(runtime: Runtime, stored: StoredCase, case: Case, at: int) -> Holder | None:
    """Whom a case waits for that is with its applicant, None for any other."""
    held = await _applicants_held(runtime, stored, case, at)
    return held.holder if held else None


async def _applicants_held(runtime: Runtime, stored: StoredCase, case: Case, at: int) -> Held | None:
    row = stored.row
    if not with_applicant(stored.flow, case) or case.cause is None:
        return None
    if row["applicant_id"] is not None:
        holder = Holder(row["applicant_role"], row["organisation_id"], row["applicant_id"])
        return Held(holder, frozenset({row["applicant_id"]}))
    return await applicant_held(runtime, role=row["applicant_role"], organisation_id=row["organisation_id"], at=at)


def derive_tasks(stored: StoredCase, case: Case, applicant: Holder | None) -> list[CaseTask]:
    """What waits, from the state of the case and who answers for its applicant."""
    if applicant is not None and case.cause is not None:
        return [_applicants_task(stored, applicant, case.cause.at)]
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


def _applicants_task(stored: StoredCase, applicant: Holder, since: int) -> CaseTask:
    return CaseTask(
        id=new_id(),
        case_id=stored.id,
        flow=stored.row["flow"],
        step=NO_STEP,
        round=0,
        role=applicant.role,
        organisation_id=applicant.organisation_id,
        person_id=applicant.person_id,
        stand_in=applicant.stand_in,
        since=since,
    )


async def follow_holders(work: Work, _: Recorded) -> None:
    """In-transaction hook, when people come or leave: what waits for somebody who is gone, or back, changes hands."""
    await _hand_over(work, await _adrift(work.runtime, work.at))


async def follow_days(runtime: Runtime) -> None:
    """The same for roles that begin or end by themselves, on their day.

    What waits is held against who holds which role at this moment, so nothing needs to be remembered from one run to
    the next: whatever passed while the server was down is caught up with.
    """
    adrift = await _adrift(runtime, runtime.now())
    if not adrift:
        return
    async with unit_of_work(runtime, SYSTEM, role="system") as work:
        await _hand_over(work, adrift)
        if not work.recorded:
            work.unchanged()


async def _adrift(runtime: Runtime, at: int) -> list[UUID]:
    """Cases that wait for somebody in place of another, or for a role that nobody has there any more but perhaps who
    sent the case in themselves."""
    (staff,) = runtime.wiring.all(Staff)
    rows = await CaseTask.select(
        CaseTask.case_id, CaseTask.role, CaseTask.organisation_id, CaseTask.stand_in, CaseTask.step
    ).where(CaseTask.person_id.is_null())
    places = {row["organisation_id"] for row in rows if row["organisation_id"]}
    held = await staff.holders(sorted(places), sorted({row["role"] for row in rows}), at) if places else {}
    own = await _sent_by({row["case_id"] for row in rows}, frozenset().union(*held.values()))
    found = set()
    for row in rows:
        people = held.get((row["organisation_id"], row["role"]), NOBODY)
        others = people - own.get(row["case_id"], NOBODY) if row["step"] != NO_STEP else people
        if row["stand_in"] or not others:
            found.add(row["case_id"])
    return sorted(found)


async def _sent_by(cases: Collection[UUID], people: Collection[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """Who of these people sent in which of these cases: they hold no step of it."""
    if not cases or not people:
        return {}
    rows = await CaseEvent.select(CaseEvent.case_id, CaseEvent.by_id).where(
        CaseEvent.by_id.is_in(sorted(people)), CaseEvent.kind == "submitted", CaseEvent.case_id.is_in(sorted(cases))
    )
    found: dict[UUID, frozenset[UUID]] = {}
    for row in rows:
        found[row["case_id"]] = found.get(row["case_id"], NOBODY) | {row["by_id"]}
    return found


async def _hand_over(work: Work, case_ids: Sequence[UUID]) -> None:
    for case_id in case_ids:
        stored = await hold_case(case_id)
        await (_applicant_again if with_applicant(stored.flow, stored.case) else _steps_again)(work, stored)


async def _applicant_again(work: Work, stored: StoredCase) -> None:
    """The task of whoever answers for the applicant; the case itself says only that it is theirs."""
    kept = (
        await CaseTask.select(CaseTask.organisation_id, CaseTask.stand_in).where(CaseTask.case_id == stored.id).first()
    )
    found = await _applicants_held(work.runtime, stored, stored.case, work.at)
    if found is None or kept == {
        "organisation_id": found.holder.organisation_id,
        "stand_in": found.holder.stand_in,
    }:
        return
    await keep_tasks(work, stored, stored.case)
    await _tell(work, stored, stored.case, NO_STEP, found.people)


async def _steps_again(work: Work, stored: StoredCase) -> None:
    desk = await desk_of(work, stored, stored.flow)
    by = By(work.actor.person_id, work.role)
    events = hand_over(stored.case, facts_of(work, by, desk, stored.flow, {}))
    if not events:
        return
    case = await append_events(work, stored, events)
    await keep_tasks(work, stored, case)
    for event in events:
        await _tell(work, stored, case, event.step, desk.step(event.step).people)


async def _tell(work: Work, stored: StoredCase, case: Case, step: str, people: frozenset[UUID]) -> None:
    """Note that what waits changed hands, and let the area tell whoever has it now."""
    _record(work, stored, case, step)
    await subject_of(work.runtime, stored.row["flow"]).handed_over(
        work, HandOver(stored.id, stored.row["subject_id"], case, step, people)
    )


def subject_of(runtime: Runtime, flow: str) -> Subject:
    """What the cases of a flow are about, as its area registered it."""
    return next(port for port in runtime.wiring.all(Subject) if port.flow == flow)


def _record(work: Work, stored: StoredCase, case: Case, step: str) -> None:
    work.record(
        CaseHandedOver(
            subject_id=stored.id,
            scope_id=stored.row["subject_id"],
            organisation_id=stored.row["organisation_id"],
            flow=stored.row["flow"],
            before=case.state,
            after=case.state,
            document_version=case.document_version,
            step=step,
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
