"""What a phone's camera adds: light that falls off, grain, exposure; then a JPEG."""

import io
from dataclasses import dataclass, field
from functools import lru_cache

from PIL import Image, ImageChops

from backend.demo.scenes.camera import HEIGHT, WIDTH, Flat
from backend.demo.scenes.canvas import PHOTO
from backend.demo.scenes.chance import Chance
from backend.demo.scenes.colour import WHITE, Colour
from backend.demo.scenes.soft import spot

QUALITY = 82
COARSE = 20
"""Light changes slowly: it is computed on one pixel of the frame's four hundred."""
MARGIN = 64
LEVELS = 256
GRAIN = 0.055
"""How much of each pixel is grain."""


@dataclass
class Light:
    """How bright each part of the photo is: white leaves it as drawn, black takes everything."""

    ambient: Colour = WHITE
    pools: list[tuple[Flat, float, float, Colour]] = field(default_factory=list)

    def pool(self, middle: Flat, across: float, down: float, colour: Colour) -> None:
        """Light or shade around a point, fading out towards the half axes, in pixels of the frame."""
        self.pools.append((middle, across, down, colour))

    def image(self) -> Image.Image:
        """The light on the whole photo, darker towards the corners."""
        small = Image.new("RGB", (WIDTH // COARSE, HEIGHT // COARSE), self.ambient)
        for (x, y), across, down, colour in self.pools:
            size = (max(1, round(2 * across / COARSE)), max(1, round(2 * down / COARSE)))
            small.paste(colour, (round((x - across) / COARSE), round((y - down) / COARSE)), spot(size))
        small = ImageChops.multiply(small, _vignette())
        half = small.resize((PHOTO[0] // 2, PHOTO[1] // 2), Image.Resampling.BILINEAR)
        return half.resize(PHOTO, Image.Resampling.NEAREST)


def develop(drawing: Image.Image, light: Light, chance: Chance) -> bytes:
    """The finished file."""
    image = ImageChops.multiply(drawing, light.image())
    left, top = chance.whole(0, MARGIN), chance.whole(0, MARGIN)
    part = grain().crop((left, top, left + PHOTO[0], top + PHOTO[1]))
    image = Image.blend(image, part, GRAIN).point(_exposure(chance.between(0.95, 1.1), chance.between(-0.03, 0.03)))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _exposure(gain: float, warmth: float) -> list[int]:
    """For red, green and blue the new level of each level."""
    curve, most = _curve(), LEVELS - 1
    return [
        curve[min(most, round(value * gain * tint))]
        for tint in (1 + warmth, 1.0, 1 - warmth)
        for value in range(LEVELS)
    ]


@lru_cache(maxsize=1)
def _curve() -> list[int]:
    """Steeper in the middle, as phones like it; it gives back the contrast that the grey of the grain took."""
    shares = [min(1.0, max(0.0, (value / (LEVELS - 1) - 0.018) * 1.06)) for value in range(LEVELS)]
    return [round((LEVELS - 1) * (share + 0.3 * share * (1 - share) * (2 * share - 1))) for share in shares]


@lru_cache(maxsize=1)
def _vignette() -> Image.Image:
    """White, and a seventh darker in the corners."""
    dark = Image.radial_gradient("L").point([round(255 - 36 * (value / 255) ** 2.2) for value in range(LEVELS)])
    return dark.resize((WIDTH // COARSE, HEIGHT // COARSE)).convert("RGB")


@lru_cache(maxsize=1)
def grain() -> Image.Image:
    """Grey grain, larger than a photo so that each can take another part of it."""
    width, height = PHOTO[0] + MARGIN, PHOTO[1] + MARGIN
    chance = Chance("grain")
    one, other = (Image.frombytes("L", (width, height), chance.noise(width * height)) for _ in range(2))
    return Image.blend(one, other, 0.5).convert("RGB")
