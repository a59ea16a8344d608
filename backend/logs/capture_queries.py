"""The capture log: when, where and with which device photos were taken, and their digests (catalogue 15.7)."""

from collections.abc import Sequence
from functools import reduce
from operator import and_
from typing import Any
from uuid import UUID

import msgspec
from piccolo.columns import Column

from backend.audit.tables import Event
from backend.identity.tables import Device
from backend.kernel.paging import CountedPage, Total
from backend.logs.event_queries import EventFilter, data_of, events_of, of_kinds
from backend.logs.named_queries import people_named, projects_named
from backend.logs.schemas import CaptureRow, DeviceNamed
from backend.logs.window import Condition, Key, Window, count, newest, page_of, show
from backend.supervision.capture.manifest import Position
from backend.supervision.capture.tables import Capture
from backend.supervision.events import CaptureRefused
from backend.supervision.tables import Project, Slot

Row = dict[str, Any]
NO_SLOT = (None, None)
COLUMNS = (
    Capture.id, Capture.project_id, Capture.slot_id, Capture.item, Capture.person_id, Capture.key_id, Capture.camera,
    Capture.taken_from, Capture.taken_until, Capture.taken_at, Capture.arrived_at, Capture.bytes_at, Capture.verdict,
    Capture.lat_e7, Capture.lon_e7, Capture.accuracy_m, Capture.position_age_ms, Capture.no_position,
    Capture.distance_m, Capture.sha256, Capture.manifest_sha256,
)  # fmt: skip


REFUSED = "refused"


class CaptureFilter(msgspec.Struct, frozen=True):
    """Which photos are wanted. `watched` is a condition on projects, None for all; `verdict` may be "refused"."""

    watched: Condition | None = None
    project: UUID | None = None
    organisation: UUID | None = None
    person: UUID | None = None
    verdict: str | None = None

    def within(self, project: Column) -> Condition | None:
        """As a condition on a column that names the project; None when any will do."""
        wanted: list[Condition] = []
        if self.watched is not None:
            wanted.append(project.is_in(Project.select(Project.id).where(self.watched)))
        if self.organisation is not None:
            wanted.append(project.is_in(Project.select(Project.id).where(Project.organiser_id == self.organisation)))
        if self.project is not None:
            wanted.append(project == self.project)
        return reduce(and_, wanted) if wanted else None


async def list_captures(window: Window, wanted: CaptureFilter) -> CountedPage[CaptureRow]:
    """One page by arrival: photos that were taken in, and what was refused."""
    taken = _taken(window, wanted) if wanted.verdict != REFUSED else None
    refused = _refused(window, wanted) if wanted.verdict in {None, REFUSED} else None
    streams = [
        [] if taken is None else await _taken_rows(taken, window),
        [] if refused is None else await _refused_rows(refused, window),
    ]
    rows, following = page_of(newest(streams, window, _key), window, _key)
    people = await people_named(row["person_id"] for row in rows)
    projects = await projects_named(row["project_id"] for row in rows)
    slots = await _slots(rows)
    labels = await _labels(rows)
    return show(
        [
            CaptureRow(
                id=row["id"],
                project=projects.get(row["project_id"]),
                date=slots.get(row["slot_id"], NO_SLOT)[0],
                half=slots.get(row["slot_id"], NO_SLOT)[1],
                person=people.get(row["person_id"]),
                **(_as_taken(row, labels) if "key_id" in row else _as_refused(row)),
            )
            for row in rows
        ],
        following,
        await _total(window, taken, refused),
    )


async def _total(window: Window, taken: Condition | None, refused: Condition | None) -> Total | None:
    photos = [] if taken is None else [Capture.select(Capture.id).where(taken)]
    refusals = [] if refused is None else [of_kinds([CaptureRefused.kind], refused)]
    return await count(window, *photos, *refusals)


def _taken(window: Window, wanted: CaptureFilter) -> Condition:
    found: Condition = window.condition(Capture.arrived_at, Capture.id)
    within = wanted.within(Capture.project_id)
    found = found if within is None else found & within
    for column, value in ((Capture.person_id, wanted.person), (Capture.verdict, wanted.verdict)):
        if value is not None:
            found = found & (column == value)
    return found


async def _taken_rows(found: Condition, window: Window) -> list[Row]:
    rows: list[Row] = (
        await Capture.select(*COLUMNS)
        .where(found)
        .order_by(Capture.arrived_at, ascending=False)
        .order_by(Capture.id, ascending=False)
        .limit(window.limit)
    )
    return rows


def _refused(window: Window, wanted: CaptureFilter) -> Condition:
    found = EventFilter(actor=wanted.person).condition(window)
    within = wanted.within(Event.scope_id)
    return found if within is None else found & within


async def _refused_rows(found: Condition, window: Window) -> list[Row]:
    """Refusals are events: nothing of a photo that was not taken in is kept."""
    rows = await events_of([CaptureRefused.kind], found, window)
    return [
        data_of(row)
        | {
            "id": row["id"],
            "project_id": row["scope_id"],
            "slot_id": UUID(slot) if (slot := data_of(row)["slot_id"]) else None,
            "person_id": row["actor_id"],
            "arrived_at": row["at"],
        }
        for row in rows
    ]


def _as_taken(row: Row, labels: dict[str, str]) -> Row:
    same = (
        "item", "camera", "taken_from", "taken_until", "taken_at", "arrived_at", "bytes_at", "verdict", "distance_m",
        "sha256", "manifest_sha256",
    )  # fmt: skip
    return {name: row[name] for name in same} | {
        "device": DeviceNamed(row["key_id"], labels.get(row["key_id"], "")),
        "position": _position(row),
        "no_position": row["no_position"] or None,
    }


def _as_refused(row: Row) -> Row:
    return {
        "item": row["item"] or None,
        "arrived_at": row["arrived_at"],
        "verdict": REFUSED,
        "code": row["code"],
        "manifest_sha256": row["manifest_sha256"],
    }


def _key(row: Row) -> Key:
    return row["arrived_at"], row["id"]


def _position(row: Row) -> Position | None:
    if row["lat_e7"] is None:
        return None
    return Position(row["lat_e7"], row["lon_e7"], row["accuracy_m"], row["position_age_ms"])


async def _slots(rows: Sequence[Row]) -> dict[UUID | None, tuple[str, str]]:
    """Day and half by slot."""
    ids = sorted({row["slot_id"] for row in rows if row["slot_id"]})
    found = await Slot.select(Slot.id, Slot.day, Slot.half).where(Slot.id.is_in(ids)) if ids else []
    return {row["id"]: (row["day"], row["half"]) for row in found}


async def _labels(rows: Sequence[Row]) -> dict[str, str]:
    ids = sorted({row["key_id"] for row in rows if "key_id" in row})
    found = await Device.select(Device.key_id, Device.label).where(Device.key_id.is_in(ids)) if ids else []
    return {row["key_id"]: row["label"] for row in found}
