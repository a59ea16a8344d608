"""Lists as xlsx for people to download. No cell can become a formula."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from backend.forms.kinds.base import Cell
from backend.forms.kinds.numbers import MOST_DIGITS
from backend.forms.kinds.text import guard_cell_text

LONGEST_SHEET_NAME = 31
LONGEST_CELL = 32_767
A4 = 9
"""Excel's number of the paper."""

_FORBIDDEN_IN_NAMES = str.maketrans("", "", "[]:*?/\\'")


class ExportColumn:
    """A column: its header and its width in characters."""

    def __init__(self, label: str, width: int = 18) -> None:
        self.label = label
        self.width = width


@dataclass(frozen=True)
class ExportSheet:
    """A sheet with a header. `title` names it. Rows are read as they are written, so they may be a generator."""

    title: str
    columns: Sequence[ExportColumn]
    rows: Iterable[Sequence[Cell]]


def export_book(sheets: Sequence[ExportSheet], *, foot: str = "") -> bytes:
    """A workbook. `foot` stands at the foot of each printed page, beside the page's number; up to 200 characters."""
    buffer = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        header = book.add_format({"bold": True, "bg_color": "#EAF1F8", "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for one in sheets:
            sheet = book.add_worksheet(one.title.translate(_FORBIDDEN_IN_NAMES)[:LONGEST_SHEET_NAME] or None)
            _for_paper(sheet, foot)
            _fill(sheet, one, header, day)
    return buffer.getvalue()


def _for_paper(sheet: Worksheet, foot: str) -> None:
    """As wide as one page lying on its side, the header on each."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L&8{foot.replace('&', '&&')}&R&8&P / &N")


def _fill(sheet: Worksheet, one: ExportSheet, header: Format, day: Format) -> None:
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(one.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, guard_cell_text(column.label), header)
    for number, row in enumerate(one.rows, start=1):
        for at, cell in enumerate(row):
            _write(sheet, number, at, cell, day)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, day: Format) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | float) and abs(cell) < 10**MOST_DIGITS:
        sheet.write_number(row, column, cell)
    elif isinstance(cell, date) and not isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell, day)
    else:
        sheet.write_string(row, column, guard_cell_text(str(cell))[:LONGEST_CELL])
