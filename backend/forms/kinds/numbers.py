"""Whole and decimal numbers.

A decimal is text in a document ("12.5"): JSON numbers pass through floats on the phone, and text keeps its value when a
form later allows more places. A column that must be searched or summed holds `scaled` integers (design §8).
"""

# ruff: noqa: ARG002 - every kind has the same methods, whether or not it needs all they are given

import re
from collections.abc import Iterable
from decimal import Decimal

from backend.forms.context import Context, Lists
from backend.forms.kinds.base import Cell, CellFault, Fault, Field, Schema
from backend.forms.kinds.text import EXACT_DIGITS, unguard_cell_text
from backend.forms.words import Language

LARGEST_INTEGER = 2**31 - 1
"""What an integer column holds on every engine."""
MOST_DIGITS = 15

_WRITTEN = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_CANONICAL = re.compile(r"0|-?(0\.[0-9]*[1-9]|[1-9][0-9]*(\.[0-9]*[1-9])?)")


def canonical_decimal(text: str) -> str:
    """The one spelling of a number: no plus sign, no needless zeros, no minus zero; other text as it came."""
    text = text.strip()
    if not _WRITTEN.fullmatch(text) or len(text) > 2 * MOST_DIGITS:
        return text
    plain = f"{Decimal(text):f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in {"-0", ""} else plain


def scaled(decimal: str, scale: int) -> int:
    """A canonical decimal as an integer of 10^-scale, for example ("12.5", 2) -> 1250.

    Raises:
        ValueError: more places than the scale keeps.
    """
    exact = Decimal(decimal).scaleb(scale)
    if exact != int(exact):
        raise ValueError(f"{decimal} has more than {scale} places")
    return int(exact)


def unscaled(number: int, scale: int) -> str:
    """The canonical decimal of a scaled integer."""
    return canonical_decimal(f"{Decimal(number).scaleb(-scale):f}")


def written_number(cell: Cell) -> str | CellFault:
    """The number a cell holds, as a number or as text; thousands commas are read away."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return CellFault("bad_number")
    if isinstance(cell, str):
        text = unguard_cell_text(cell.strip()).replace(",", "").replace("，", "")
        return canonical_decimal(text) if _WRITTEN.fullmatch(text) else CellFault("bad_number")
    # A spreadsheet writes 4.4 as 4.4000000000000004; fifteen digits are what it means.
    return canonical_decimal(f"{Decimal(f'{cell:.{EXACT_DIGITS}g}'):f}")


class Integer(Field, frozen=True, tag="integer"):
    """A whole number."""

    minimum: int = 0
    maximum: int = LARGEST_INTEGER

    def normalise(self, value: object) -> object:
        return value

    def faults(self, value: object, context: Context) -> Iterable[Fault]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield "", "bad_type"
        elif value < self.minimum:
            yield "", "too_small"
        elif value > self.maximum:
            yield "", "too_large"

    def schema(self, lists: Lists) -> Schema:
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}

    def to_cell(self, value: object, context: Context) -> Cell:
        return value if isinstance(value, int) else None

    def from_cell(self, cell: Cell, context: Context) -> object:
        number = written_number(cell)
        if isinstance(number, CellFault):
            return number
        return int(number) if "." not in number else CellFault("too_many_decimals")

    def show(self, value: object, context: Context, language: Language) -> str:
        return str(value)


class DecimalNumber(Field, frozen=True, tag="decimal"):
    """A number with up to `scale` places (catalogue 0.3 V-MONEY: amounts with up to 4)."""

    scale: int = 2
    minimum: str = "0"
    maximum: str = "999999999"

    def __post_init__(self) -> None:
        for limit in (self.minimum, self.maximum):
            if not _CANONICAL.fullmatch(limit):
                raise ValueError(f'{limit!r} is not a number written plainly, such as "12.5"')

    def normalise(self, value: object) -> object:
        return canonical_decimal(value) if isinstance(value, str) else value

    def faults(self, value: object, context: Context) -> Iterable[Fault]:
        if not isinstance(value, str):
            yield "", "bad_type"
        elif not _CANONICAL.fullmatch(value) or len(value) > 2 * MOST_DIGITS:
            yield "", "bad_number"
        else:
            yield from self._limit_faults(Decimal(value), value)

    def _limit_faults(self, number: Decimal, written: str) -> Iterable[Fault]:
        if len(written.partition(".")[2]) > self.scale:
            yield "", "too_many_decimals"
        if number < Decimal(self.minimum):
            yield "", "too_small"
        if number > Decimal(self.maximum):
            yield "", "too_large"

    def schema(self, lists: Lists) -> Schema:
        places = rf"(\.[0-9]{{1,{self.scale}}})?" if self.scale else ""
        return {"type": "string", "pattern": rf"^-?[0-9]{{1,{MOST_DIGITS}}}{places}$"}

    def to_cell(self, value: object, context: Context) -> Cell:
        return float(str(value)) if len(str(value)) <= EXACT_DIGITS else str(value)

    def from_cell(self, cell: Cell, context: Context) -> object:
        return written_number(cell)

    def show(self, value: object, context: Context, language: Language) -> str:
        return str(value)
