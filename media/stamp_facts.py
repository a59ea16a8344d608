"""What a stamped copy says, and in which words."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from media.point import E7, Point

_KILOMETRE = 1000
_DECIMALS = 5


@dataclass(frozen=True, slots=True)
class StampFacts:
    """The facts of one capture. Texts are drawn as they are; unset ones are left out.

    `taken_at` is an instant in milliseconds, shown in `zone`; `time_note` says on whose word it rests. `distance_m` is
    to the `venue`; `place` is where the meeting was filed to be. Without `point` the stamp says that there was no
    position.
    """

    taken_at: int
    zone: tzinfo
    project: str
    item: str
    capture_id: str
    point: Point | None = None
    accuracy_m: int | None = None
    distance_m: int | None = None
    venue: str = ""
    place: str = ""
    address: str = ""
    time_note: str = ""

    @property
    def local(self) -> datetime:
        """The wall clock at the place."""
        return (datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=self.taken_at)).astimezone(self.zone)


def time_words(facts: StampFacts) -> str:
    """`2026-11-21 10:52:07`."""
    return f"{facts.local:%Y-%m-%d %H:%M:%S}"


def zone_words(facts: StampFacts) -> str:
    """`UTC+08:00`."""
    offset = f"{facts.local:%z}"
    return f"UTC{offset[:3]}:{offset[3:5]}"


def position_words(facts: StampFacts) -> str:
    """`北纬 39.98112°  东经 116.35537°  ±12 m`, or that there is none."""
    if facts.point is None:
        return "未取得定位"
    lat = f"{'北' if facts.point.lat_e7 >= 0 else '南'}纬 {_shown(facts.point.lat_e7)}°"
    lon = f"{'东' if facts.point.lon_e7 >= 0 else '西'}经 {_shown(facts.point.lon_e7)}°"
    accuracy = f"±{length_words(facts.accuracy_m)}" if facts.accuracy_m is not None else ""
    return "  ".join(part for part in (lat, lon, accuracy) if part)


def distance_words(facts: StampFacts) -> str:
    """`距会场 18 m`, `距「报告厅」 18 m`, or nothing."""
    if facts.distance_m is None:
        return ""
    return f"距{f'「{facts.venue}」' if facts.venue else '会场'} {length_words(facts.distance_m)}"


def place_words(facts: StampFacts) -> str:
    """`举办地点 市会议中心三层`, or nothing."""
    return f"举办地点 {facts.place}" if facts.place else ""


def number_words(facts: StampFacts) -> str:
    """The last group of the capture's id: enough to find it, short enough to read out."""
    return f"编号 {facts.capture_id.rsplit('-', 1)[-1]}"


def length_words(metres: int) -> str:
    """`18 m`, `1.2 km`, `35 km`."""
    if metres < _KILOMETRE:
        return f"{metres} m"
    kilometres = metres / _KILOMETRE
    return f"{kilometres:.1f} km" if kilometres < 10 else f"{kilometres:.0f} km"  # noqa: PLR2004


def _shown(degrees_e7: int) -> str:
    return f"{abs(degrees_e7) / E7:.{_DECIMALS}f}"
