"""A spot without an edge: for light, shade and clouds."""

from functools import lru_cache

from PIL import Image

LEVELS = 256
REACH = 128
"""Where Pillow's radial gradient meets the sides of its square."""


def spot(size: tuple[int, int]) -> Image.Image:
    """White in the middle, black from the inscribed ellipse on."""
    return _small_spot().resize(size, Image.Resampling.BILINEAR)


@lru_cache(maxsize=1)
def _small_spot() -> Image.Image:
    fading = [round(255 * (1 - min(value, REACH) / REACH) ** 1.4) for value in range(LEVELS)]
    return Image.radial_gradient("L").point(fading).reduce(4)
