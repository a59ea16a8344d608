"""Rows set in type: which word stands where on the panel."""

from collections.abc import Sequence
from dataclasses import dataclass

from media.font import Typeface
from media.stamp_rows import SMALL, Row, Style
from media.wrap import wrap

_SEPARATOR = "   "
_END_GAP = 24
_BASELINE = 0.36
"""How far below the middle of its line a text stands, as a share of its letter size."""


@dataclass(frozen=True, slots=True)
class Word:
    """A text at its place in pixels."""

    text: str
    style: Style
    left: float
    baseline: float


class Typesetter:
    """Sets rows at one scale, `unit` pixels to a unit. Used by one thread."""

    def __init__(self, unit: float) -> None:
        self._unit = unit
        self._faces: dict[float, Typeface] = {}

    def face(self, style: Style) -> Typeface:
        """The font in the size of a style."""
        if style.size not in self._faces:
            self._faces[style.size] = Typeface(style.size * self._unit)
        return self._faces[style.size]

    def column(self, rows: Sequence[Row], left: float, top: float, width: float) -> tuple[list[Word], float]:
        """Rows below one another; their words and where the next row would begin."""
        words: list[Word] = []
        homeless: list[str] = []
        for row in rows:
            placed, top = self._row(row, left, top, width)
            end = self._end(row, placed, left, width)
            homeless += [row.end] if row.end and not end else []
            words += placed + end
        for text in homeless:
            words.append(Word(text, SMALL, left, self.baseline(top, SMALL)))
            top += SMALL.height * self._unit
        return words, top

    def baseline(self, top: float, style: Style) -> float:
        """Where letters stand in a line that begins at `top`."""
        return top + (style.height / 2 + _BASELINE * style.size) * self._unit

    def _row(self, row: Row, left: float, top: float, width: float) -> tuple[list[Word], float]:
        words: list[Word] = []
        for line in self._lines(row, width):
            words.append(Word(line, row.style, left, self.baseline(top, row.style)))
            top += row.style.height * self._unit
        used = self._used(words)
        if row.tail and words and used + self.face(SMALL).width(row.tail) <= width:
            words.append(Word(row.tail, SMALL, left + used, words[-1].baseline))
        return words, top

    def _end(self, row: Row, words: list[Word], left: float, width: float) -> list[Word]:
        """What stands at the right of the row's last line, if there is room."""
        needed = self.face(SMALL).width(row.end)
        if not row.end or not words or self._used(words) + _END_GAP * self._unit + needed > width:
            return []
        return [Word(row.end, SMALL, left + width - needed, words[-1].baseline)]

    def _used(self, words: list[Word]) -> float:
        """The width of the last line and a gap."""
        return self.face(words[-1].style).width(words[-1].text) + SMALL.size / 2 * self._unit if words else 0

    def _lines(self, row: Row, width: float) -> list[str]:
        face = self.face(row.style)
        texts = [text for text in row.texts if text]
        together = _SEPARATOR.join(texts)
        if face.width(together) <= width:
            return [together] if together else []
        return [line for text in texts for line in wrap(text, width, face.width, row.style.lines)]
