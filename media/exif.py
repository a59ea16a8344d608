"""When and where a camera says a photo was taken. Its word, nothing more; and only of checked JPEG files."""

import re
import struct
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from fractions import Fraction
from typing import Any, Literal

import piexif

from media.exif_guard import plausible
from media.jpeg import EXIF
from media.point import Point, of_degrees

ExifError = Literal["exif_unreadable", "exif_bad_time", "exif_bad_position"]

_BROKEN = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, struct.error)
"""What piexif and the arithmetic raise on values that are not what the format says."""
_UNSET = re.compile(r"[0: ]*")
_MAX_OFFSET = 14 * 60
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class ExifFacts:
    """What the file's Exif block tells.

    `taken_local` is the camera's wall clock, `YYYY-MM-DDTHH:MM:SS`, with `taken_ms` milliseconds; `offset_minutes` east
    of UTC if the camera knew. `orientation` is 1 to 8, as TIFF counts.
    """

    taken_local: str | None = None
    taken_ms: int = 0
    offset_minutes: int | None = None
    point: Point | None = None
    orientation: int = 1

    def taken_at(self, zone: tzinfo) -> int | None:
        """The instant, with `zone` standing in for an offset the camera did not write."""
        if self.taken_local is None:
            return None
        offset = self.offset_minutes
        where = zone if offset is None else timezone(timedelta(minutes=offset))
        return round(datetime.fromisoformat(self.taken_local).replace(tzinfo=where).timestamp()) * 1000 + self.taken_ms


def read_exif(block: bytes | None) -> tuple[ExifFacts | None, ExifError | None]:
    """The facts of an Exif block with its six-byte head, and what was first found wrong with it.

    None and None without a block. A wrong time does not hide a good position, nor the other way round.
    """
    if block is None:
        return None, None
    try:
        loaded = piexif.load(block) if block.startswith(EXIF) and plausible(block[len(EXIF) :]) else None
    except _BROKEN:
        loaded = None
    if loaded is None:
        return None, "exif_unreadable"
    return _facts(loaded["0th"], loaded["Exif"], loaded["GPS"])


def _facts(main: dict[int, Any], exif: dict[int, Any], gps: dict[int, Any]) -> tuple[ExifFacts, ExifError | None]:
    error: ExifError | None = None
    point = local = offset = None
    millis = 0
    try:
        point = _position(gps)
    except _BROKEN:
        error = "exif_bad_position"
    try:
        local, millis, offset = _time(exif)
    except _BROKEN:
        error = "exif_bad_time"
    facts = ExifFacts(local, millis, offset, point, _orientation(main))
    return facts, error


def _orientation(main: dict[int, Any]) -> int:
    value = main.get(piexif.ImageIFD.Orientation, 1)
    return value if value in range(1, 9) else 1


def _time(exif: dict[int, Any]) -> tuple[str | None, int, int | None]:
    text = _text(exif.get(piexif.ExifIFD.DateTimeOriginal, b""))
    if _UNSET.fullmatch(text):
        return None, 0, None
    taken = datetime.strptime(text, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - a wall clock; its zone is another field
    fraction = _text(exif.get(piexif.ExifIFD.SubSecTimeOriginal, b""))
    millis = int(f"{fraction:0<3.3}") if fraction.isdigit() else 0
    return taken.isoformat(), millis, _offset(_text(exif.get(piexif.ExifIFD.OffsetTimeOriginal, b"")))


def _offset(text: str) -> int | None:
    if not text.strip(": "):
        return None
    found = _OFFSET.fullmatch(text)
    if found is None:
        raise ValueError(text)
    minutes = int(found[2]) * 60 + int(found[3])
    if minutes > _MAX_OFFSET:
        raise ValueError(text)
    return -minutes if found[1] == "-" else minutes


def _position(gps: dict[int, Any]) -> Point | None:
    names = (
        piexif.GPSIFD.GPSLatitude,
        piexif.GPSIFD.GPSLatitudeRef,
        piexif.GPSIFD.GPSLongitude,
        piexif.GPSIFD.GPSLongitudeRef,
    )
    if not any(name in gps for name in names):
        return None
    lat, north, lon, east = (gps[name] for name in names)
    return of_degrees(
        _degrees(lat) * {"N": 1, "S": -1}[_text(north)],
        _degrees(lon) * {"E": 1, "W": -1}[_text(east)],
    )


def _degrees(parts: tuple[tuple[int, int], ...]) -> float:
    degrees, minutes, seconds = (Fraction(*part) for part in parts)
    return float(degrees + minutes / 60 + seconds / 3600)


def _text(value: bytes) -> str:
    return value.rstrip(b"\x00 ").decode("ascii")
