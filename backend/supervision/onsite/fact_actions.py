"""Commitments and lecturer rows: facts made on the phone, taken in once (catalogue 11.4, 11.5; design §2)."""

from uuid import UUID

from backend.audit.work import Work, unit_of_work
from backend.kernel.actor import Actor
from backend.kernel.errors import Conflict, NotFound
from backend.kernel.runtime import Runtime
from backend.supervision.capture.recount import recount
from backend.supervision.capture.tables import Capture
from backend.supervision.errors import CommitmentTextChanged
from backend.supervision.events import CommitmentSigned, LecturerAdded, LecturerRemoved
from backend.supervision.onsite.fact_rules import content_digest
from backend.supervision.onsite.schemas import CommitmentAnswered, CommitmentSent, FactAnswered, LecturerFactSent
from backend.supervision.permissions import ONSITE_LEAD
from backend.supervision.tables import Assignment, Commitment, CommitmentText, Lecturer, LecturerFact, Slot


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
    released = (
        await Capture.update({Capture.waiting_for: ""})
        .where(Capture.assignment_id == sent.assignment_id, Capture.waiting_for == "commitment")
        .returning(Capture.slot_id)
    )
    await recount(work, {row["slot_id"] for row in released})
    return row


async def take_lecturer_facts(runtime: Runtime, actor: Actor, sent: list[LecturerFactSent]) -> list[FactAnswered]:
    """Take in additions and removals, each on its own: one refused does not hold the others back."""
    return [await _take_lecturer_fact(runtime, actor, fact) for fact in sent]


async def _take_lecturer_fact(runtime: Runtime, actor: Actor, sent: LecturerFactSent) -> FactAnswered:
    digest = content_digest(sent)
    async with unit_of_work(runtime, actor, role=ONSITE_LEAD) as work:
        answer, project_id = await _judge_fact(work, sent, digest)
        if answer is not None or project_id is None:
            work.unchanged()
            return answer or FactAnswered(id=sent.id, state="refused", code="not_permitted")
        await LecturerFact.insert(_fact_row(work, sent, digest, actor.person_id))
        await (_add_row if sent.kind == "add" else _remove_row)(work, sent, project_id)
        await recount(work, {sent.slot_id})
    return FactAnswered(id=sent.id, state="stored")


async def take_handed_in_row(
    runtime: Runtime, actor: Actor, sent: LecturerFactSent, *, person_id: UUID, project_id: UUID
) -> None:
    """Add the row that a handed-in photo's signed manifest names; the phone's own fact later gives the same answer."""
    async with unit_of_work(runtime, actor) as work:
        known = await LecturerFact.exists().where(LecturerFact.id == sent.id)
        if known or await Lecturer.exists().where(Lecturer.id == sent.row):
            work.unchanged()
            return
        await LecturerFact.insert(_fact_row(work, sent, content_digest(sent), person_id))
        await _add_row(work, sent, project_id)
        await recount(work, {sent.slot_id})


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


async def _judge_fact(work: Work, sent: LecturerFactSent, digest: str) -> tuple[FactAnswered | None, UUID | None]:
    known = await LecturerFact.select(LecturerFact.content_sha256).where(LecturerFact.id == sent.id).first()
    if known is not None:
        same = known["content_sha256"] == digest
        state = FactAnswered(id=sent.id, state="stored" if same else "conflict", code=None if same else "conflict")
        return state, None
    project_id = await _own_project(work, sent.slot_id)
    row = await Lecturer.select(Lecturer.slot_id).where(Lecturer.id == sent.row).first()
    code = None
    if project_id is None:
        code = "not_permitted"
    elif sent.kind == "add" and (row is not None or not sent.name.strip()):
        code = "conflict" if row else "name_missing"
    elif sent.kind == "remove" and (row is None or row["slot_id"] != sent.slot_id):
        code = "unknown_row"
    elif sent.kind == "remove" and sent.reason is None:
        code = "reason_missing"
    return (FactAnswered(id=sent.id, state="refused", code=code) if code else None), project_id


async def _own_project(work: Work, slot_id: UUID) -> UUID | None:
    """The slot's project if one of the actor's assignments is of it."""
    slot = await Slot.select(Slot.project_id).where(Slot.id == slot_id).first()
    if slot is None:
        return None
    mine = await Assignment.exists().where(
        Assignment.id.is_in(sorted(work.actor.things(ONSITE_LEAD))),
        Assignment.project_id == slot["project_id"],
        Assignment.ended_at.is_null(),
    )
    project_id: UUID = slot["project_id"]
    return project_id if mine else None


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
    await Capture.update({Capture.waiting_for: ""}).where(
        Capture.lecturer_id == sent.row, Capture.slot_id == sent.slot_id, Capture.waiting_for == "lecturer"
    )
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
