"""Rescue zips as phones make them (pwa/src/queue/rescue.ts): `manifests/<id>.json`, `signatures/<id>.txt`,
`photos/<id>.jpg`.

Nothing is unpacked to a path of the sender's choosing, and nothing is believed that the archive says of itself: names
only tell which bytes are meant to be what, sizes are counted as the bytes come out. A zip that was packed again by
somebody, in a folder or compressed, is read all the same; of one that was cut off, whatever came whole.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Literal
from uuid import UUID

import msgspec

from backend.supervision.capture.manifest import MAX_MANIFEST
from backend.supervision.onsite.schemas import LecturerFactSent

MOST_PHOTOS = 2_000
MOST_ENTRIES = 3 * MOST_PHOTOS + 100
LARGEST_DIRECTORY = 4_000_000
MAX_SIGNATURE = 100
LARGEST_INDEX = 4_000_000
CHUNK = 262_144

_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_END64_MARK = b"PK\x06\x07"
_END64_BYTES = 20
_LONGEST_COMMENT = 65_535
_LOCAL = struct.Struct("<4s5H3L2H")
_LOCAL_MARK = b"PK\x03\x04"
_ENCRYPTED, _SIZES_LATER = 0x1, 0x8
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)

Part = Literal["manifests", "signatures", "photos"]
_ENDINGS: dict[str, Part] = {"json": "manifests", "txt": "signatures", "jpg": "photos"}
_INDEX = re.compile(r"(?:[^/\\]+/){0,3}index\.json", re.IGNORECASE)
_NAME = re.compile(
    r"(?:[^/\\]+/){0,3}(manifests|signatures|photos)/"
    r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(json|txt|jpg)",
    re.IGNORECASE,
)


class BadRescue(Exception):
    """A file nothing can be taken from; `code` is the refusal's."""

    def __init__(self, code: Literal["not_a_rescue_zip", "rescue_too_large"]) -> None:
        super().__init__(code)
        self.code = code


class DamagedEntry(Exception):
    """Bytes that do not come out of the archive whole."""


class Spot(msgspec.Struct, frozen=True):
    """Where an entry's bytes lie; `stored` entries of an archive without a directory are read by place and sum."""

    entry: zipfile.ZipInfo
    at: int | None = None


class RescuedPhoto(msgspec.Struct):
    """The parts of one photo; `twice`: the archive holds a part more than once, so none of it can be trusted."""

    id: UUID
    parts: dict[Part, Spot] = {}
    twice: bool = False


class _Index(msgspec.Struct):
    """What is read of `index.json`; the rest repeats what stands in the other files."""

    lecturers: list[LecturerFactSent] = []


