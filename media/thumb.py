"""The small version of a photo, for walls and lists."""

from PIL import Image

from media.exif import read_exif
from media.jpeg import read_structure
from media.pixels import decode, encode, upright

LONG_EDGE = 480
QUALITY = 78


def thumbnail(data: bytes) -> bytes:
    """A JPEG of at most 480 pixels on its long edge, upright, without metadata. Small pictures keep their size.

    Raises:
        NotAPicture
    """
    structure = read_structure(data)
    exif, _ = read_exif(structure.exif)
    image = decode(data, structure, long_edge=LONG_EDGE)
    return thumbnail_of(upright(image, exif.orientation if exif else 1))


def thumbnail_of(image: Image.Image) -> bytes:
    """The same of a picture already decoded to at least that size, and turned."""
    longest = max(image.size)
    if longest > LONG_EDGE:
        width, height = (max(1, round(edge * LONG_EDGE / longest)) for edge in image.size)
        image = image.resize((width, height), Image.Resampling.BILINEAR)
    return encode(image, QUALITY)
