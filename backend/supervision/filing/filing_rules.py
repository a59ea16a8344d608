"""What a filing document means for a project, pure, and the checks a form cannot say of itself (catalogue 11.1)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal

import msgspec

from backend.forms.kinds.dates import parse_day
from backend.forms.kinds.numbers import scaled
from backend.supervision.slots.change_rules import Place
from backend.supervision.slots.slot_rules import Half
from media.place import Datum

Values = Mapping[str, Any]
Filing = Literal["not_filed", "in_review", "approved", "rejected", "returned"]
E7 = 7
HEADING = frozenset({"project_no", "project_name", "organiser", "planned_start", "planned_end"})
"""What a project has from its first draft on: lists show it."""
CHANGEABLE = frozenset(
    {"planned_start", "planned_end", "place", "venues", "days_off", "notice_file", "schedule_file", "speakers"}
)
"""What a change of an approved filing may touch."""
REASON = "reason"
"""Why a change is asked for: the one field that is about the change alone."""
EDITABLE: frozenset[str] = frozenset({"not_filed", "rejected", "returned"})


ALWAYS: Place = ("", "")
"""Before every half-day."""


class Spot(msgspec.Struct, frozen=True):
    """A venue point as typed, degrees × 1e7 of its datum; `since`: the half-day from which on it counts."""

    name: str
    lat_e7: int
    lon_e7: int
    radius_m: int
    datum: Datum = "wgs84"
    since: Place = ALWAYS


class Speaker(msgspec.Struct, frozen=True):
    """A lecturer of the schedule, of one half-day or (without day and half) of every one."""

    name: str
    unit: str
    title: str
    topic: str
    day: str | None = None
    half: Half | None = None

    def speaks(self, day: str, half: str) -> bool:
        return self.day in {None, day} and self.half in {None, half}


def spots_of(document: Values, default_radius_m: int) -> list[Spot]:
    """The venue points of a faultless document."""
    return [
        Spot(
            name=row["name"],
            lat_e7=scaled(row["lat"], E7),
            lon_e7=scaled(row["lon"], E7),
            radius_m=row.get("radius_m", default_radius_m),
            datum=row["datum"],
            since=(row["from_date"], row.get("from_half", "am")) if row.get("from_date") else ALWAYS,
        )
        for row in document.get("venues", ())
    ]


def settled_spots(
    standing: Sequence[Spot], wanted: Sequence[Spot], begun: Collection[Place], ahead: Collection[Place]
) -> list[Spot] | None:
    """The venue points a change leads to; None where it may not (design §4, Slots).

    A point that counts for a half-day that has `begun` stays as it is. A new one counts from the first half-day
    `ahead`, or later if it says so; there must be one.
    """
    if not begun:
        return list(wanted)
    last = max(begun)
    fixed = [spot for spot in standing if spot.since <= last]
    if any(spot not in wanted for spot in fixed):
        return None
    first = min((place for place in ahead if place > last), default=None)
    settled: list[Spot] = []
    for spot in wanted:
        if spot in standing or (first is not None and spot.since >= first):
            settled.append(spot)
        elif first is None:
            return None
        else:
            settled.append(msgspec.structs.replace(spot, since=first))
    return settled


def speakers_of(document: Values) -> list[Speaker]:
    """The schedule's speakers of a faultless document."""
    return [
        Speaker(
            name=row["name"],
            unit=row.get("unit", ""),
            title=row.get("title", ""),
            topic=row["topic"],
            day=row["date"],
            half=row["half"],
        )
        for row in document.get("speakers", ())
    ]


def days_off_of(document: Values) -> frozenset[tuple[str, str]]:
    """The half-days without teaching, as day and half."""
    return frozenset((row["date"], row["half"]) for row in document.get("days_off", ()))


def halves_off(first: str, last: str, taught: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
    """The half-days of a period, as day and half, that are not taught; those never planned among them."""
    start, days = date.fromisoformat(first), (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    halves = ((str(start + timedelta(days=day)), half) for day in range(days) for half in ("am", "pm"))
    return [one for one in halves if one not in taught]


def schedule_errors(document: Values, longest_days: int) -> dict[str, list[str]]:
    """Faults of dates, half-days and speakers together; asked of a document whose form has none."""
    errors: dict[str, list[str]] = {}
    for path, code in _schedule_faults(document, longest_days):
        errors.setdefault(path, []).append(code)
    return errors


def _schedule_faults(document: Values, longest_days: int) -> Iterator[tuple[str, str]]:
    first, last = parse_day(document["planned_start"]), parse_day(document["planned_end"])
    assert first is not None
    assert last is not None
    days = (last - first).days + 1
    off = days_off_of(document)
    if days > longest_days:
        yield "planned_end", "period_too_long"
    elif len(off) >= 2 * days:
        yield "days_off", "no_half_day_left"
    for place, row in enumerate(document.get("speakers", ())):
        if (row["date"], row["half"]) in off:
            yield f"speakers.{place}.half", "half_day_off"


def period_of(document: Values) -> tuple[date, date]:
    """The first and last day of a document whose heading is faultless."""
    return date.fromisoformat(document["planned_start"]), date.fromisoformat(document["planned_end"])


def base_of(standing: Values, change: Values) -> dict[str, object]:
    """What a change is compared with: the project as it stands. Its own reason is no difference."""
    return dict(standing) | {key: change[key] for key in (REASON,) if key in change}


FILE_FIELDS: Mapping[str, str] = {"notice_file": "notice", "schedule_file": "schedule"}
"""What the files of a field are, by its key."""


def files_of(document: Values) -> Sequence[tuple[str, str]]:
    """Kind and digest of the files a document names."""
    return [(kind, file["sha256"]) for key, kind in FILE_FIELDS.items() for file in document.get(key, ())]


def with_files(change: Values, standing: Values) -> dict[str, object]:
    """A change with the files in force where it names none of their kind: a lead is never left without them."""
    kept = {key: standing[key] for key in FILE_FIELDS if standing.get(key) and not change.get(key)}
    return dict(change) | kept
