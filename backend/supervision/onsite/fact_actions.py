"""Commitments and lecturer rows: facts made on the phone, taken in once (catalogue 11.4, 11.5; design §2)."""

from typing import Any
from uuid import UUID

from piccolo.columns.combination import And

from backend.audit.tables import Event
from backend.audit.work import Work, unit_of_work
from backend.kernel.actor import Actor
from backend.kernel.errors import Conflict, NotFound
from backend.kernel.runtime import Runtime
from backend.supervision.capture.recount import recount, recount_slots
from backend.supervision.capture.tables import Capture
from backend.supervision.errors import CommitmentTextChanged
from backend.supervision.events import CommitmentSigned, LecturerAdded, LecturerRefused, LecturerRemoved
from backend.supervision.onsite.fact_rules import Unfit, content_digest, made_at, too_late
from backend.supervision.onsite.schemas import CommitmentAnswered, CommitmentSent, FactAnswered, LecturerFactSent
from backend.supervision.permissions import ONSITE_LEAD
from backend.supervision.results.actions import mark_overtaken_ratings
from backend.supervision.slots.slot_rules import Bounds
from backend.supervision.tables import Assignment, Commitment, CommitmentText, Lecturer, LecturerFact, Slot

Row = dict[str, Any]
NOT_PERMITTED = "not_permitted"


async def sign_commitment(runtime: Runtime, actor: Actor, sent: CommitmentSent) -> CommitmentAnswered:
    """Take in a signed commitment; captures that waited for it wait no longer.

    Raises:
        NotFound: not an assignment of this login session. CommitmentTextChanged: another text than the one kept.
        Conflict: another fact stands under this id.
    """
    if sent.assignment_id not in actor.things(ONSITE_LEAD):
        raise NotFound
    digest = content_digest(sent)
    async with unit_of_work(runtime, actor, role=ONSITE_LEAD) as work:
        known = await Commitment.objects().get(Commitment.id == sent.id)
        if known is None:
            known = await _add_commitment(work, sent, digest)
        elif known.content_sha256 != digest:
            raise Conflict
        else:
            work.unchanged()
    state = "stored" if known.bytes_at else "awaiting_bytes"
    return CommitmentAnswered(id=sent.id, state=state, signed_at=known.arrived_at)  # type: ignore[arg-type]


async def _add_commitment(work: Work, sent: CommitmentSent, digest: str) -> Commitment:
    text = await CommitmentText.select(CommitmentText.sha256).where(CommitmentText.version == sent.text_version).first()
    if text is None or text["sha256"] != sent.text_sha256:
        raise CommitmentTextChanged
    assignment = await Assignment.select(Assignment.project_id).where(Assignment.id == sent.assignment_id).first()
    assert assignment is not None
    row = Commitment(
        id=sent.id,
        assignment_id=sent.assignment_id,
        person_id=work.actor.person_id,
        text_version=sent.text_version,
        text_sha256=sent.text_sha256,
        drawing_sha256=sent.drawing.sha256,
        drawing_size=sent.drawing.size,
        wall=sent.wall,
        arrived_at=work.at,
        content_sha256=digest,
    )
    await Commitment.insert(row)
    event = CommitmentSigned(subject_id=sent.id, scope_id=assignment["project_id"], text_version=sent.text_version)
    work.record(event)
    waited = (Capture.assignment_id == sent.assignment_id) & (Capture.waiting_for == "commitment")
    await recount(work, await _release(work, assignment["project_id"], waited))
    return row


async def _release(work: Work, project_id: UUID, waited: And) -> set[UUID]:
    """Captures wait no longer; which. Those whose photo is here are evidence that a former rating lacked."""
    released = await Capture.update({Capture.waiting_for: ""}).where(waited).returning(Capture.id, Capture.bytes_at)
    if any(row["bytes_at"] is not None for row in released):
        await mark_overtaken_ratings(work, {project_id})
    return {row["id"] for row in released}


