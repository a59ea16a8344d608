"""The capture log: when, where and with which device photos were taken, and their digests (catalogue 15.7)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from backend.identity.tables import Device
from backend.kernel.paging import Page
from backend.logs.named_queries import people_named
from backend.logs.schemas import CaptureRow, DeviceNamed, ProjectNamed
from backend.logs.window import Condition, Key, Window, page_of, show
from backend.supervision.capture_tables import Capture
from backend.supervision.manifest import Position
from backend.supervision.tables import Project

Row = dict[str, Any]
COLUMNS = (
    Capture.id, Capture.project_id, Capture.item, Capture.person_id, Capture.key_id, Capture.camera,
    Capture.taken_from, Capture.taken_until, Capture.taken_at, Capture.arrived_at, Capture.bytes_at, Capture.verdict,
    Capture.lat_e7, Capture.lon_e7, Capture.accuracy_m, Capture.position_age_ms, Capture.no_position,
    Capture.distance_m, Capture.sha256, Capture.manifest_sha256,
)  # fmt: skip


async def list_captures(
    window: Window, *, watched: Condition | None, project: UUID | None, person: UUID | None, verdict: str | None
) -> Page[CaptureRow]:
    """One page by arrival; `watched` is a condition on projects, None for all."""
    wanted: Condition = window.condition(Capture.arrived_at, Capture.id)
    if watched is not None:
        inside = Project.select(Project.id).where(watched)
        wanted = wanted & Capture.project_id.is_in(inside)
    for column, value in ((Capture.project_id, project), (Capture.person_id, person), (Capture.verdict, verdict)):
        if value is not None:
            wanted = wanted & (column == value)
    found: list[Row] = (
        await Capture.select(
            *COLUMNS,
            Capture.project_id._.no.as_alias("project_no"),
            Capture.project_id._.name.as_alias("project_name"),
            Capture.slot_id._.day.as_alias("day"),
            Capture.slot_id._.half.as_alias("half"),
        )
        .where(wanted)
        .order_by(Capture.arrived_at, ascending=False)
        .order_by(Capture.id, ascending=False)
        .limit(window.limit)
    )
    rows, following = page_of(found, window, _key)
    people = await people_named(row["person_id"] for row in rows)
    labels = await _labels(rows)
    return show(
        [
            CaptureRow(
                id=row["id"],
                project=ProjectNamed(row["project_id"], row["project_no"], row["project_name"]),
                date=row["day"],
                half=row["half"],
                item=row["item"],
                person=people.get(row["person_id"]),
                device=DeviceNamed(row["key_id"], labels.get(row["key_id"], "")),
                camera=row["camera"],
                taken_from=row["taken_from"],
                taken_until=row["taken_until"],
                taken_at=row["taken_at"],
                arrived_at=row["arrived_at"],
                bytes_at=row["bytes_at"],
                verdict=row["verdict"],
                position=_position(row),
                no_position=row["no_position"] or None,
                distance_m=row["distance_m"],
                sha256=row["sha256"],
                manifest_sha256=row["manifest_sha256"],
            )
            for row in rows
        ],
        following,
    )


def _key(row: Row) -> Key:
    return row["arrived_at"], row["id"]


def _position(row: Row) -> Position | None:
    if row["lat_e7"] is None:
        return None
    return Position(row["lat_e7"], row["lon_e7"], row["accuracy_m"], row["position_age_ms"])


async def _labels(rows: Sequence[Row]) -> dict[str, str]:
    ids = sorted({row["key_id"] for row in rows})
    found = await Device.select(Device.key_id, Device.label).where(Device.key_id.is_in(ids)) if ids else []
    return {row["key_id"]: row["label"] for row in found}
