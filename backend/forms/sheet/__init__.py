"""xlsx: templates, reading, row-by-row results, export (catalogue 0.5 M-IMPORT). Synchronous; callers use a thread.

An import goes: `read_sheet` (bytes to cells), `sheet_references` (what to look up), `check_sheet` (row results),
`mark_taken` (what stands in the database already). Nothing may be stored unless every row is allowed.
"""

from backend.forms.sheet.check import CellProblem, RowResult, SheetResult, check_sheet, mark_taken, sheet_references
from backend.forms.sheet.export import ExportColumn, ExportSheet, export_book
from backend.forms.sheet.guard import BadWorkbook
from backend.forms.sheet.layout import MOST_ROWS, SheetLayout, layout_of
from backend.forms.sheet.read import SheetRow, SheetRows, read_sheet
from backend.forms.sheet.template import make_template

__all__ = [
    "MOST_ROWS",
    "BadWorkbook",
    "CellProblem",
    "ExportColumn",
    "ExportSheet",
    "RowResult",
    "SheetLayout",
    "SheetResult",
    "SheetRow",
    "SheetRows",
    "check_sheet",
    "export_book",
    "layout_of",
    "make_template",
    "mark_taken",
    "read_sheet",
    "sheet_references",
]