async def take_lecturer_facts(
    runtime: Runtime, actor: Actor, sent: list[LecturerFactSent], *, sent_at: int | None = None
) -> list[FactAnswered]:
    """Take in additions and removals, each on its own: one refused does not hold the others back.

    `sent_at`: the phone's clock at the sending; None where an older phone does not say.
    """
    return [await _take_lecturer_fact(runtime, actor, fact, sent_at) for fact in sent]


async def _take_lecturer_fact(
    runtime: Runtime, actor: Actor, sent: LecturerFactSent, sent_at: int | None
) -> FactAnswered:
    digest = content_digest(sent)
    async with unit_of_work(runtime, actor, role=ONSITE_LEAD) as work:
        made = made_at(sent.wall, sent_at=sent_at, arrived_at=work.at)
        slot = await _slot(sent.slot_id)
        answer = await _judge_fact(work, sent, slot, digest, made)
        if answer is not None or slot is None:
            answer = answer or FactAnswered(id=sent.id, state="refused", code=NOT_PERMITTED)
            await _note_refused(work, sent, slot, answer)
            return answer
        project_id = slot["project_id"]
        await LecturerFact.insert(_fact_row(work, sent, digest, actor.person_id))
        before = await _progress(sent.slot_id)
        await (_add_row if sent.kind == "add" else _remove_row)(work, sent, project_id)
        await _count_again(work, sent.slot_id, project_id, before)
    return FactAnswered(id=sent.id, state="stored")


async def take_handed_in_row(
    runtime: Runtime, actor: Actor, sent: LecturerFactSent, *, person_id: UUID, project_id: UUID
) -> None:
    """Add the row that a handed-in photo's signed manifest names; the phone's own fact later gives the same answer.

    A row added after the half-day closed is left out. One that comes after the late window is taken in: like its photo,
    which waits for it, it then rests on the authority's word.
    """
    async with unit_of_work(runtime, actor) as work:
        slot = await _slot(sent.slot_id)
        known = await LecturerFact.exists().where(LecturerFact.id == sent.id)
        made = made_at(sent.wall, sent_at=None, arrived_at=work.at)
        late = slot is not None and too_late(made, arrived_at=made, bounds=_bounds(slot)) is not None
        if known or late or await Lecturer.exists().where(Lecturer.id == sent.row):
            work.unchanged()
            return
        before = await _progress(sent.slot_id)
        await LecturerFact.insert(_fact_row(work, sent, content_digest(sent), person_id))
        await _add_row(work, sent, project_id)
        await _count_again(work, sent.slot_id, project_id, before)


async def _slot(slot_id: UUID) -> Row | None:
    row: Row | None = (
        await Slot.select(Slot.project_id, Slot.opens_at, Slot.closes_at, Slot.late_until)
        .where(Slot.id == slot_id)
        .first()
    )
    return row


def _bounds(slot: Row) -> Bounds:
    return Bounds(opens_at=slot["opens_at"], closes_at=slot["closes_at"], late_until=slot["late_until"])


async def _progress(slot_id: UUID) -> Row | None:
    """How far the half-day is, as far as lecturer rows can change it."""
    row: Row | None = (
        await Slot.select(Slot.submitted_at, Slot.lecturers_total, Slot.lecturers_done)
        .where(Slot.id == slot_id)
        .first()
    )
    return row


async def _count_again(work: Work, slot_id: UUID, project_id: UUID, before: Row | None) -> None:
    """Bring the counters up to date; a rating given before is overtaken where they changed."""
    await recount_slots(work, {slot_id})
    if await _progress(slot_id) != before:
        await mark_overtaken_ratings(work, {project_id})


