"""Bringing a project's half-days, venue points and lecturer rows into the shape of an approved document."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from backend.audit.work import Work
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id
from backend.supervision.capture.recount import recount_slots
from backend.supervision.capture.tables import Capture
from backend.supervision.errors import SlotBegun, SlotHasEvidence, VenuesFixed
from backend.supervision.filing.filing_rules import (
    Speaker,
    Spot,
    days_off_of,
    period_of,
    settled_spots,
    speakers_of,
    spots_of,
)
from backend.supervision.settings import SupervisionSettings
from backend.supervision.slots.change_rules import (
    SlotChanges,
    SlotFixed,
    SlotNow,
    begun_places,
    change_slots,
    lecturers_fixed,
)
from backend.supervision.slots.slot_rules import Bounds, PlannedSlot, plan_slots
from backend.supervision.tables import Lecturer, LecturerFact, Slot, Venue
from media.place import Point, to_wgs84

Row = dict[str, Any]
REFUSALS = {"slot_begun": SlotBegun, "slot_has_evidence": SlotHasEvidence}


class Arrangement(msgspec.Struct, frozen=True):
    """What a document says of a project's time, place and speakers. `off`: half-days without teaching."""

    first: date
    last: date
    off: frozenset[tuple[str, str]]
    venues: Sequence[Spot]
    speakers: Sequence[Speaker]


def arrangement_of(document: Mapping[str, Any], default_radius_m: int) -> Arrangement:
    """What a faultless document says."""
    first, last = period_of(document)
    return Arrangement(
        first=first,
        last=last,
        off=days_off_of(document),
        venues=spots_of(document, default_radius_m),
        speakers=speakers_of(document),
    )


async def check_arrangement(work: Work, project_id: UUID, wanted: Arrangement) -> None:
    """Whether a change could be carried out now.

    Raises:
        SlotBegun, SlotHasEvidence, VenuesFixed
    """
    standing = await slots_now(project_id)
    _changes(work, standing, wanted, begun_may_change=False)
    _settled(work, standing, await _venues(project_id), wanted)


async def arrange(work: Work, project_id: UUID, wanted: Arrangement, *, begun_may_change: bool) -> None:
    """Carry a document out: slots come, go and move, venue points and rows follow.

    Raises:
        SlotBegun, SlotHasEvidence, VenuesFixed: it came too late; nothing was changed.
    """
    standing = await slots_now(project_id)
    changes = _changes(work, standing, wanted, begun_may_change=begun_may_change)
    venues = await _venues(project_id)
    spots = wanted.venues if begun_may_change else _settled(work, standing, venues, wanted)
    moved = await _set_venues(project_id, venues, spots)
    added = [_slot(project_id, plan) for plan in changes.added]
    await insert_rows(Slot, added)
    for slot_id, plan in changes.renewed.items():
        await Slot.update(_bounds(plan) | {Slot.active: True, Slot.version: Slot.version + 1}).where(Slot.id == slot_id)
    await deactivate(changes.dropped)
    await _next_version(standing, changes.steady if moved else (), work.at)
    await _set_lecturers(work, standing, added, changes, wanted.speakers)
    await recount_slots(work, [slot.id for slot in standing] + [slot.id for slot in added])


async def deactivate(slot_ids: Sequence[UUID]) -> None:
    """Ask nothing any more for these half-days; what still arrives for them is kept as unproven."""
    if slot_ids:
        await Slot.update({Slot.active: False, Slot.version: Slot.version + 1}).where(Slot.id.is_in(list(slot_ids)))


async def slots_now(project_id: UUID) -> list[SlotNow]:
    """Every slot a project ever had."""
    rows: list[Row] = await Slot.select().where(Slot.project_id == project_id).order_by(Slot.opens_at)
    evidence = await _with_evidence([row["id"] for row in rows])
    return [
        SlotNow(
            id=row["id"],
            day=row["day"],
            half=row["half"],
            bounds=Bounds(row["opens_at"], row["closes_at"], row["late_until"]),
            active=row["active"],
            evidence=row["id"] in evidence,
        )
        for row in rows
    ]


async def _with_evidence(slot_ids: list[UUID]) -> set[UUID]:
    if not slot_ids:
        return set()
    taken = await Capture.select(Capture.slot_id).where(Capture.slot_id.is_in(slot_ids)).group_by(Capture.slot_id)
    facts = (
        await LecturerFact.select(LecturerFact.slot_id)
        .where(LecturerFact.slot_id.is_in(slot_ids))
        .group_by(LecturerFact.slot_id)
    )
    return {row["slot_id"] for row in (*taken, *facts)}


def _changes(work: Work, standing: Sequence[SlotNow], wanted: Arrangement, *, begun_may_change: bool) -> SlotChanges:
    changes = change_slots(standing, _taught(work, wanted), work.at, begun_may_change=begun_may_change)
    if isinstance(changes, SlotFixed):
        raise REFUSALS[changes.code](data={"date": changes.day, "half": changes.half})
    return changes


def _taught(work: Work, wanted: Arrangement) -> list[PlannedSlot]:
    planned = plan_slots(wanted.first, wanted.last, work.runtime.settings(SupervisionSettings), work.runtime.zone)
    return [slot for slot in planned if (slot.day.isoformat(), slot.half) not in wanted.off]


