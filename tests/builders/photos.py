"""Photos for tests: honest, damaged and hostile ones. The same arguments give the same bytes."""

import io
import random
import struct
from typing import Any

import piexif
from PIL import Image, ImageDraw, ImageFilter

EXIF_TIME = "2026:11:21 10:52:07"
BEIJING = ((39, 58, 52.0332), (116, 21, 19.3320))
"""Latitude and longitude of a hospital in Beijing: degrees, minutes, seconds."""


def scene(seed: int = 0, width: int = 640, height: int = 480, *, noise: int = 12) -> Image.Image:
    """A picture with large and small shapes over a gradient; `noise` is its grain in grey levels."""
    chance = random.Random(seed)
    image = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270))).resize((width, height)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(24):
        across, down = chance.randrange(width), chance.randrange(height)
        reach = chance.randint(4, max(5, min(width, height) // 3))
        box = (across - reach, down - reach // 2, across + reach, down + reach)
        colour = (chance.randrange(256), chance.randrange(256), chance.randrange(256))
        (draw.ellipse if chance.random() < 0.5 else draw.rectangle)(box, fill=colour)
    image = image.filter(ImageFilter.GaussianBlur(max(1, width // 400)))
    return _grainy(image, chance, noise) if noise else image


def jpeg(image: Image.Image, **options: object) -> bytes:
    """The picture as a JPEG; options are Pillow's."""
    out = io.BytesIO()
    image.save(out, str(options.pop("format", "JPEG")), **({"quality": 85} | options))
    return out.getvalue()


def photo(seed: int = 0, width: int = 640, height: int = 480, *, noise: int = 12, **options: object) -> bytes:
    """A JPEG of a scene."""
    return jpeg(scene(seed, width, height, noise=noise), **options)


def exif_block(
    *,
    taken: str | None = EXIF_TIME,
    offset: str | None = "+08:00",
    place: tuple[tuple[float, float, float], tuple[float, float, float]] | None = BEIJING,
    sides: tuple[str, str] = ("N", "E"),
    orientation: int = 1,
) -> bytes:
    """An Exif block as a phone writes it, with its six-byte head."""
    exif: dict[int, Any] = {}
    if taken is not None:
        exif[piexif.ExifIFD.DateTimeOriginal] = taken
    if offset is not None:
        exif[piexif.ExifIFD.OffsetTimeOriginal] = offset
    gps: dict[int, Any] = {}
    if place is not None:
        gps[piexif.GPSIFD.GPSLatitude], gps[piexif.GPSIFD.GPSLongitude] = map(_fractions, place)
        gps[piexif.GPSIFD.GPSLatitudeRef], gps[piexif.GPSIFD.GPSLongitudeRef] = sides
    block: bytes = piexif.dump({"0th": {piexif.ImageIFD.Orientation: orientation}, "Exif": exif, "GPS": gps})
    return block


def with_exif(data: bytes, block: bytes) -> bytes:
    """The JPEG with this Exif block, whatever it holds, right after its start."""
    return data[:2] + segment(0xE1, block) + data[2:]


def segment(marker: int, content: bytes) -> bytes:
    """A JPEG segment."""
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def truncated(data: bytes, share: float) -> bytes:
    """The first part of a file."""
    return data[: int(len(data) * share)]


def claiming(data: bytes, width: int, height: int) -> bytes:
    """A small file whose header claims another size: the dimension bomb."""
    place = next(at for at in range(len(data)) if data[at] == 0xFF and data[at + 1] in (0xC0, 0xC2))
    return data[: place + 5] + struct.pack(">HH", height, width) + data[place + 9 :]


def scan_bomb(width: int = 64, height: int = 64, copies: int = 500) -> bytes:
    """A progressive file whose last scan is repeated; every copy costs a decoder a pass over the whole picture."""
    data = jpeg(scene(1, width, height), progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * copies + data[-2:]


def with_zip(data: bytes) -> bytes:
    """A picture that is a zip as well."""
    return data + b"PK\x05\x06" + bytes(18)


def with_html(data: bytes) -> bytes:
    """A picture that a careless browser might run."""
    return data + b"<html><script>alert(1)</script></html>"


def multi_picture(count: int = 2) -> bytes:
    """An MPO: several whole pictures behind one index, as stereo cameras and phones with gain maps write."""
    first, *others = (scene(number, 320, 240) for number in range(count))
    return jpeg(first, format="MPO", save_all=True, append_images=others)


def animated_gif() -> bytes:
    """Two frames; no JPEG at all, whatever its name says."""
    out = io.BytesIO()
    scene(1, 64, 64).save(out, "GIF", save_all=True, append_images=[scene(2, 64, 64)])
    return out.getvalue()


def png() -> bytes:
    """A PNG, whatever its name says."""
    out = io.BytesIO()
    scene(1, 64, 64).save(out, "PNG")
    return out.getvalue()


def _grainy(image: Image.Image, chance: random.Random, noise: int) -> Image.Image:
    grain = Image.frombytes("L", image.size, chance.randbytes(image.width * image.height)).convert("RGB")
    return Image.blend(image, grain, noise / 128)


def _fractions(parts: tuple[float, float, float]) -> tuple[tuple[int, int], ...]:
    degrees, minutes, seconds = parts
    return (int(degrees), 1), (int(minutes), 1), (round(seconds * 10_000), 10_000)
