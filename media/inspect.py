"""What an uploaded photo really is. The machine states facts; findings and refusals are made of them elsewhere."""

from dataclasses import dataclass

from media.exif import ExifError, ExifFacts, read_exif
from media.jpeg import Structure, looks_like_jpeg, read_structure
from media.likeness import perceptual_hash
from media.pixels import decode, upright
from media.refusals import NotAPicture, PictureCode
from media.thumb import LONG_EDGE, thumbnail_of

__all__ = ["ExifFacts", "Inspection", "inspect", "inspect_with_thumbnail", "looks_like_jpeg"]

_MODES = {1: "L", 3: "RGB", 4: "CMYK"}


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found. `code` is None for a picture that decodes to its end; then `ok`.

    Width, height and mode (L, RGB, CMYK) are the file's, before turning; None if its structure says no.
    `frames` is more than one for multi-picture files, of which only the first is ever shown. `trailing_bytes` is what
    follows the picture or pictures. `perceptual_hash` is of the picture turned upright; None if it is too flat.
    """

    code: PictureCode | None = None
    width: int | None = None
    height: int | None = None
    mode: str | None = None
    exif: ExifFacts | None = None
    exif_error: ExifError | None = None
    trailing_bytes: int = 0
    perceptual_hash: int | None = None
    frames: int = 0

    @property
    def ok(self) -> bool:
        """Whether it can be shown."""
        return self.code is None


def inspect(data: bytes) -> Inspection:
    """Look at a whole file. Never raises on content.

    One pass over all compressed data, scaled while decoding to at least the thumbnail's size, which is far more than
    the hash looks at.
    """
    return _inspect(data, with_thumbnail=False)[0]


def inspect_with_thumbnail(data: bytes) -> tuple[Inspection, bytes | None]:
    """The same and, if it can be shown, the thumbnail that `thumbnail` would make: one decoding instead of two."""
    return _inspect(data, with_thumbnail=True)


def _inspect(data: bytes, *, with_thumbnail: bool) -> tuple[Inspection, bytes | None]:
    try:
        structure = read_structure(data)
    except NotAPicture as refusal:
        return Inspection(code=refusal.code), None
    exif, exif_error = read_exif(structure.exif)
    code: PictureCode | None = None
    likeness = small = None
    try:
        image = upright(decode(data, structure, long_edge=LONG_EDGE), exif.orientation if exif else 1)
        likeness = perceptual_hash(image)
        small = thumbnail_of(image) if with_thumbnail else None
    except NotAPicture as refusal:
        code = refusal.code
    return _inspection(structure, code, exif, exif_error, likeness), small


def _inspection(
    structure: Structure,
    code: PictureCode | None,
    exif: ExifFacts | None,
    exif_error: ExifError | None,
    likeness: int | None,
) -> Inspection:
    return Inspection(
        code=code,
        width=structure.frame.width,
        height=structure.frame.height,
        mode=_MODES.get(structure.frame.components),
        exif=exif,
        exif_error=exif_error,
        trailing_bytes=structure.trailing_bytes,
        perceptual_hash=likeness,
        frames=structure.pictures,
    )
