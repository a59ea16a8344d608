"""The words of a stamped copy, from a capture's row."""

from typing import Any
from zoneinfo import ZoneInfo

from media.point import Point
from media.stamp_facts import StampFacts

ITEM_WORDS = {"venue": "举办地点", "agenda_board": "现场日程背板", "room": "现场照片", "lecturer": "主讲人讲课照片"}
TIME_NOTES = {"in_time": "时间由服务器证明", "offline": "离线拍摄，时间依据手机", "unproven": "时间未证实"}
Row = dict[str, Any]


def stamp_facts(row: Row, zone: ZoneInfo, address: str) -> StampFacts:
    """What is written on the picture: when, on whose word, where, which project and item."""
    return StampFacts(
        taken_at=row["taken_at"],
        zone=zone,
        project=f"{row['project_no']} {row['project_name']}",
        item=ITEM_WORDS[row["item"]],
        capture_id=str(row["id"]),
        point=point_of(row),
        accuracy_m=row["accuracy_m"],
        distance_m=row["distance_m"],
        venue=row["venue"],
        place=row["project_place"],
        address=address,
        time_note=TIME_NOTES[row["verdict"]],
    )


def point_of(row: Row) -> Point | None:
    """Where the phone was, if it said so."""
    return Point(row["lat_e7"], row["lon_e7"]) if row["lat_e7"] is not None else None
