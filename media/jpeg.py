"""The structure of a JPEG, read marker by marker: what it holds, where the picture ends, what comes after it.

Nothing is decoded here. The scan is linear in the file's size and bounded in what it keeps, and from it `lean` rebuilds
the file with only what a decoder needs, so that no decoder ever parses metadata, previews or trailing data of a
stranger's file.
"""

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

from media.refusals import NotAPicture

MAX_PIXELS = 50_000_000
MAX_SEGMENTS = 2_000
MAX_SCANNED_PIXELS = 600_000_000
"""Pixels times scans: twelve scans of the largest picture. A progressive file can ask for thousands."""
MAX_BUFFERED_BYTES = 160_000_000
"""Coefficients a decoder must hold for a file of several scans: 50 million pixels with the usual 4:2:0 colour."""
MAX_PICTURES = 16

SOI = b"\xff\xd8"
EOI = b"\xff\xd9"
EXIF = b"Exif\x00\x00"
_START = SOI + b"\xff"
_ICC = b"ICC_PROFILE\x00"
_MPF = b"MPF\x00"
# A marker is FF and a byte; FF00 is a stuffed byte, FFD0-FFD7 belong to a scan, FFFF is padding.
_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_SOS, _DQT, _DNL, _DRI, _TEM = 0xDA, 0xDB, 0xDC, 0xDD, 0x01
_DHT, _DAC, _JPG = 0xC4, 0xCC, 0xC8
_FRAMES = frozenset(range(0xC0, 0xD0)) - {_DHT, _DAC, _JPG}
_CONTENT = re.compile(rb"[^\x00]")
_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
_NEEDED = _FRAMES | {_DHT, _DAC, _SOS, _DQT, _DNL, _DRI, _APP0, _APP14}


@dataclass(frozen=True, slots=True)
class Segment:
    """A marker with its content; a scan includes its compressed data. `data[start:end]` begins with the marker."""

    marker: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The picture's own header: its size in pixels, its colour components, and the samples of all of them together."""

    width: int
    height: int
    components: int
    progressive: bool
    samples: int

    @property
    def pixels(self) -> int:
        return self.width * self.height


@dataclass(frozen=True, slots=True)
class Structure:
    """What a JPEG file holds.

    `closed` tells whether the first picture's end is marked. `exif` is the first Exif block with its six-byte head.
    `pictures` counts the first picture and, if a multi-picture index is there, those that follow it; `trailing_bytes`
    is everything after the last of them.
    """

    frame: Frame
    segments: tuple[Segment, ...]
    closed: bool
    exif: bytes | None
    pictures: int
    trailing_bytes: int


def looks_like_jpeg(head: bytes) -> bool:
    """Whether bytes begin as a JPEG does; three are enough. Says nothing about the rest."""
    return head.startswith(_START)


def read_structure(data: bytes) -> Structure:
    """The structure of a JPEG file.

    Raises:
        NotAPicture: `empty`, `not_jpeg`, `undecodable`, `too_many_pixels`, `too_complex`.
    """
    if not data:
        raise NotAPicture("empty")
    if not looks_like_jpeg(data):
        raise NotAPicture("not_jpeg")
    segments, end, closed = _walk(data, 0)
    frame = _frame(data, segments)
    _refuse_excess(frame, sum(one.marker == _SOS for one in segments))
    pictures, last = _following(data, end) if _has(data, segments, _APP2, _MPF) else (0, end)
    return Structure(
        frame=frame,
        segments=tuple(segments),
        closed=closed,
        exif=_exif(data, segments),
        pictures=1 + pictures,
        trailing_bytes=len(data) - last,
    )


def lean(data: bytes, structure: Structure) -> bytes:
    """The first picture alone, with nothing but what its pixels and colours need.

    An end that is missing stays missing: the decoder shall notice a file that was cut. What has nothing to leave out
    is not copied.
    """
    kept = [
        one
        for one in structure.segments
        if one.marker in _NEEDED or (one.marker == _APP2 and data.startswith(_ICC, one.start + 4))
    ]
    end = EOI if structure.closed else b""
    if len(SOI) + sum(one.end - one.start for one in kept) + len(end) == len(data):
        return data
    return b"".join((SOI, *(data[one.start : one.end] for one in kept), end))


def _walk(data: bytes, start: int) -> tuple[list[Segment], int, bool]:
    """The segments of the picture that begins at `start`, where it ends, and whether its end is marked.

    Bytes between segments that belong to none are passed over, as decoders do.
    """
    segments: list[Segment] = []
    position = start + len(SOI)
    while found := _MARKER.search(data, position):
        position = found.start()
        if data[position + 1] == EOI[1]:
            return segments, position + len(EOI), True
        if len(segments) == MAX_SEGMENTS:
            raise NotAPicture("too_complex")
        segments.append(Segment(data[position + 1], position, _end_of(data, position)))
        position = segments[-1].end
    return segments, len(data), False


def _end_of(data: bytes, position: int) -> int:
    marker = data[position + 1]
    if marker == _TEM:
        return position + 2
    length = int.from_bytes(data[position + 2 : position + 4])
    end = position + 2 + length
    if marker == SOI[1] or length < 2 or end > len(data):  # noqa: PLR2004 - a length counts its own two bytes
        raise NotAPicture("undecodable")
    if marker != _SOS:
        return end
    following = _MARKER.search(data, end)
    return following.start() if following else len(data)


def _frame(data: bytes, segments: Sequence[Segment]) -> Frame:
    frames = [one for one in segments if one.marker in _FRAMES]
    if len(frames) != 1:
        raise NotAPicture("undecodable")
    content = data[frames[0].start + 4 : frames[0].end]
    try:
        _, height, width, components = struct.unpack_from(">BHHB", content)
        across = [content[7 + 3 * index] >> 4 for index in range(components)]
        down = [content[7 + 3 * index] & 15 for index in range(components)]
    except (struct.error, IndexError):
        raise NotAPicture("undecodable") from None
    if not (width and height and components and all(across) and all(down)):
        raise NotAPicture("undecodable")
    samples = width * height * sum(map(mul, across, down)) // (max(across) * max(down))
    return Frame(width, height, components, frames[0].marker in _PROGRESSIVE, samples)


def _refuse_excess(frame: Frame, scans: int) -> None:
    if not scans:
        raise NotAPicture("undecodable")
    if frame.pixels > MAX_PIXELS:
        raise NotAPicture("too_many_pixels")
    buffered = 2 * frame.samples if frame.progressive or scans > 1 else 0
    if frame.pixels * scans > MAX_SCANNED_PIXELS or buffered > MAX_BUFFERED_BYTES:
        raise NotAPicture("too_complex")


def _has(data: bytes, segments: Sequence[Segment], marker: int, head: bytes) -> bool:
    return any(one.marker == marker and data.startswith(head, one.start + 4) for one in segments)


def _exif(data: bytes, segments: Sequence[Segment]) -> bytes | None:
    for one in segments:
        if one.marker == _APP1 and data.startswith(EXIF, one.start + 4):
            return data[one.start + 4 : one.end]
    return None


def _following(data: bytes, end: int) -> tuple[int, int]:
    """How many whole pictures stand right after the first, zero padding aside, and where the last of them ends."""
    count = 0
    while count < MAX_PICTURES:
        start = _skip_padding(data, end)
        if not data.startswith(_START, start):
            break
        try:
            _, last, closed = _walk(data, start)
        except NotAPicture:
            break
        if not closed:
            break
        end = last
        count += 1
    return count, end


def _skip_padding(data: bytes, position: int) -> int:
    found = _CONTENT.search(data, position)
    return found.start() if found else len(data)
