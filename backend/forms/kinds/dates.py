"""Calendar days, months and years. All are text that sorts in time: "2024-03-01", "2024-03", "2024"."""

# ruff: noqa: ARG002 - every kind has the same methods, whether or not it needs all they are given

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from backend.forms.codes import FieldCode
from backend.forms.context import Context, Lists
from backend.forms.kinds.base import Cell, CellFault, Fault, Field, Schema
from backend.forms.words import Language

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years outside are slips of the hand (0204 for 2024)."""
FIRST_SERIAL, LAST_SERIAL = 61, 109_938
"""Day numbers of spreadsheets from 1900-03-01 (below it Excel counts a day that never was) to 2200-12-31."""

_EPOCH = date(1899, 12, 30)
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")
_WRITTEN_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?( 00?:00(:00)?)?")
_WRITTEN_MONTH = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})月?")
_EIGHT_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SIX_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})")


def parse_day(text: str) -> date | None:
    """The day of an ISO date inside the years a form may name."""
    return _day_of(_ISO_DAY.fullmatch(text))


def day_of_cell(cell: Cell) -> date | None:
    """The day a cell stands for: a date cell, a day number, or a date as people write it."""
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == time() else None
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str):
        text = cell.strip()
        return _day_of(_WRITTEN_DAY.fullmatch(text) or _EIGHT_DIGITS.fullmatch(text))
    if isinstance(cell, bool) or not isinstance(cell, int | float) or cell != int(cell):
        return None
    if FIRST_SERIAL <= cell <= LAST_SERIAL:
        return _EPOCH + timedelta(days=int(cell))
    return _day_of(_EIGHT_DIGITS.fullmatch(str(int(cell))))


def _day_of(match: re.Match[str] | None) -> date | None:
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _month_of(match: re.Match[str] | None) -> str | None:
    if match is None or not (FIRST_YEAR <= int(match[1]) <= LAST_YEAR and 1 <= int(match[2]) <= 12):  # noqa: PLR2004
        return None
    return f"{match[1]}-{int(match[2]):02d}"


class _Calendar(Field, frozen=True):
    """`past` asks for nothing after today (catalogue 0.3 V-PAST)."""

    past: bool = False

    def normalise(self, value: object) -> object:
        return value.strip() if isinstance(value, str) else value

    def show(self, value: object, context: Context, language: Language) -> str:
        return str(value)

    def _faults(self, value: object, understood: bool, code: FieldCode, context: Context) -> Iterable[Fault]:
        if not isinstance(value, str):
            yield "", "bad_type"
        elif not understood:
            yield "", code
        elif self.past and value > context.today.isoformat()[: len(value)]:
            yield "", "in_future"


class Date(_Calendar, frozen=True, tag="date"):
    """A day."""

    def faults(self, value: object, context: Context) -> Iterable[Fault]:
        understood = isinstance(value, str) and parse_day(value) is not None
        return self._faults(value, understood, "bad_date", context)

    def schema(self, lists: Lists) -> Schema:
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}

    def to_cell(self, value: object, context: Context) -> Cell:
        return parse_day(str(value))

    def from_cell(self, cell: Cell, context: Context) -> object:
        day = day_of_cell(cell)
        return day.isoformat() if day else CellFault("bad_date")


class Month(_Calendar, frozen=True, tag="month"):
    """A month."""

    def faults(self, value: object, context: Context) -> Iterable[Fault]:
        understood = isinstance(value, str) and _month_of(_ISO_MONTH.fullmatch(value)) is not None
        return self._faults(value, understood, "bad_month", context)

    def schema(self, lists: Lists) -> Schema:
        return {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}

    def to_cell(self, value: object, context: Context) -> Cell:
        return str(value)

    def from_cell(self, cell: Cell, context: Context) -> object:
        # Typed as 2024-03 into a spreadsheet it becomes the first day of that month.
        day = day_of_cell(cell)
        if day is not None:
            return day.isoformat()[:7]
        text = str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell).strip()
        month = _month_of(_WRITTEN_MONTH.fullmatch(text) or _SIX_DIGITS.fullmatch(text))
        return month or CellFault("bad_month")


class Year(_Calendar, frozen=True, tag="year"):
    """A year."""

    def faults(self, value: object, context: Context) -> Iterable[Fault]:
        understood = isinstance(value, str) and bool(_YEAR.fullmatch(value))
        return self._faults(value, understood and FIRST_YEAR <= int(str(value)) <= LAST_YEAR, "bad_year", context)

    def schema(self, lists: Lists) -> Schema:
        return {"type": "string", "pattern": "^[0-9]{4}$"}

    def to_cell(self, value: object, context: Context) -> Cell:
        return int(str(value))

    def from_cell(self, cell: Cell, context: Context) -> object:
        text = str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell).strip()
        year = text.removesuffix("年")
        return year if _YEAR.fullmatch(year) else CellFault("bad_year")
