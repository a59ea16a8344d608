"""A name as a finger writes it on glass."""

import io
from math import sin

from PIL import Image, ImageDraw

from backend.demo.scenes.chance import Chance
from backend.demo.scenes.colour import WHITE, Colour
from media.font import Typeface

INK: Colour = (16, 38, 42)
WIDTH, HEIGHT = 900, 300


def sign(name: str) -> bytes:
    """A PNG of 900 × 300 pixels, dark on white, as the phone's signature pad makes it."""
    chance = Chance(f"signature {name}")
    face = Typeface(170)
    image = Image.new("RGB", (WIDTH, HEIGHT), WHITE)
    draw = ImageDraw.Draw(image)
    x = (WIDTH - face.width(name)) / 2 - 30
    for letter in name:
        place = (x, 205 + chance.between(-14, 14))
        draw.text(place, letter, fill=INK, font=face.font, anchor="ls", language=face.language)
        x += face.width(letter) * chance.between(0.82, 0.92)
    rise = chance.between(10, 40)
    tail = [(x - 330 + step * 6, 238 + 8 * sin(step / 9) - rise * step / 70) for step in range(70)]
    draw.line(tail, fill=INK, width=6, joint="curve")
    lean = chance.between(0.12, 0.3)
    slanted = image.transform(
        image.size,
        Image.Transform.AFFINE,
        (1, lean, -lean * HEIGHT / 2, 0, 1, 0),
        Image.Resampling.BILINEAR,
        fillcolor=WHITE,
    )
    out = io.BytesIO()
    slanted.save(out, "PNG")
    return out.getvalue()
