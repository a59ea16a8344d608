"""A look at an Exif block before a reader gets it.

An entry may claim four billion values, or thousands of entries may share the same bytes; piexif believes both and
would fill the memory. In an honest block all values together are no larger than the block.
"""

import struct

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_ENTRY = 12
_POINTERS = frozenset({0x8769, 0x8825, 0xA005})
"""To the directories of Exif, GPS and interoperability."""
_MAX_DIRECTORIES = 8
_Entry = tuple[int, int, int, bytes]


def plausible(tiff: bytes) -> bool:
    """Whether a TIFF block's directories can be what they claim to be."""
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None:
        return False
    try:
        return _claimed(tiff, order) <= len(tiff)
    except struct.error:
        return False


def _claimed(tiff: bytes, order: str) -> int:
    """Bytes that the values of all reachable directories claim; more than the block if there are too many."""
    main = struct.unpack_from(f"{order}L", tiff, 4)[0]
    waiting, total, seen = [main], 0, 0
    while waiting and seen < _MAX_DIRECTORIES:
        seen += 1
        place = waiting.pop()
        entries = _entries(tiff, order, place)
        total += sum(_SIZES.get(kind, 1) * count for _, kind, count, _ in entries)
        waiting += [struct.unpack(f"{order}L", value)[0] for tag, _, _, value in entries if tag in _POINTERS]
        if place == main:
            # Only the main directory is followed by another, that of the preview.
            preview = struct.unpack_from(f"{order}L", tiff, place + 2 + _ENTRY * len(entries))[0]
            waiting += [preview] if preview else []
    return len(tiff) + 1 if waiting else total


def _entries(tiff: bytes, order: str, place: int) -> list[_Entry]:
    (count,) = struct.unpack_from(f"{order}H", tiff, place)
    start = place + 2
    return [struct.unpack_from(f"{order}HHL4s", tiff, start + _ENTRY * number) for number in range(count)]