def _fact_row(work: Work, sent: LecturerFactSent, digest: str, person_id: UUID | None) -> LecturerFact:
    return LecturerFact(
        id=sent.id,
        slot_id=sent.slot_id,
        lecturer_id=sent.row,
        kind=sent.kind,
        person_id=person_id,
        wall=sent.wall,
        arrived_at=work.at,
        content_sha256=digest,
    )


async def _note_refused(work: Work, sent: LecturerFactSent, slot: Row | None, answer: FactAnswered) -> None:
    """Leave a trace of a fact that was not taken in, like that of a photo (`capture/refused.py`).

    The same again adds nothing, or one phone that keeps sending could fill the log.
    """
    told = (Event.subject_id == sent.id) & (Event.kind == LecturerRefused.kind)
    if answer.state != "refused" or await Event.exists().where(told, Event.actor_id == work.actor.person_id):
        work.unchanged()
        return
    work.record(
        LecturerRefused(
            subject_id=sent.id,
            scope_id=slot["project_id"] if slot else None,
            change=sent.kind,
            code=answer.code or "",
            slot_id=sent.slot_id if slot else None,
        )
    )


async def _judge_fact(
    work: Work, sent: LecturerFactSent, slot: Row | None, digest: str, made: int
) -> FactAnswered | None:
    """What to answer a fact that is not to be carried out; None where it is."""
    known = await LecturerFact.select(LecturerFact.content_sha256).where(LecturerFact.id == sent.id).first()
    if known is not None:
        same = known["content_sha256"] == digest
        return FactAnswered(id=sent.id, state="stored" if same else "conflict", code=None if same else "conflict")
    if slot is None or not await _is_own(work, slot):
        return FactAnswered(id=sent.id, state="refused", code=NOT_PERMITTED)
    row = await Lecturer.select(Lecturer.slot_id).where(Lecturer.id == sent.row).first()
    code = too_late(made, arrived_at=work.at, bounds=_bounds(slot)) or _unfit(sent, row)
    return FactAnswered(id=sent.id, state="refused", code=code) if code else None


def _unfit(sent: LecturerFactSent, row: Row | None) -> Unfit | None:
    """Why the fact does not fit the row as it stands."""
    if sent.kind == "add":
        return "conflict" if row else (None if sent.name.strip() else "name_missing")
    if row is None or row["slot_id"] != sent.slot_id:
        return "unknown_row"
    return None if sent.reason else "reason_missing"


async def _is_own(work: Work, slot: Row) -> bool:
    """Whether one of the actor's assignments is of the slot's project."""
    return await Assignment.exists().where(
        Assignment.id.is_in(sorted(work.actor.things(ONSITE_LEAD))),
        Assignment.project_id == slot["project_id"],
        Assignment.ended_at.is_null(),
    )


async def _add_row(work: Work, sent: LecturerFactSent, project_id: UUID) -> None:
    position = await Lecturer.count().where(Lecturer.slot_id == sent.slot_id)
    await Lecturer.insert(
        Lecturer(
            id=sent.row,
            slot_id=sent.slot_id,
            name=sent.name.strip(),
            unit=sent.unit,
            title=sent.title,
            topic=sent.topic,
            position=position,
            removed_reason="",
        )
    )
    own = (Capture.lecturer_id == sent.row) & (Capture.slot_id == sent.slot_id)
    await _release(work, project_id, own & (Capture.waiting_for == "lecturer"))
    work.record(
        LecturerAdded(subject_id=sent.row, scope_id=project_id, slot_id=sent.slot_id),
        after={"name": sent.name, "unit": sent.unit, "title": sent.title, "topic": sent.topic},
    )


async def _remove_row(work: Work, sent: LecturerFactSent, project_id: UUID) -> None:
    await Lecturer.update({Lecturer.removed_reason: sent.reason or "", Lecturer.removed_at: work.at}).where(
        Lecturer.id == sent.row
    )
    work.record(
        LecturerRemoved(subject_id=sent.row, scope_id=project_id, slot_id=sent.slot_id, reason=sent.reason or "")
    )
