"""What inspection and comparison find about a stored photo (design §4, Findings)."""

import asyncio
from functools import cache
from struct import unpack
from typing import Any
from zoneinfo import ZoneInfo

from backend.kernel.clock import MINUTE
from backend.kernel.db import hex_digits, in_one, run
from backend.supervision.capture.finding_rules import Found
from media.distance import haversine_m
from media.inspect import Inspection
from media.likeness import BAND_BITS, BANDS, NEAR, bands, distance, probes
from media.point import Point

EXIF_TIME_OFF = 10 * MINUTE
EXIF_PLACE_OFF_M = 1_000
COMPARED_WITHIN_PROJECT = ("lecturer", "room")
HASH_BYTES = BANDS * BAND_BITS // 8
Row = dict[str, Any]


def inspection_findings(row: Row, result: Inspection, zone: ZoneInfo) -> list[Found]:
    """Findings from the file; Exif is judged only on the fallback camera's files, which are kept as they came."""
    found: list[Found] = []
    if not result.ok:
        found.append(Found("undecodable", {"reason": str(result.code)}))
    if result.trailing_bytes:
        found.append(Found("trailing_data", {"bytes": result.trailing_bytes}))
    disagreement = _exif_disagreement(row, result, zone) if row["camera"] == "fallback" else {}
    if disagreement:
        found.append(Found("exif_mismatch", disagreement))
    return found


def _exif_disagreement(row: Row, result: Inspection, zone: ZoneInfo) -> dict[str, object]:
    """How far the file's own time and place are from the judged ones, where too far."""
    facts, data = result.exif, dict[str, object]()
    taken = facts.taken_at(zone) if facts else None
    if taken is not None and abs(taken - row["taken_at"]) > EXIF_TIME_OFF:
        data["offsetMs"] = taken - row["taken_at"]
    if facts and facts.point and row["lat_e7"] is not None:
        metres = round(haversine_m(facts.point, Point(row["lat_e7"], row["lon_e7"])))
        if metres > EXIF_PLACE_OFF_M:
            data["distanceM"] = metres
    return data


async def nearly_equal(rows: list[Row], hashes: list[int | None]) -> list[Found | None]:
    """For each the nearest picture elsewhere: other projects for every item, other slots too for lecturers and rooms.

    Boards and venues look alike within one meeting, so they are never compared there. Of two in `rows` that are near
    each other, the later one is.
    """
    stored = await asyncio.gather(*map(_stored_near, hashes))
    found: list[Found | None] = []
    for place, (row, likeness) in enumerate(zip(rows, hashes, strict=True)):
        before = zip(rows[:place], hashes[:place], strict=True)
        among = [other | {"bits": _bits(likeness, known)} for other, known in before]
        near = [other for other in among + stored[place] if other["bits"] <= NEAR and _comparable(row, other)]
        nearest = min(near, key=lambda other: (other["bits"], str(other["id"])), default=None)
        data = {"captureId": str(nearest["id"]), "bits": nearest["bits"]} if nearest else {}
        found.append(Found("near_equal", data) if nearest else None)
    return found


def _bits(one: int | None, other: int | None) -> int:
    """How many bits differ; more than any two hashes have where one picture has no likeness."""
    return BANDS * BAND_BITS + 1 if one is None or other is None else distance(one, other)


@cache
def _candidates() -> str:
    """SQL for all hashes that share a band, but for one bit, as one text.

    Answered from the four indexes of bands alone: among many photos every hash has hundreds of candidates.
    """
    digits = " || ".join(hex_digits(f"like_{band}", BAND_BITS // 4) for band in range(BANDS))
    table = f"SELECT {digits} AS likeness FROM capture WHERE"  # noqa: S608 - our own names
    sharing = " UNION ALL ".join(f"{table} like_{band} IN {{*}}" for band in range(BANDS))
    return f"SELECT {in_one('likeness')} AS hashes FROM ({sharing}) found"  # noqa: S608 - our own names


async def _stored_near(likeness: int | None) -> list[Row]:
    """Captures whose hash is near, with how many `bits` differ."""
    if likeness is None:
        return []
    (row,) = await run(_candidates(), *map(list, probes(likeness)))
    raw = bytes.fromhex(row["hashes"] or "")
    hashes = unpack(f">{len(raw) // HASH_BYTES}Q", raw)
    near = {known: bits for known in hashes if (bits := (known ^ likeness).bit_count()) <= NEAR}
    return [
        row | {"bits": bits}
        for known, bits in near.items()
        for row in await run(
            "SELECT id, slot_id, project_id FROM capture"
            " WHERE like_0 = {} AND like_1 = {} AND like_2 = {} AND like_3 = {}",
            *bands(known),
        )
    ]


def likeness_values(likeness: int | None) -> tuple[int | None, ...]:
    """The four indexed bands of a hash."""
    return bands(likeness) if likeness is not None else (None,) * BANDS


def _comparable(row: Row, other: Row) -> bool:
    if other["id"] == row["id"]:
        return False
    if other["project_id"] != row["project_id"]:
        return True
    return row["item"] in COMPARED_WITHIN_PROJECT and other["slot_id"] != row["slot_id"]
