"""A filled template as rows of cells. Says what is wrong with the workbook as a whole, nothing about its values."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import isfinite

from python_calamine import CalamineError, CalamineWorkbook

from backend.forms.codes import FieldCode
from backend.forms.effective import Effective
from backend.forms.kinds.base import Cell
from backend.forms.sheet.facts import Limits, Place, SheetFacts, book_facts, column_letters, sheet_facts, text_lengths
from backend.forms.sheet.guard import BadWorkbook, pack, unpack
from backend.forms.sheet.layout import (
    DATA_SHEET,
    HEADER_ROW,
    MARK,
    MARK_SHEET,
    MOST_ROWS,
    SheetLayout,
    layout_of,
)
from backend.forms.words import LANGUAGES

LAST_ROW = HEADER_ROW + 2 * MOST_ROWS
"""Blank rows between filled ones are no fault, but there is an end to looking."""
SPARE_COLUMNS = 50
ENOUGH_MERGED = 20_000
"""Merged cells after which no more are looked for: the sheet is refused anyway."""

_BOOK_PARTS = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_VALUE_PARTS = ("xl/sharedStrings.xml", "xl/styles.xml")


@dataclass(frozen=True)
class SheetRow:
    """number: as the spreadsheet shows it. cells: of the layout's columns. faults: by place among them."""

    number: int
    cells: tuple[Cell, ...]
    faults: Mapping[int, FieldCode]


@dataclass(frozen=True)
class SheetRows:
    """The filled rows. date_1904: day numbers count from 1904 (workbooks of old Macintosh versions)."""

    layout: SheetLayout
    rows: tuple[SheetRow, ...]
    date_1904: bool


def read_sheet(raw: bytes, effective: Effective) -> SheetRows:
    """The rows of a filled template.

    Raises:
        BadWorkbook: not a workbook, unsafe, of another or an older template, other columns, empty, too long.
    """
    layout = layout_of(effective)
    parts = unpack(raw)
    book = book_facts(parts)
    if MARK_SHEET not in book.sheets:
        raise BadWorkbook("wrong_template")
    name = _data_sheet(list(book.sheets))
    limits = Limits(LAST_ROW, len(layout.columns) + SPARE_COLUMNS, text_lengths(parts))
    facts = {sheet: sheet_facts(_part(parts, book.sheets[sheet]), limits) for sheet in (name, MARK_SHEET)}
    wanted = (*_BOOK_PARTS, *_VALUE_PARTS, book.sheets[name], book.sheets[MARK_SHEET])
    cells = _cells({part: parts[part] for part in wanted if part in parts}, (name, MARK_SHEET))
    _check_mark(cells[MARK_SHEET], layout)
    _check_headers(cells[name], layout)
    rows = tuple(_rows(cells[name], facts[name], layout))
    if not rows:
        raise BadWorkbook("empty_sheet")
    if len(rows) > MOST_ROWS:
        raise BadWorkbook("too_many_sheet_rows", {"limit": MOST_ROWS, "rows": len(rows)})
    return SheetRows(layout, rows, book.date_1904)


def _data_sheet(names: Sequence[str]) -> str:
    """The sheet of a known name; a renamed one is the first."""
    known = [name for name in names if name in {DATA_SHEET.text(language) for language in LANGUAGES}]
    return (known or list(names))[0]


def _part(parts: Mapping[str, bytes], name: str) -> bytes:
    if name not in parts:
        raise BadWorkbook("workbook_damaged")
    return parts[name]


def _cells(parts: Mapping[str, bytes], sheets: Sequence[str]) -> dict[str, list[list[Cell]]]:
    """Cells from A1 on."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(pack(parts))) as book:
            return {name: _sheet_cells(book, name) for name in sheets}
    except CalamineError as error:
        raise BadWorkbook("workbook_damaged") from error


def _sheet_cells(book: CalamineWorkbook, name: str) -> list[list[Cell]]:
    return [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]


def _check_mark(rows: Sequence[Sequence[Cell]], layout: SheetLayout) -> None:
    marks = [str(row[0]) if row else "" for row in rows]
    match marks:
        case [mark, form, digest, *_] if mark == MARK:
            if form != layout.form:
                raise BadWorkbook("template_of_another_form", {"form": form})
            if digest != layout.digest:
                raise BadWorkbook("outdated_template")
        case _:
            raise BadWorkbook("wrong_template")


def _check_headers(rows: Sequence[Sequence[Cell]], layout: SheetLayout) -> None:
    found = [str(cell).strip() for cell in rows[0]] if rows else []
    while found and not found[-1]:
        found.pop()
    expected = layout.headers("zh")
    if found not in [layout.headers(language) for language in LANGUAGES]:
        places = range(max(len(found), len(expected)))
        wrong = [column_letters(at + 1) for at in places if found[at : at + 1] != expected[at : at + 1]]
        raise BadWorkbook("wrong_columns", {"columns": wrong, "expected": expected})


def _rows(cells: Sequence[Sequence[Cell]], facts: SheetFacts, layout: SheetLayout) -> list[SheetRow]:
    width = len(layout.columns) + 1
    faults = _faults_by_row(facts, width, len(cells))
    found = []
    for at, row in enumerate(cells[HEADER_ROW:], start=HEADER_ROW + 1):
        values = (*map(_finite, row[1:width]), *[""] * (width - len(row)))
        if _blank(values) and at not in faults:
            continue
        found.append(SheetRow(at, values[: width - 1], faults.get(at, {})))
    return found


def _finite(cell: Cell) -> Cell:
    # "NaN" and "inf" stand as text in the file and are read as numbers no rule can compare.
    return str(cell) if isinstance(cell, float) and not isfinite(cell) else cell


def _blank(values: Sequence[Cell]) -> bool:
    # A row of which only 序号 is filled was numbered beforehand and never used.
    return all(value is None or (isinstance(value, str) and not value.strip()) for value in values)


def _faults_by_row(facts: SheetFacts, width: int, last_row: int) -> dict[int, dict[int, FieldCode]]:
    """Faults of single cells: row number to place among the layout's columns to code."""
    faults: dict[int, dict[int, FieldCode]] = {}

    def add(place: Place, code: FieldCode) -> None:
        row, column = place
        if row > HEADER_ROW and 1 < column <= width:
            faults.setdefault(row, {})[column - 2] = code

    for place in facts.errors:
        add(place, "error_cell")
    for place in facts.formulas:
        add(place, "formula_cell")
    for place in islice(_merged_places(facts, width, last_row), ENOUGH_MERGED):
        add(place, "merged_cell")
    return faults


def _merged_places(facts: SheetFacts, width: int, last_row: int) -> Iterator[Place]:
    for (top, left), (bottom, right) in facts.merged:
        for row in range(top, min(bottom, last_row) + 1):
            yield from ((row, column) for column in range(left, min(right, width) + 1))
