"""Text: one line or several, and what cells of text kinds have in common (catalogue 0.3 V-TEXT)."""

# ruff: noqa: ARG002 - every kind has the same methods, whether or not it needs all they are given

import re
from collections.abc import Iterable
from datetime import date

from backend.forms.context import Context, Lists
from backend.forms.kinds.base import Cell, CellFault, Fault, Field, Schema
from backend.forms.words import Language

EXACT_DIGITS = 15
"""Decimal digits a number in a cell keeps; an identity number typed as a number has already lost its end."""

# Control characters, and the marks that turn the reading direction and so disguise what a text says.
_BAD_IN_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
_BAD_IN_LINES = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
_RISKY = re.compile(r"'*[=+\-@\t\r]")


def guard_cell_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula, not even after it was saved as CSV (an apostrophe in front)."""
    return f"'{text}" if _RISKY.match(text) else text


def unguard_cell_text(text: str) -> str:
    """The text `guard_cell_text` was given."""
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text


def text_of_cell(cell: Cell) -> str | CellFault:
    """The text a cell of a text column stands for; digits typed as a number are what they look like."""
    if isinstance(cell, str):
        return unguard_cell_text(cell.strip())
    if isinstance(cell, bool):
        return CellFault("bad_type")
    if isinstance(cell, int | float):
        if abs(cell) >= 10**EXACT_DIGITS:
            return CellFault("precision_lost")
        return str(int(cell)) if cell == int(cell) else f"{cell:.{EXACT_DIGITS}g}"
    # The spreadsheet made a date of something like 2024-3-1; how it was written is lost.
    return CellFault("date_in_text_cell" if isinstance(cell, date) else "bad_type")


def length_faults(text: str, shortest: int, longest: int) -> Iterable[Fault]:
    """Too short or too long, in characters (code points)."""
    if len(text) < shortest:
        yield "", "too_short"
    if len(text) > longest:
        yield "", "too_long"


class TextLike(Field, frozen=True):
    """Values that are text, whatever they mean."""

    def normalise(self, value: object) -> object:
        # No Unicode normalisation: NFC replaces compatibility ideographs that people have in their names.
        return value.strip() if isinstance(value, str) else value

    def to_cell(self, value: object, context: Context) -> Cell:
        return guard_cell_text(str(value))

    def from_cell(self, cell: Cell, context: Context) -> object:
        return text_of_cell(cell)

    def show(self, value: object, context: Context, language: Language) -> str:
        return str(value)


class Text(TextLike, frozen=True, tag="text"):
    """One line."""

    min_length: int = 0
    max_length: int = 200

    def faults(self, value: object, context: Context) -> Iterable[Fault]:
        if not isinstance(value, str):
            yield "", "bad_type"
            return
        if _BAD_IN_LINE.search(value):
            yield "", "bad_characters"
        yield from length_faults(value, self.min_length, self.max_length)

    def schema(self, lists: Lists) -> Schema:
        return {"type": "string", "minLength": max(1, self.min_length), "maxLength": self.max_length}


class LongText(TextLike, frozen=True, tag="long_text"):
    """Several lines, each ended by a single line feed."""

    min_length: int = 0
    max_length: int = 2000

    def normalise(self, value: object) -> object:
        return value.strip().replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value

    def faults(self, value: object, context: Context) -> Iterable[Fault]:
        if not isinstance(value, str):
            yield "", "bad_type"
            return
        if _BAD_IN_LINES.search(value):
            yield "", "bad_characters"
        yield from length_faults(value, self.min_length, self.max_length)

    def schema(self, lists: Lists) -> Schema:
        return {"type": "string", "minLength": max(1, self.min_length), "maxLength": self.max_length}
