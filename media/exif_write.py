"""The facts of a capture as Exif, put into a JPEG without touching its pixels."""

import io
import re
from typing import Any

import piexif

from media.jpeg import EOI, SOI
from media.point import E7
from media.stamp_facts import StampFacts

_UUID_HEX = re.compile(r"[0-9a-f]{32}")


def with_exif(jpeg: bytes, facts: StampFacts) -> bytes:
    """The same JPEG, made by this package, with time, offset, place and capture id as Exif."""
    assert jpeg.startswith(SOI)
    assert jpeg.endswith(EOI)
    out = io.BytesIO()
    piexif.insert(piexif.dump(exif_of(facts)), jpeg, out)
    return out.getvalue()


def exif_of(facts: StampFacts) -> dict[str, dict[int, Any]]:
    """The blocks as piexif takes them."""
    local = facts.local
    offset = f"{local:%z}"
    exif: dict[int, Any] = {
        piexif.ExifIFD.DateTimeOriginal: f"{local:%Y:%m:%d %H:%M:%S}",
        piexif.ExifIFD.OffsetTimeOriginal: f"{offset[:3]}:{offset[3:5]}",
        piexif.ExifIFD.SubSecTimeOriginal: f"{facts.taken_at % 1000:03d}",
    }
    number = facts.capture_id.replace("-", "").lower()
    if _UUID_HEX.fullmatch(number):
        exif[piexif.ExifIFD.ImageUniqueID] = number
    main: dict[int, Any] = {piexif.ImageIFD.Orientation: 1, piexif.ImageIFD.Software: "Halfday"}
    return {"0th": main, "Exif": exif, "GPS": _gps(facts)}


def _gps(facts: StampFacts) -> dict[int, Any]:
    if facts.point is None:
        return {}
    gps: dict[int, Any] = {
        piexif.GPSIFD.GPSVersionID: (2, 3, 0, 0),
        piexif.GPSIFD.GPSLatitudeRef: "N" if facts.point.lat_e7 >= 0 else "S",
        piexif.GPSIFD.GPSLatitude: _sexagesimal(facts.point.lat_e7),
        piexif.GPSIFD.GPSLongitudeRef: "E" if facts.point.lon_e7 >= 0 else "W",
        piexif.GPSIFD.GPSLongitude: _sexagesimal(facts.point.lon_e7),
        piexif.GPSIFD.GPSMapDatum: "WGS-84",
    }
    if facts.accuracy_m is not None:
        gps[piexif.GPSIFD.GPSHPositioningError] = (facts.accuracy_m, 1)
    return gps


def _sexagesimal(degrees_e7: int) -> tuple[tuple[int, int], ...]:
    """Degrees, minutes, seconds as fractions, without rounding."""
    degrees, rest = divmod(abs(degrees_e7), E7)
    minutes, rest = divmod(rest * 60, E7)
    return (degrees, 1), (minutes, 1), (rest * 60, E7)
