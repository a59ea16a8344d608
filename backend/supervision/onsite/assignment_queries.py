"""What an on-site lead's phone needs, all at once, so that it can work without a network."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from backend.kernel.actor import Actor, Grant, LoginKind
from backend.kernel.clock import HOUR
from backend.kernel.crypto import tokens
from backend.kernel.db import run
from backend.kernel.runtime import Runtime
from backend.supervision.capture.judged_queries import Judged, captures_of_slots
from backend.supervision.capture.manifest import Item, Ticket
from backend.supervision.filing.document_queries import documents_in_force
from backend.supervision.onsite.commitment_text import text_in_force
from backend.supervision.onsite.schemas import (
    AssignmentShown,
    CaptureSummary,
    CommitmentShown,
    LecturerShown,
    Progress,
    ProjectBrief,
    Removal,
    SlotShown,
    TicketShown,
    VenueShown,
)
from backend.supervision.permissions import FORMER_LEAD, ONSITE_LEAD
from backend.supervision.settings import SupervisionSettings
from backend.supervision.slots.slot_rules import Bounds, Tally, slot_state
from backend.supervision.slots.tally_rules import current_captures
from backend.supervision.tables import (
    Assignment,
    Commitment,
    CommitmentText,
    Lecturer,
    LecturerFact,
    Slot,
    Venue,
)

Row = dict[str, Any]


async def assignment_grants(_: Runtime, __: UUID, opened: UUID, kind: LoginKind) -> Sequence[Grant]:
    """The assignments whose codes were given in this login session and still hold."""
    if kind != "supervisor":
        return []
    rows = await run(
        "SELECT l.assignment_id FROM assignment_login l JOIN assignment a ON a.id = l.assignment_id"
        " WHERE l.login_session_id = {} AND a.ended_at IS NULL AND l.generation = a.generation",
        opened,
    )
    return [Grant(role=ONSITE_LEAD, thing_id=row["assignment_id"]) for row in rows]


async def former_grants(runtime: Runtime, person_id: UUID) -> Sequence[Grant]:
    """The assignments a person was replaced in so lately that their phone may still send what it took before."""
    since = runtime.now() - runtime.settings(SupervisionSettings).late_window_h * HOUR
    rows = await Assignment.select(Assignment.id).where(
        Assignment.person_id == person_id, Assignment.ended_at.is_not_null(), Assignment.ended_at >= since
    )
    return [Grant(role=FORMER_LEAD, thing_id=row["id"]) for row in rows]


async def issue_tickets(runtime: Runtime, actor: Actor, key_id: str) -> list[TicketShown]:
    """Signed leave for every slot of the actor's assignments that can still be taken."""
    assert actor.person_id is not None
    now = runtime.now()
    rows: list[Row] = await Assignment.select(Assignment.id, Assignment.project_id).where(
        Assignment.id.is_in(sorted(actor.things(ONSITE_LEAD)))
    )
    slots = await _slots([row["project_id"] for row in rows])
    shown = []
    for row in rows:
        for slot in slots[row["project_id"]]:
            if slot["late_until"] <= now:
                continue
            ticket = Ticket(
                person_id=actor.person_id,
                assignment_id=row["id"],
                project_id=row["project_id"],
                slot_id=slot["id"],
                slot_version=slot["version"],
                key_id=key_id,
                opens_at=slot["opens_at"],
                closes_at=slot["closes_at"],
                late_until=slot["late_until"],
                at=now,
            )
            token = tokens.issue(runtime.keys, "ticket", ticket)
            shown.append(TicketShown(slot_id=slot["id"], slot_version=slot["version"], token=token))
    return shown


async def list_assignments(runtime: Runtime, actor: Actor) -> list[AssignmentShown]:
    """The actor's assignments with slots, rows, venues and what has arrived."""
    now = runtime.now()
    rows: list[Row] = (
        await Assignment.select(Assignment.id, *_project_columns())
        .where(Assignment.id.is_in(sorted(actor.things(ONSITE_LEAD))))
        .order_by(Assignment.project_id._.planned_start)
    )
    projects = [row["project_id"] for row in rows]
    slots, venues = await _slots(projects), await _venues(projects)
    wanted = [slot["id"] for own in slots.values() for slot in own]
    lecturers, captures = await lecturers_of(wanted), await captures_of_slots(wanted)
    documents = await documents_in_force(projects)
    letters = await _letters([row["id"] for row in rows], now)
    return [
        AssignmentShown(
            id=row["id"],
            project=project_brief(row),
            commitment=letters[row["id"]],
            documents=documents[row["project_id"]],
            venues=venues[row["project_id"]],
            slots=[
                show_slot(slot, lecturers[slot["id"]], captures.get(slot["id"], []), now)
                for slot in slots[row["project_id"]]
            ],
        )
        for row in rows
    ]


def project_brief(row: Row) -> ProjectBrief:
    """A project's heading from a row that carries `project_id` and its columns."""
    return ProjectBrief(
        id=row["project_id"],
        no=row["no"],
        name=row["name"],
        organiser=row["organiser_name"],
        place=row["place"],
        planned_start=row["planned_start"],
        planned_end=row["planned_end"],
        indoor=row["indoor"],
    )