def _settled(work: Work, standing: Sequence[SlotNow], venues: Sequence[Row], wanted: Arrangement) -> list[Spot]:
    """Where the project meets from now on.

    Raises:
        VenuesFixed: a point that counts for what has begun would go, or a new one would count for nothing.
    """
    ahead = [(plan.day.isoformat(), plan.half) for plan in _taught(work, wanted) if plan.bounds.opens_at > work.at]
    begun = begun_places(standing, work.at)
    spots = settled_spots([spot_of_row(row) for row in venues], wanted.venues, begun, ahead)
    if spots is None:
        raise VenuesFixed
    return spots


def _slot(project_id: UUID, plan: PlannedSlot) -> Slot:
    return Slot(
        id=new_id(),
        project_id=project_id,
        day=plan.day.isoformat(),
        half=plan.half,
        opens_at=plan.bounds.opens_at,
        closes_at=plan.bounds.closes_at,
        late_until=plan.bounds.late_until,
    )


def _bounds(plan: PlannedSlot) -> dict[Any, Any]:
    return {
        Slot.opens_at: plan.bounds.opens_at,
        Slot.closes_at: plan.bounds.closes_at,
        Slot.late_until: plan.bounds.late_until,
    }


async def _next_version(standing: Sequence[SlotNow], steady: Sequence[UUID], now: int) -> None:
    """A new venue is a new version of the half-days that have not begun."""
    ahead = [slot.id for slot in standing if slot.id in set(steady) and slot.bounds.opens_at > now]
    if ahead:
        await Slot.update({Slot.version: Slot.version + 1}).where(Slot.id.is_in(ahead))


async def _venues(project_id: UUID) -> list[Row]:
    rows: list[Row] = await Venue.select().where(Venue.project_id == project_id).order_by(Venue.position)
    return rows


async def _set_venues(project_id: UUID, standing: Sequence[Row], wanted: Sequence[Spot]) -> bool:
    """Whether anything changed. A point that stays keeps its id: photos name the one they were nearest to."""
    if [spot_of_row(row) for row in standing] == list(wanted):
        return False
    known = {spot_of_row(row): row for row in standing}
    stays: set[UUID] = set()
    fresh: list[Venue] = []
    for place, spot in enumerate(wanted):
        row = known.get(spot)
        if row is None or row["id"] in stays:
            fresh.append(_venue(project_id, spot, place))
            continue
        stays.add(row["id"])
        if row["position"] != place:
            await Venue.update({Venue.position: place}).where(Venue.id == row["id"])
    gone = [row["id"] for row in standing if row["id"] not in stays]
    if gone:
        await Venue.delete().where(Venue.id.is_in(gone))
    await insert_rows(Venue, fresh)
    return True


def spot_of_row(row: Row) -> Spot:
    """A stored venue point as it was typed."""
    since = (row["from_day"], row["from_half"])
    return Spot(row["name"], row["typed_lat_e7"], row["typed_lon_e7"], row["radius_m"], row["datum"], since)


def _venue(project_id: UUID, spot: Spot, position: int) -> Venue:
    point = to_wgs84(Point(spot.lat_e7, spot.lon_e7), spot.datum)
    return Venue(
        id=new_id(),
        project_id=project_id,
        name=spot.name,
        datum=spot.datum,
        typed_lat_e7=spot.lat_e7,
        typed_lon_e7=spot.lon_e7,
        lat_e7=point.lat_e7,
        lon_e7=point.lon_e7,
        radius_m=spot.radius_m,
        position=position,
        from_day=spot.since[0],
        from_half=spot.since[1],
    )


async def _set_lecturers(
    work: Work, standing: Sequence[SlotNow], added: Sequence[Slot], changes: SlotChanges, speakers: Sequence[Speaker]
) -> None:
    """Rows from the schedule, for every half-day whose rows are not the on-site lead's yet."""
    staying = {*changes.renewed, *changes.steady}
    open_to_change = [slot for slot in standing if slot.id in staying and not lecturers_fixed(slot, work.at)]
    present = await _rows_of([slot.id for slot in open_to_change])
    fresh = [row for slot in added for row in _lecturers(slot.id, slot.day, slot.half, speakers)]
    stale: list[UUID] = []
    for slot in open_to_change:
        wanted = _lecturers(slot.id, slot.day, slot.half, speakers)
        if [_says(row) for row in wanted] != present.get(slot.id, []):
            stale.append(slot.id)
            fresh += wanted
    if stale:
        await Lecturer.delete().where(Lecturer.slot_id.is_in(stale))
    await insert_rows(Lecturer, fresh)


async def _rows_of(slot_ids: list[UUID]) -> dict[UUID, list[tuple[str, ...]]]:
    if not slot_ids:
        return {}
    found: dict[UUID, list[tuple[str, ...]]] = {}
    for row in await Lecturer.objects().where(Lecturer.slot_id.is_in(slot_ids)).order_by(Lecturer.position):
        found.setdefault(row.slot_id, []).append(_says(row))
    return found


def _says(row: Lecturer) -> tuple[str, ...]:
    return row.name, row.unit, row.title, row.topic


def _lecturers(slot_id: UUID, day: str, half: str, speakers: Sequence[Speaker]) -> list[Lecturer]:
    speaking = [speaker for speaker in speakers if speaker.speaks(day, half)]
    return [
        Lecturer(
            id=new_id(),
            slot_id=slot_id,
            name=speaker.name,
            unit=speaker.unit,
            title=speaker.title,
            topic=speaker.topic,
            position=position,
            removed_reason="",
        )
        for position, speaker in enumerate(speaking)
    ]
