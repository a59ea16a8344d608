"""What inspection and comparison find about a stored photo (design §4, Findings)."""

from typing import Any
from zoneinfo import ZoneInfo

from backend.kernel.clock import MINUTE
from backend.supervision.capture_tables import Capture
from backend.supervision.finding_rules import Found
from media.distance import haversine_m
from media.inspect import Inspection
from media.likeness import NEAR, bands, distance, joined, probes
from media.point import Point

EXIF_TIME_OFF = 10 * MINUTE
EXIF_PLACE_OFF_M = 1_000
COMPARED_WITHIN_PROJECT = ("lecturer", "room")
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


async def nearly_equal(row: Row, likeness: int | None) -> Found | None:
    """The nearest picture elsewhere: other projects for every item, other slots too for lecturers and rooms.

    Boards and venues look alike within one meeting, so they are never compared there.
    """
    if likeness is None:
        return None
    first, second, third, fourth = probes(likeness)
    candidates: list[Row] = await Capture.select(
        Capture.id, Capture.slot_id, Capture.project_id, Capture.item,
        Capture.like_0, Capture.like_1, Capture.like_2, Capture.like_3,
    ).where(
        Capture.like_0.is_in(list(first))
        | Capture.like_1.is_in(list(second))
        | Capture.like_2.is_in(list(third))
        | Capture.like_3.is_in(list(fourth))
    )  # fmt: skip
    near = [
        (bits, other) for other in candidates if _comparable(row, other) and (bits := _bits(likeness, other)) <= NEAR
    ]
    if not near:
        return None
    bits, other = min(near, key=lambda entry: (entry[0], str(entry[1]["id"])))
    return Found("near_equal", {"captureId": str(other["id"]), "bits": bits})


def likeness_columns(likeness: int | None) -> dict[Any, int | None]:
    """The four indexed bands of a hash."""
    columns = (Capture.like_0, Capture.like_1, Capture.like_2, Capture.like_3)
    values: tuple[int | None, ...] = bands(likeness) if likeness is not None else (None,) * len(columns)
    return dict(zip(columns, values, strict=True))


def _comparable(row: Row, other: Row) -> bool:
    if other["id"] == row["id"]:
        return False
    if other["project_id"] != row["project_id"]:
        return True
    return row["item"] in COMPARED_WITHIN_PROJECT and other["slot_id"] != row["slot_id"]


def _bits(likeness: int, other: Row) -> int:
    return distance(likeness, joined((other["like_0"], other["like_1"], other["like_2"], other["like_3"])))