def show_slot(slot: Row, lecturers: list[LecturerShown], captures: list[Judged], now: int) -> SlotShown:
    """A slot as the phone shows it."""
    current = {capture.id for capture in current_captures(one.standing() for one in captures).values()}
    tally = tally_of(slot)
    return SlotShown(
        id=slot["id"],
        version=slot["version"],
        date=slot["day"],
        half=slot["half"],
        opens_at=slot["opens_at"],
        closes_at=slot["closes_at"],
        late_until=slot["late_until"],
        state=slot_state(bounds_of_row(slot), tally, now),
        progress=Progress(done=tally.done, total=tally.total),
        lecturers=lecturers,
        captures=[_show_capture(capture, current) for capture in captures],
    )


def _show_capture(capture: Judged, current: set[UUID]) -> CaptureSummary:
    row, reason = capture.row, capture.why_not()
    return CaptureSummary(
        id=row["id"],
        item=Item(kind=row["item"], row=row["lecturer_id"]),
        state=capture_state(row),
        taken_at=row["taken_at"],
        verdict=row["verdict"],
        current=row["id"] in current,
        counts=reason is None,
        why_not=reason,
    )


def capture_state(row: Row) -> str:
    """Where a capture stands: its bytes, then what it waits for."""
    if row["bytes_at"] is None:
        return "awaiting_bytes"
    return "waiting" if row["waiting_for"] else "stored"


def bounds_of_row(slot: Row) -> Bounds:
    return Bounds(opens_at=slot["opens_at"], closes_at=slot["closes_at"], late_until=slot["late_until"])


def tally_of(slot: Row) -> Tally:
    """The counters a slot keeps."""
    return Tally(
        venue=slot["venue_done"],
        agenda_board=slot["board_done"],
        room=slot["room_done"],
        lecturers=slot["lecturers_total"],
        lecturers_done=slot["lecturers_done"],
    )


async def lecturers_of(slot_ids: list[UUID]) -> dict[UUID, list[LecturerShown]]:
    """Lecturer rows of slots in their order, removed ones with their reason."""
    found: dict[UUID, list[LecturerShown]] = defaultdict(list)
    if not slot_ids:
        return found
    rows = await Lecturer.select().where(Lecturer.slot_id.is_in(slot_ids)).order_by(Lecturer.position)
    facts = await LecturerFact.select(LecturerFact.lecturer_id).where(
        LecturerFact.slot_id.is_in(slot_ids), LecturerFact.kind == "add"
    )
    added = {fact["lecturer_id"] for fact in facts}
    for row in rows:
        removed = Removal(reason=row["removed_reason"], at=row["removed_at"]) if row["removed_at"] else None
        found[row["slot_id"]].append(
            LecturerShown(
                row=row["id"],
                name=row["name"],
                unit=row["unit"],
                title=row["title"],
                topic=row["topic"],
                order=row["position"],
                added=row["id"] in added,
                removed=removed,
            )
        )
    return found


def _project_columns() -> list[Any]:
    project = Assignment.project_id._
    return [
        Assignment.project_id,
        project.no.as_alias("no"),
        project.name.as_alias("name"),
        project.organiser_name.as_alias("organiser_name"),
        project.place.as_alias("place"),
        project.planned_start.as_alias("planned_start"),
        project.planned_end.as_alias("planned_end"),
        project.indoor.as_alias("indoor"),
    ]


async def _slots(projects: list[UUID]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = {project: [] for project in projects}
    if projects:
        rows = await Slot.select().where(Slot.project_id.is_in(projects), Slot.active.eq(True)).order_by(Slot.opens_at)
        for row in rows:
            found[row["project_id"]].append(row)
    return found


async def _venues(projects: list[UUID]) -> dict[UUID, list[VenueShown]]:
    found: dict[UUID, list[VenueShown]] = {project: [] for project in projects}
    if projects:
        rows = await Venue.select().where(Venue.project_id.is_in(projects)).order_by(Venue.position)
        for row in rows:
            found[row["project_id"]].append(venue_shown(row))
    return found


def venue_shown(row: Row) -> VenueShown:
    """A row of `Venue` as phones and walls are told of it."""
    return VenueShown(
        name=row["name"],
        lat_e7=row["lat_e7"],
        lon_e7=row["lon_e7"],
        radius_m=row["radius_m"],
        from_day=row["from_day"],
        from_half=row["from_half"],
    )


async def _letters(assignments: list[UUID], now: int) -> dict[UUID, CommitmentShown]:
    """The letter of each assignment: the one that was signed first, else the text in force."""
    if not assignments:
        return {}
    signed: list[Row] = (
        await Commitment.select(Commitment.assignment_id, Commitment.text_version, Commitment.arrived_at)
        .where(Commitment.assignment_id.is_in(assignments))
        .order_by(Commitment.arrived_at, ascending=False)
        .order_by(Commitment.id, ascending=False)
    )
    first = {row["assignment_id"]: row for row in signed}
    present = await text_in_force(now)
    versions = sorted({row["text_version"] for row in signed} | {present["version"]})
    texts = {row["version"]: row for row in await CommitmentText.select().where(CommitmentText.version.is_in(versions))}

    def letter(assignment: UUID) -> CommitmentShown:
        own = first.get(assignment)
        text = texts[own["text_version"] if own else present["version"]]
        return CommitmentShown(
            text_version=text["version"],
            text=text["text"],
            text_sha256=text["sha256"],
            signed_at=own["arrived_at"] if own else None,
        )

    return {assignment: letter(assignment) for assignment in assignments}
