"""Everything a batch of manifests is judged against, read once per batch inside its transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.identity.devices.queries import PhoneKey, phone_keys
from backend.kernel.db import run
from backend.supervision.capture.manifest import Signed

Row = dict[str, Any]


@dataclass(frozen=True)
class Context:
    """Rows by id, as they stand in this transaction."""

    captures: dict[UUID, Row]
    slots: dict[UUID, Row]
    venues: dict[UUID, list[Row]]
    assignments: dict[UUID, Row]
    """With `committed`, and `first_key`: the key that signed the first of its captures to arrive."""
    lecturers: dict[UUID, Row]
    devices: dict[str, PhoneKey]
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
        lecturers=await _lecturers(rows),
        devices=await phone_keys(signed.key_id for signed in batch),
        claims=await _claims(digests),
        digests={row["sha256"]: row["id"] for row in known},
    )


async def _known_captures(ids: list[UUID], digests: list[str]) -> list[Row]:
    return await run(
        "SELECT id, sha256, size, manifest_sha256, key_id, waiting_for, arrived_at, bytes_at, seal_head"
        " FROM capture WHERE id IN {*} OR sha256 IN {*}",
        ids,
        digests,
    )


async def _slots(ids: set[UUID]) -> dict[UUID, Row]:
    rows = await run(
        "SELECT s.id, s.project_id, s.day, s.half, s.version, s.active, s.opens_at, s.closes_at, s.late_until, p.filing"
        " FROM slot s JOIN project p ON p.id = s.project_id WHERE s.id IN {*}",
        sorted(ids),
    )
    return {row["id"]: row for row in rows}


async def _venues(projects: set[UUID]) -> dict[UUID, list[Row]]:
    rows = await run(
        "SELECT id, project_id, lat_e7, lon_e7, radius_m, from_day, from_half FROM venue WHERE project_id IN {*}",
        sorted(projects),
    )
    found: dict[UUID, list[Row]] = {project: [] for project in projects}
    for row in rows:
        found[row["project_id"]].append(row)
    return found


_ASSIGNMENTS = """
    SELECT a.id, a.person_id, a.ended_at,
    (SELECT COUNT(*) FROM commitment c WHERE c.assignment_id = a.id) AS committed,
    (SELECT c.key_id FROM capture c WHERE c.assignment_id = a.id ORDER BY c.arrived_at, c.key_id LIMIT 1) AS first_key
    FROM assignment a WHERE a.id IN {*}
"""


async def _assignments(ids: set[UUID]) -> dict[UUID, Row]:
    return {row["id"]: row for row in await run(_ASSIGNMENTS, sorted(ids))}


async def _lecturers(ids: Iterable[UUID]) -> dict[UUID, Row]:
    rows = await run("SELECT id, slot_id FROM lecturer WHERE id IN {*}", sorted(set(ids)))
    return {row["id"]: row for row in rows}


async def _claims(digests: list[str]) -> set[tuple[UUID, str]]:
    rows = await run("SELECT person_id, digest FROM claim WHERE digest IN {*}", digests)
    return {(row["person_id"], row["digest"]) for row in rows}
