"""Everything a batch of manifests is judged against, read once per batch inside its transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.files.tables import Claim
from backend.identity.tables import Device
from backend.supervision.capture_tables import Capture
from backend.supervision.manifest import Signed
from backend.supervision.tables import Assignment, Commitment, Lecturer, Slot, Venue

Row = dict[str, Any]


@dataclass(frozen=True)
class Context:
    """Rows by id, as they stand in this transaction."""

    captures: dict[UUID, Row]
    slots: dict[UUID, Row]
    venues: dict[UUID, list[Row]]
    assignments: dict[UUID, Row]
    committed: set[UUID]
    lecturers: dict[UUID, Row]
    devices: dict[str, Row]
    claims: set[tuple[UUID, str]]
    digests: dict[str, UUID]


async def load_context(batch: Sequence[Signed]) -> Context:
    """Read the rows that these manifests name."""
    tickets = [signed.ticket for signed in batch]
    digests = [signed.manifest.sha256 for signed in batch]
    rows = [signed.manifest.item.row for signed in batch if signed.manifest.item.row]
    projects = {ticket.project_id for ticket in tickets}
    known = await _known_captures([signed.manifest.id for signed in batch], digests)
    return Context(
        captures={row["id"]: row for row in known},
        slots=await _slots({ticket.slot_id for ticket in tickets}),
        venues=await _venues(projects),
        assignments=await _assignments({ticket.assignment_id for ticket in tickets}),
        committed=await _committed({ticket.assignment_id for ticket in tickets}),
        lecturers=await _lecturers(rows),
        devices=await _devices({signed.key_id for signed in batch}),
        claims=await _claims(digests),
        digests={row["sha256"]: row["id"] for row in known},
    )


async def _known_captures(ids: list[UUID], digests: list[str]) -> list[Row]:
    rows: list[Row] = await Capture.select(
        Capture.id,
        Capture.sha256,
        Capture.size,
        Capture.manifest_sha256,
        Capture.key_id,
        Capture.waiting_for,
        Capture.arrived_at,
        Capture.bytes_at,
        Capture.seal_head,
    ).where(Capture.id.is_in(ids) | Capture.sha256.is_in(digests))
    return rows


async def _slots(ids: set[UUID]) -> dict[UUID, Row]:
    rows = await Slot.select(
        Slot.id, Slot.project_id, Slot.version, Slot.active, Slot.opens_at, Slot.closes_at, Slot.late_until,
        Slot.project_id._.filing.as_alias("filing"),
    ).where(Slot.id.is_in(sorted(ids)))  # fmt: skip
    return {row["id"]: row for row in rows}


async def _venues(projects: set[UUID]) -> dict[UUID, list[Row]]:
    rows = await Venue.select(Venue.id, Venue.project_id, Venue.lat_e7, Venue.lon_e7, Venue.radius_m).where(
        Venue.project_id.is_in(sorted(projects))
    )
    found: dict[UUID, list[Row]] = {project: [] for project in projects}
    for row in rows:
        found[row["project_id"]].append(row)
    return found


async def _assignments(ids: set[UUID]) -> dict[UUID, Row]:
    rows = await Assignment.select(Assignment.id, Assignment.person_id, Assignment.ended_at).where(
        Assignment.id.is_in(sorted(ids))
    )
    return {row["id"]: row for row in rows}


async def _committed(assignments: set[UUID]) -> set[UUID]:
    rows = await Commitment.select(Commitment.assignment_id).where(Commitment.assignment_id.is_in(sorted(assignments)))
    return {row["assignment_id"] for row in rows}


async def _lecturers(ids: Iterable[UUID]) -> dict[UUID, Row]:
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    rows = await Lecturer.select(Lecturer.id, Lecturer.slot_id).where(Lecturer.id.is_in(wanted))
    return {row["id"]: row for row in rows}


async def _devices(keys: set[str]) -> dict[str, Row]:
    rows = await Device.select(Device.key_id, Device.person_id, Device.revoked_at, Device.registered_at).where(
        Device.key_id.is_in(sorted(keys))
    )
    return {row["key_id"]: row for row in rows}


async def _claims(digests: list[str]) -> set[tuple[UUID, str]]:
    rows = await Claim.select(Claim.person_id, Claim.digest).where(Claim.digest.is_in(digests))
    return {(row["person_id"], row["digest"]) for row in rows}
