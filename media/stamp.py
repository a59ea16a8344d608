"""Derived copies: made from an original, never in its place."""

from media.band import draw_band
from media.exif import read_exif
from media.exif_write import with_exif
from media.jpeg import read_structure
from media.pixels import decode, encode, in_rgb, upright
from media.stamp_facts import StampFacts
from media.thumb import thumbnail

__all__ = ["StampFacts", "stamped", "thumbnail"]

LONG_EDGE = 2560
"""Larger pictures are halved while decoding as long as this much remains: a copy is for screens and paper."""
QUALITY = 88


def stamped(data: bytes, facts: StampFacts) -> bytes:
    """An upright JPEG with the facts in a visible band and as Exif.

    Raises:
        NotAPicture: the original can't be decoded.
    """
    structure = read_structure(data)
    exif, _ = read_exif(structure.exif)
    image = decode(data, structure, long_edge=LONG_EDGE)
    image = upright(image, exif.orientation if exif else 1)
    return with_exif(encode(draw_band(in_rgb(image), facts), QUALITY), facts)
