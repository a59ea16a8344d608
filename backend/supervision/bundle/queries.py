"""What an evidence bundle holds, read page by page (design §4, Bundle)."""

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from typing import Any
from uuid import UUID

import msgspec

from backend.audit.chain_rules import EVENT_FIELDS, GENESIS, event_digest
from backend.identity.tables import Device, Person
from backend.kernel.db import fetch
from backend.kernel.errors import NotFound
from backend.supervision.capture.tables import Capture, Finding, Ruling
from backend.supervision.tables import Assignment, Commitment, Lecturer, Project, Slot, Venue

Row = dict[str, Any]
PAGE = 100
CHAIN_PAGE = 1_000
FIRST_EVENT = (
    "SELECT MIN(s.seal_no) AS first, MAX(s.seal_no) AS last FROM seal s JOIN event e ON e.id = s.event_id"
    " WHERE e.scope_id = {}"
)
HEAD = "SELECT seal_no, hash, at, kid, signature FROM seal_head WHERE seal_no >= {} ORDER BY seal_no LIMIT 1"
FORMER = "SELECT hash FROM seal WHERE seal_no = {}"
EVENTS = (
    "SELECT s.seal_no AS seal_no, e.* FROM seal s JOIN event e ON e.id = s.event_id"
    " WHERE e.scope_id = {} AND s.seal_no > {} ORDER BY s.seal_no LIMIT {}"
)
LINKS = (
    "SELECT s.seal_no AS seal_no, e.* FROM seal s JOIN event e ON e.id = s.event_id"
    " WHERE s.seal_no > {} AND s.seal_no <= {} ORDER BY s.seal_no LIMIT {}"
)


class Segment(msgspec.Struct, frozen=True):
    """The part of the chain that holds a project's events, up to a signed head."""

    after_no: int
    after_hash: str
    head: Row


async def project_row(project_id: UUID) -> Row:
    """The project.

    Raises:
        NotFound
    """
    row: Row | None = await Project.select().where(Project.id == project_id).first()
    if row is None:
        raise NotFound
    return row


async def stored_bytes(project_id: UUID) -> int:
    """How large all photos are together."""
    rows = await fetch(
        "SELECT COALESCE(SUM(size), 0) AS size FROM capture WHERE project_id = {} AND bytes_removed_at IS NULL",
        project_id,
    )
    return int(rows[0]["size"])


async def capture_pages(project_id: UUID) -> AsyncIterator[tuple[list[Row], dict[UUID, Row]]]:
    """Captures in the order of their ids, each page with what was found and ruled by capture."""
    last = UUID(int=0)
    while True:
        rows: list[Row] = (
            await Capture.select()
            .where(Capture.project_id == project_id, Capture.id > last)
            .order_by(Capture.id)
            .limit(PAGE)
        )
        if not rows:
            return
        last = rows[-1]["id"]
        yield rows, await _said([row["id"] for row in rows])


async def _said(ids: list[UUID]) -> dict[UUID, Row]:
    said: dict[UUID, Row] = defaultdict(lambda: {"findings": [], "rulings": []})
    for row in await Finding.select().where(Finding.capture_id.is_in(ids)).order_by(Finding.id):
        finding = {"code": row["code"], "level": row["level"], "at": row["at"]}
        data = msgspec.json.decode(row["data"])
        said[row["capture_id"]]["findings"].append(finding | {"data": data})
    for row in await Ruling.select().where(Ruling.capture_id.is_in(ids)).order_by(Ruling.at).order_by(Ruling.id):
        ruling = {"verdict": row["verdict"], "reason": row["reason"], "by": row["by_id"], "at": row["at"]}
        said[row["capture_id"]]["rulings"].append(ruling)
    return said


async def certificates(key_ids: Sequence[str]) -> dict[str, str]:
    """The signed statements about keys."""
    rows = await Device.select(Device.key_id, Device.certificate).where(Device.key_id.is_in(list(key_ids) or [None]))
    return {row["key_id"]: row["certificate"] for row in rows}


async def describe_project(project: Row) -> Row:
    """Project, venues, half-days, lecturers and leads, as `project.json` tells them."""
    slots = await Slot.select(
        Slot.id, Slot.day, Slot.half, Slot.version, Slot.active, Slot.opens_at, Slot.closes_at, Slot.late_until
    ).where(Slot.project_id == project["id"]).order_by(Slot.opens_at)  # fmt: skip
    lecturers = await Lecturer.select().where(Lecturer.slot_id.is_in([slot["id"] for slot in slots] or [None]))
    venues = await Venue.select().where(Venue.project_id == project["id"]).order_by(Venue.position)
    leads = (
        await Assignment.select(
            Assignment.id, Assignment.person_id, Assignment.lead_unit, Assignment.active_from, Assignment.ended_at
        )
        .where(Assignment.project_id == project["id"])
        .order_by(Assignment.active_from)
    )
    people = await Person.select(Person.id, Person.name).where(
        Person.id.is_in([lead["person_id"] for lead in leads] or [None])
    )
    names = {row["id"]: row["name"] for row in people}
    kept = ("id", "no", "name", "organiser_name", "planned_start", "planned_end", "place", "indoor")
    return {
        "project": {name: project[name] for name in kept},
        "venues": venues,
        "slots": slots,
        "lecturers": lecturers,
        "leads": [lead | {"name": names[lead["person_id"]]} for lead in leads],
    }


async def commitments_of(project_id: UUID) -> list[Row]:
    """The letters signed for a project."""
    rows: list[Row] = (
        await Commitment.select()
        .where(Commitment.assignment_id._.project_id == project_id)
        .order_by(Commitment.arrived_at)
        .order_by(Commitment.id)
    )
    return rows


async def sealed_segment(project_id: UUID) -> Segment | None:
    """From before the project's first sealed event to the first signed head after its last."""
    (bounds,) = await fetch(FIRST_EVENT, project_id)
    if bounds["first"] is None:
        return None
    heads = await fetch(HEAD, bounds["last"])
    if not heads:
        return None
    after = bounds["first"] - 1
    former = await fetch(FORMER, after)
    return Segment(after, former[0]["hash"] if former else GENESIS, heads[0])


async def event_pages(project_id: UUID, segment: Segment) -> AsyncIterator[list[Row]]:
    """The project's sealed events, each as its digest covers it."""
    last = segment.after_no
    while rows := await fetch(EVENTS, project_id, last, CHAIN_PAGE):
        last = rows[-1]["seal_no"]
        inside = [row for row in rows if row["seal_no"] <= segment.head["seal_no"]]
        yield [{"sealNo": row["seal_no"], "event": _as_sealed(row)} for row in inside]


async def digest_pages(segment: Segment) -> AsyncIterator[list[str]]:
    """The digest of every event in the segment, other projects' too: a digest tells nothing of them."""
    last = segment.after_no
    while rows := await fetch(LINKS, last, segment.head["seal_no"], CHAIN_PAGE):
        last = rows[-1]["seal_no"]
        yield [event_digest(row) for row in rows]


def _as_sealed(row: Row) -> Row:
    return {name: None if row[name] is None else str(row[name]) for name in EVENT_FIELDS}
