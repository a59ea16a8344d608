"""A photo being drawn, from far to near, at twice its size, so that edges come out smooth.

The camera measures in pixels of a frame of 1600 × 1200; the finished photo is smaller, since a first start of the demo
waits for dozens of them.
"""

from collections.abc import Sequence
from math import ceil, cos, floor, hypot, pi, sin

from PIL import Image, ImageDraw

from backend.demo.scenes.camera import WIDTH, Camera, Flat, Space
from backend.demo.scenes.colour import Colour, mix
from backend.demo.scenes.soft import spot
from backend.demo.scenes.warp import Corners, warped

PHOTO = (1280, 960)
"""Pixels of the finished photo."""
SHARE = PHOTO[0] / WIDTH
TWICE = 2
FINE = SHARE * TWICE
"""Pixels of the drawing to one of the frame."""
OPAQUE = 255
_QUARTER = (0.0, 0.4, 0.8, 1.2, pi / 2)
"""Steps of a round corner."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Canvas:
    """What a camera sees. Lengths in pixels of the frame, or in metres where points are in space."""

    def __init__(self, camera: Camera, ground: Colour) -> None:
        self.camera = camera
        self._image = Image.new("RGB", (PHOTO[0] * TWICE, PHOTO[1] * TWICE), ground)
        self._draw = ImageDraw.Draw(self._image)
        self._veil = ImageDraw.Draw(self._image, "RGBA")

    def finished(self) -> Image.Image:
        """The drawing at its size."""
        return self._image.reduce(TWICE)

    def face(self, points: Sequence[Space], colour: Colour, alpha: int = OPAQUE) -> None:
        """A flat face in space."""
        self.shape(self.camera.outline(points), colour, alpha)

    def shaded(self, corners: Sequence[Space], first: Colour, last: Colour, steps: int = 24) -> None:
        """A four-cornered face whose colour goes over from its first edge (corners 0, 1) to the other (3, 2)."""
        a, b, c, d = corners
        for step in range(steps):
            low, high = step / steps, (step + 1) / steps
            strip = [between(a, d, low), between(b, c, low), between(b, c, high), between(a, d, high)]
            self.face(strip, mix(first, last, (step + 0.5) / steps))

    def box(self, low: Space, high: Space, front: Colour, side: Colour, top: Colour) -> None:
        """A box: the faces of it that the camera sees, its nearest y being the front."""
        (x0, y0, z0), (x1, y1, z1) = low, high
        across, _, up = self.camera.eye
        if up > z1:
            self.face([(x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)], top)
        if not x0 <= across <= x1:
            x = x0 if across < x0 else x1
            self.face([(x, y0, z0), (x, y1, z0), (x, y1, z1), (x, y0, z1)], side)
        self.face([(x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1)], front)

    def hang(self, sheet: Image.Image, corners: Sequence[Space]) -> None:
        """A printed or lit sheet; corners as in `Corners`, all before the camera."""
        a, b, c, d = (self.camera.see(corner) for corner in corners)
        self.stick(sheet, (a, b, c, d))

    def stick(self, sheet: Image.Image, seen: Corners) -> None:
        """A sheet at its place in the frame."""
        a, b, c, d = ((x * SHARE, y * SHARE) for x, y in seen)
        across, down = zip(a, b, c, d, strict=True)
        left, top = max(0, floor(min(across))), max(0, floor(min(down)))
        right, bottom = min(PHOTO[0], ceil(max(across))), min(PHOTO[1], ceil(max(down)))
        if left >= right or top >= bottom:
            return
        shown = max(hypot(b[0] - a[0], b[1] - a[1]), 1)
        if (times := round(sheet.width / shown)) > 1:
            sheet = sheet.reduce(times)
        part = warped(sheet, (a, b, c, d), (left, top, right, bottom))
        part = part.resize((part.width * TWICE, part.height * TWICE), Image.Resampling.NEAREST)
        mask = Image.new("1", part.size)
        ImageDraw.Draw(mask).polygon([((x - left) * TWICE, (y - top) * TWICE) for x, y in (a, b, c, d)], fill=1)
        self._image.paste(part, (left * TWICE, top * TWICE), mask)

    def shape(self, points: Sequence[Flat], colour: Colour, alpha: int = OPAQUE) -> None:
        """A polygon; less than three points draw nothing."""
        if len(points) < 3:  # noqa: PLR2004 - not even a triangle
            return
        fine = [(x * FINE, y * FINE) for x, y in points]
        if alpha == OPAQUE:
            self._draw.polygon(fine, fill=colour)
        else:
            self._veil.polygon(fine, fill=(*colour, alpha))

    def oval(self, middle: Flat, across: float, down: float, colour: Colour, alpha: int = OPAQUE) -> None:
        """An ellipse by its half axes."""
        x, y = middle
        box = ((x - across) * FINE, (y - down) * FINE, (x + across) * FINE, (y + down) * FINE)
        if alpha == OPAQUE:
            self._draw.ellipse(box, fill=colour)
        else:
            self._veil.ellipse(box, fill=(*colour, alpha))

    def mist(self, middle: Flat, across: float, down: float, colour: Colour) -> None:
        """A spot of colour that fades out towards its half axes."""
        x, y = middle
        size = (max(1, round(2 * across * FINE)), max(1, round(2 * down * FINE)))
        self._image.paste(colour, (round((x - across) * FINE), round((y - down) * FINE)), spot(size))

    def pie(self, middle: Flat, across: float, down: float, angles: tuple[float, float], colour: Colour) -> None:
        """The part of an ellipse between two angles, clockwise from the right, cut off by its chord."""
        x, y = middle
        box = ((x - across) * FINE, (y - down) * FINE, (x + across) * FINE, (y + down) * FINE)
        self._draw.chord(box, *angles, fill=colour)

    def block(self, box: Box, radius: float, colour: Colour) -> None:
        """A rectangle whose upper corners are round."""
        left, top, right, bottom = box
        corners = [(radius * (1 - cos(turn)), radius * (1 - sin(turn))) for turn in _QUARTER]
        outline = [(left + x, top + y) for x, y in corners] + [(right - x, top + y) for x, y in reversed(corners)]
        self.shape([*outline, (right, bottom), (left, bottom)], colour)

    def stroke(self, points: Sequence[Flat], width: float, colour: Colour) -> None:
        """A line through points."""
        fine = [(x * FINE, y * FINE) for x, y in points]
        self._draw.line(fine, fill=colour, width=max(1, round(width * FINE)), joint="curve")


def between(one: Space, other: Space, share: float) -> Space:
    """A point on the way from one to the other."""
    x, y, z = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return x, y, z
