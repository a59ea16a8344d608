"""Breaking text into lines where Chinese and Latin writing allow it. Pure; the caller measures."""

import re
import unicodedata
from collections.abc import Callable, Sequence

Measure = Callable[[str], float]

_ELLIPSIS = "…"
_STEPS = 24
# A Latin word or number stays whole; closing punctuation never begins a line, opening punctuation never ends one.
_CLOSING = "，。、；：！？）》」』】〉”’％·,.;:!?)%]}"
_OPENING = "（《「『【〈“‘([{"
_PIECE = re.compile(
    rf"[{re.escape(_OPENING)}]*(?:[A-Za-z0-9_\-+/@#&°±]+|[^\s])[{re.escape(_CLOSING)}]*\s*",
)


def plain(text: str) -> str:
    """One line of text without control, direction and unassigned characters, which could falsify what is drawn."""
    spaced = " ".join(text.split())
    return "".join(character for character in spaced if not unicodedata.category(character).startswith("C"))


def wrap(text: str, width: float, measure: Measure, most: int) -> list[str]:
    """Lines no wider than `width`, at most `most` of them and about equally long; a cut is marked by an ellipsis.

    Lengths are added up from the pieces that stay whole. Leading and trailing space is dropped.
    """
    pieces = [(piece, measure(piece.rstrip()), measure(piece)) for piece in _pieces(text.strip(), width, measure)]
    lines = _filled(pieces, width)
    if len(lines) > most:
        return [_joined(line) for line in lines[: most - 1]] + [_cut(lines[most - 1], width, measure)]
    for step in range(1, _STEPS):
        narrower = _filled(pieces, width * (1 - step / _STEPS))
        if len(narrower) > len(lines):
            break
        lines = narrower
    return [_joined(line) for line in lines]


_Pieces = Sequence[tuple[str, float, float]]
"""Texts with their widths without and with trailing space."""


def _filled(pieces: _Pieces, width: float) -> list[list[tuple[str, float, float]]]:
    lines: list[list[tuple[str, float, float]]] = []
    used = 0.0
    for piece in pieces:
        if not lines or used + piece[1] > width:
            lines.append([])
            used = 0.0
        lines[-1].append(piece)
        used += piece[2]
    return lines


def _cut(line: _Pieces, width: float, measure: Measure) -> str:
    """As much of the line as fits together with an ellipsis."""
    kept = list(line)
    room = width - measure(_ELLIPSIS)
    while len(kept) > 1 and sum(piece[2] for piece in kept[:-1]) + kept[-1][1] > room:
        kept.pop()
    text = _joined(kept).rstrip(_CLOSING)
    while text and measure(text) > room:
        text = text[:-1]
    return text + _ELLIPSIS


def _joined(line: _Pieces) -> str:
    return "".join(piece[0] for piece in line).rstrip()


def _pieces(text: str, width: float, measure: Measure) -> list[str]:
    """What must not be broken, except where a single piece is wider than a line."""
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        pieces += [piece] if measure(piece.rstrip()) <= width else list(piece)
    return pieces
