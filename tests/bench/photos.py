"""Any number of different real photos without encoding each: rows of a JPEG between restart marks change places.

Every row of blocks is decodable for itself, so a shuffled file is a whole picture of its own: another digest, another
perceptual hash, the same work for a decoder.
"""

import io
import random
from functools import cache

from PIL import Image, ImageFilter

PIXELS = (2048, 1536)
PHOTO_BYTES = 600_000
FILM_GRAIN = 0.075
SCENES = 6
_SOS, _RST0, _MARKS = b"\xff\xda", 0xD0, 8
_EOI = b"\xff\xd9"


def photo(seed: int) -> bytes:
    """A JPEG of 2048 × 1536 and about 600 KB; the same seed gives the same bytes."""
    head, rows = _scene(seed % SCENES)
    order = list(rows)
    random.Random(seed).shuffle(order)
    marked = [row + b"\xff" + bytes([_RST0 + place % _MARKS]) for place, row in enumerate(order)]
    marked[-1] = order[-1]
    return b"".join((head, *marked, _EOI))


def film_of(frames: int) -> bytes:
    """Motion JPEG for a fake camera; frames that a phone encodes to about 350 KB."""
    out = io.BytesIO()
    for number in range(frames):
        _picture(number, grain=FILM_GRAIN).save(out, "JPEG", quality=92)
    return out.getvalue()


@cache
def _scene(number: int) -> tuple[bytes, tuple[bytes, ...]]:
    """Everything up to the compressed data, and the compressed rows."""
    raw = _encoded(number)
    start = raw.index(_SOS) + 2
    start += int.from_bytes(raw[start : start + 2])
    body, place = raw[start : -len(_EOI)], 0
    rows: list[bytes] = []
    while True:
        mark = body.find(b"\xff" + bytes([_RST0 + len(rows) % _MARKS]), place)
        if mark < 0:
            return raw[:start], (*rows, body[place:])
        rows.append(body[place:mark])
        place = mark + 2


def _encoded(number: int) -> bytes:
    """A scene at the quality that comes nearest to the wanted size."""
    picture = _picture(number, grain=0.35)
    low, high, best = 30, 95, b""
    while low <= high:
        quality = (low + high) // 2
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, restart_marker_rows=1)
        raw = out.getvalue()
        if abs(len(raw) - PHOTO_BYTES) < abs(len(best) - PHOTO_BYTES):
            best = raw
        low, high = (quality + 1, high) if len(raw) < PHOTO_BYTES else (low, quality - 1)
    return best


def _picture(number: int, *, grain: float) -> Image.Image:
    """Patches of colour under some grain (0 to 1)."""
    chance = random.Random(number)
    patches = Image.frombytes("RGB", (16, 12), chance.randbytes(16 * 12 * 3)).resize(PIXELS, Image.Resampling.BICUBIC)
    noise = Image.effect_noise(PIXELS, 60).filter(ImageFilter.BoxBlur(1)).convert("RGB")
    return Image.blend(patches, noise, grain)
