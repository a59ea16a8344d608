"""A flat sheet with words: a board, a slide, a banner."""

import threading
from collections.abc import Sequence

from PIL import Image, ImageDraw

from backend.demo.scenes.camera import Flat
from backend.demo.scenes.canvas import Box
from backend.demo.scenes.colour import Colour, mix
from media.font import Typeface
from media.wrap import wrap


class _Faces(threading.local):
    """The typeface by size: opening its file takes longer than setting a line, and threads can't share it."""

    def __init__(self) -> None:
        self.known: dict[float, Typeface] = {}


_faces = _Faces()


def _face(size: float) -> Typeface:
    if size not in _faces.known:
        _faces.known[size] = Typeface(size)
    return _faces.known[size]


class Sheet:
    """Drawn flat, in its own pixels, then hung into a photo."""

    def __init__(self, width: int, height: int, ground: Colour) -> None:
        self.image = Image.new("RGB", (width, height), ground)
        self.width, self.height = width, height
        self._draw = ImageDraw.Draw(self.image)

    def bar(self, box: Box, colour: Colour, radius: float = 0) -> None:
        """A rectangle, with round corners if wanted."""
        self._draw.rounded_rectangle(box, radius, fill=colour)

    def fade(self, box: Box, first: Colour, last: Colour) -> None:
        """A rectangle whose colour goes over from top to bottom."""
        left, top, right, bottom = box
        steps = 40
        for step in range(steps):
            low, high = (top + (bottom - top) * part / steps for part in (step, step + 1))
            self._draw.rectangle((left, low, right, high), fill=mix(first, last, (step + 0.5) / steps))

    def shape(self, points: Sequence[Flat], colour: Colour) -> None:
        self._draw.polygon(points, fill=colour)

    def oval(self, box: Box, colour: Colour) -> None:
        self._draw.ellipse(box, fill=colour)

    def arc(self, box: Box, angles: tuple[float, float], width: int, colour: Colour) -> None:
        self._draw.arc(box, *angles, fill=colour, width=width)

    def line(self, points: Sequence[Flat], width: int, colour: Colour) -> None:
        self._draw.line(points, fill=colour, width=width, joint="curve")

    def words(
        self, place: Flat, text: str, size: float, colour: Colour, *, bold: bool = False, anchor: str = "ls"
    ) -> None:
        """A line of text; anchors are Pillow's (ls: left end of the baseline, ms: its middle)."""
        face = _face(size)
        self._draw.text(
            place, text, fill=colour, font=face.font, anchor=anchor, language=face.language,
            stroke_width=round(size / 34) if bold else 0, stroke_fill=colour,
        )  # fmt: skip

    def block(
        self, place: Flat, text: str, size: float, colour: Colour, *, width: float, most: int = 2, bold: bool = False,
        centred: bool = False,
    ) -> float:  # fmt: skip
        """Text in lines no wider than `width`; where the next line would stand."""
        face = _face(size)
        x, y = place
        for line in wrap(text, width, face.width, most):
            self.words((x, y), line, size, colour, bold=bold, anchor="ms" if centred else "ls")
            y += size * 1.4
        return y
