"""From checked bytes to pixels, and back to JPEG. The only door to the decoder."""

import io
import struct
import warnings

from PIL import Image, ImageFile

from media.jpeg import MAX_PIXELS, Structure, lean
from media.refusals import NotAPicture

# Sizes are checked before the decoder is asked; these hold if some other code of the process is less careful.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
ImageFile.LOAD_TRUNCATED_IMAGES = False
warnings.simplefilter("error", Image.DecompressionBombWarning)

_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
"""What Pillow raises on a file that is not what it says."""
_SCALES = (8, 4, 2, 1)
_MAX_PROFILE_BYTES = 65_536
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def decode(data: bytes, structure: Structure, *, long_edge: int | None = None) -> Image.Image:
    """The picture's pixels, grey or RGB; scaled down to no less than `long_edge` while decoding, if given.

    The scale is a half, a quarter or an eighth. All compressed data are read whatever the scale, so a cut file is
    noticed at the smallest; what is saved is arithmetic and memory.

    Raises:
        NotAPicture: `undecodable`.
    """
    frame = structure.frame
    scale = _scale(max(frame.width, frame.height), long_edge)
    try:
        image: Image.Image = Image.open(io.BytesIO(lean(data, structure)), formats=("JPEG",))
        image.draft(None, (max(1, frame.width // scale), max(1, frame.height // scale)))
        image.load()
        return image if image.mode == "L" else in_rgb(image)
    except _BROKEN:
        raise NotAPicture("undecodable") from None


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """The picture turned as its Exif orientation (1 to 8) says."""
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def encode(image: Image.Image, quality: int) -> bytes:
    """A JPEG without metadata, except for a colour profile of reasonable size."""
    out = io.BytesIO()
    profile = image.info.get("icc_profile") or b""
    image.save(out, "JPEG", quality=quality, icc_profile=profile if len(profile) <= _MAX_PROFILE_BYTES else b"")
    return out.getvalue()


def _scale(edge: int, wanted: int | None) -> int:
    return next(scale for scale in _SCALES if scale == 1 or (wanted and edge // scale >= wanted))


def in_rgb(image: Image.Image) -> Image.Image:
    """The same picture in RGB; the colour profile of another colour space is dropped."""
    if image.mode == "RGB":
        return image
    converted = image.convert("RGB")
    converted.info.pop("icc_profile", None)
    return converted
