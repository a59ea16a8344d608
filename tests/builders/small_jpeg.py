"""Small real photos, each different from every other one."""

import io
import random

from PIL import Image


def small_jpeg(seed: int, size: tuple[int, int] = (96, 72)) -> bytes:
    """A JPEG of coloured patches; the same seed gives the same bytes."""
    chance = random.Random(seed)
    patches = Image.frombytes("RGB", (8, 6), chance.randbytes(8 * 6 * 3))
    raw = io.BytesIO()
    patches.resize(size, Image.Resampling.BICUBIC).save(raw, "JPEG", quality=80)
    return raw.getvalue()