class RescueZip:
    """An opened rescue zip. Used by one thread at a time; reads never hold more than a chunk of a photo."""

    def __init__(self, file: BinaryIO) -> None:
        """
        Raises:
            BadRescue: no archive, one of something else, or far more than a phone ever holds.
        """
        self._file = file
        self._archive: zipfile.ZipFile | None = None
        self.cut_off = not _has_end(file)
        spots = list(_found_by_scan(file)) if self.cut_off else self._listed()
        self.photos = _grouped(spots)
        self._index = next((spot for spot in spots if _INDEX.fullmatch(spot.entry.filename)), None)
        if not self.photos:
            raise BadRescue("not_a_rescue_zip")
        if len(self.photos) > MOST_PHOTOS:
            raise BadRescue("rescue_too_large")

    def small(self, photo: RescuedPhoto, part: Part) -> bytes:
        """A whole manifest or signature.

        Raises:
            DamagedEntry: missing, damaged, or larger than either ever is.
        """
        limit = MAX_MANIFEST if part == "manifests" else MAX_SIGNATURE
        return b"".join(self.chunks(photo, part, limit))

    def added_rows(self) -> list[LecturerFactSent]:
        """Lecturer rows the phone had added; nothing signs them, so a row counts only if a signed manifest names it."""
        try:
            index = msgspec.json.decode(b"".join(self._checked(self._index, LARGEST_INDEX)), type=_Index)
        except (DamagedEntry, msgspec.MsgspecError, UnicodeDecodeError):
            return []
        return [fact for fact in index.lecturers if fact.kind == "add" and fact.name.strip()]

    def chunks(self, photo: RescuedPhoto, part: Part, limit: int) -> Iterator[bytes]:
        """The bytes of a part, a chunk at a time.

        Raises:
            DamagedEntry: missing, damaged, or more than `limit` bytes.
        """
        return self._checked(photo.parts.get(part), limit)

    def _checked(self, spot: Spot | None, limit: int) -> Iterator[bytes]:
        if spot is None:
            raise DamagedEntry
        size = 0
        try:
            for chunk in self._raw(spot):
                size += len(chunk)
                if size > limit:
                    raise DamagedEntry
                yield chunk
        except _BROKEN as error:
            raise DamagedEntry from error

    def _raw(self, spot: Spot) -> Iterator[bytes]:
        if self._archive is not None:
            with self._archive.open(spot.entry) as stream:
                while chunk := stream.read(CHUNK):
                    yield chunk
            return
        assert spot.at is not None
        self._file.seek(spot.at)
        left, crc = spot.entry.file_size, 0
        while left:
            chunk = self._file.read(min(CHUNK, left))
            if not chunk:
                raise DamagedEntry
            left -= len(chunk)
            crc = zlib.crc32(chunk, crc)
            yield chunk
        if crc != spot.entry.CRC:
            raise DamagedEntry

    def _listed(self) -> list[Spot]:
        try:
            self._archive = zipfile.ZipFile(self._file)
        except _BROKEN as error:
            raise BadRescue("not_a_rescue_zip") from error
        return [Spot(entry) for entry in self._archive.infolist() if _readable(entry)]


def _readable(entry: zipfile.ZipInfo) -> bool:
    plain = entry.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    return plain and not entry.flag_bits & _ENCRYPTED


def _grouped(spots: list[Spot]) -> list[RescuedPhoto]:
    """By photo, in the order of the archive, which is the order of taking."""
    photos: dict[UUID, RescuedPhoto] = {}
    for spot in spots:
        match = _NAME.fullmatch(spot.entry.filename)
        if match is None or _ENDINGS[match[3].lower()] != match[1].lower():
            continue
        photo = photos.setdefault(UUID(match[2]), RescuedPhoto(UUID(match[2])))
        part = _ENDINGS[match[3].lower()]
        photo.twice |= part in photo.parts
        photo.parts[part] = spot
    return list(photos.values())


def _has_end(file: BinaryIO) -> bool:
    """Whether the directory at the end is there, and small enough to be read whole.

    Raises:
        BadRescue: `rescue_too_large`.
    """
    size = file.seek(0, 2)
    tail_at = max(0, size - _LONGEST_COMMENT - _END.size - _END64_BYTES)
    file.seek(tail_at)
    tail = file.read()
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END.size:
        return False
    _, _, _, _, entries, directory, _, _ = _END.unpack_from(tail, at)
    large = tail[max(0, at - _END64_BYTES) : at].startswith(_END64_MARK)
    if large or entries > MOST_ENTRIES or directory > LARGEST_DIRECTORY:
        raise BadRescue("rescue_too_large")
    return True


def _found_by_scan(file: BinaryIO) -> Iterator[Spot]:
    """Entries of an archive that was cut off, from their own headers, as far as they go."""
    at, end = 0, file.seek(0, 2)
    for _ in range(MOST_ENTRIES):
        file.seek(at)
        head = file.read(_LOCAL.size)
        if len(head) < _LOCAL.size or not head.startswith(_LOCAL_MARK):
            return
        _, _, flags, method, _, _, crc, packed, size, name_length, extra_length = _LOCAL.unpack(head)
        name = file.read(name_length).decode("utf-8", errors="replace")
        at += _LOCAL.size + name_length + extra_length
        if flags & (_ENCRYPTED | _SIZES_LATER) or method != zipfile.ZIP_STORED or packed != size:
            return
        if at + size <= end:
            entry = zipfile.ZipInfo(name.replace("\0", "") or "?")
            entry.CRC, entry.file_size = crc, size
            yield Spot(entry, at)
        at += size
