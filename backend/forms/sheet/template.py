"""The xlsx template of a form: 序号 first, drop-downs, date formats, a guide, and a hidden fingerprint."""

import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from backend.forms.effective import Effective
from backend.forms.kinds import AnyField, Choice
from backend.forms.kinds.choices import YES_NO, Boolean, MultiChoice
from backend.forms.kinds.dates import Date
from backend.forms.kinds.numbers import DecimalNumber, Integer
from backend.forms.sheet.layout import (
    DATA_SHEET,
    GUIDE_SHEET,
    LISTS_SHEET,
    MARK,
    MARK_SHEET,
    MOST_ROWS,
    NUMBER_COLUMN,
    SheetColumn,
    SheetLayout,
    layout_of,
)
from backend.forms.sheet.wording import GUIDE_HEADERS, GUIDE_LINES, REQUIRED, hint, mark_of
from backend.forms.words import Language

NARROW, MEDIUM, WIDE = 8, 18, 32
LONGEST_INPUT_TITLE, LONGEST_INPUT_MESSAGE = 32, 255


def make_template(effective: Effective, today: date, language: Language = "zh") -> bytes:
    """An empty workbook to fill in. today: retired codes are not offered."""
    return _Template(effective, today, language).build()


class _Template:
    def __init__(self, effective: Effective, today: date, language: Language) -> None:
        self._effective = effective
        self._layout: SheetLayout = layout_of(effective)
        self._today = today
        self._language: Language = language
        self._buffer = io.BytesIO()
        # Strings stay strings: a label must never become a formula or a link.
        safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._buffer, safe)

    def build(self) -> bytes:
        data = self._book.add_worksheet(DATA_SHEET.text(self._language))
        guide = self._book.add_worksheet(GUIDE_SHEET.text(self._language))
        lists = self._book.add_worksheet(LISTS_SHEET)
        mark = self._book.add_worksheet(MARK_SHEET)
        self._write_data(data, lists)
        self._write_guide(guide)
        lists.very_hidden()
        mark.very_hidden()
        for row, text in enumerate(self._mark_rows()):
            mark.write_string(row, 0, text)
        self._book.close()
        return self._buffer.getvalue()

    def _mark_rows(self) -> Sequence[str]:
        return (MARK, self._layout.form, self._layout.digest, self._effective.digest, self._language)

    def _write_data(self, data: Worksheet, lists: Worksheet) -> None:
        header = self._book.add_format({"bold": True, "bg_color": "#EAF1F8", "bottom": 1, "text_wrap": True})
        must = self._book.add_format({"bold": True, "bg_color": "#FBE9D0", "bottom": 1, "text_wrap": True})
        data.freeze_panes(1, 0)
        data.write_string(0, 0, NUMBER_COLUMN.text(self._language), header)
        data.set_column(0, 0, NARROW)
        for column in self._layout.columns:
            at = column.number - 1
            required = mark_of(column.field) is REQUIRED
            data.write_string(0, at, column.label.text(self._language), must if required else header)
            data.set_column(at, at, _width(column.field), self._format(column.field))
            data.data_validation(1, at, MOST_ROWS, at, self._validation(column, lists))

    def _format(self, field: AnyField) -> Format | None:
        if isinstance(field, Date):
            return self._book.add_format({"num_format": "yyyy-mm-dd"})
        # Text format keeps leading zeros and long numbers as they are typed.
        return None if isinstance(field, Integer | DecimalNumber) else self._book.add_format({"num_format": "@"})

    def _validation(self, column: SheetColumn, lists: Worksheet) -> dict[str, object]:
        title = column.label.text(self._language)[:LONGEST_INPUT_TITLE]
        needed = mark_of(column.field).text(self._language)
        message = f"{needed}. {hint(column.field).text(self._language)}"[:LONGEST_INPUT_MESSAGE]
        shown: dict[str, object] = {"input_title": title, "input_message": message}
        words = self._words(column.field)
        if not words:
            return shown | {"validate": "any"}
        at = column.number - 1
        for row, word in enumerate(words):
            lists.write_string(row, at, word)
        letters = xlsxwriter.utility.xl_col_to_name(at)
        # A range, because a list written into the rule may not exceed 255 characters.
        return shown | {"validate": "list", "source": f"={LISTS_SHEET}!${letters}$1:${letters}${len(words)}"}

    def _words(self, field: AnyField) -> list[str]:
        if isinstance(field, Boolean):
            return [label.text(self._language) for label in YES_NO.values()]
        if not isinstance(field, Choice):
            return []
        choices = field.entries(self._effective.lists)
        return [choices.cell_word(entry, self._language) for entry in choices.usable(self._today)]

    def _write_guide(self, guide: Worksheet) -> None:
        bold = self._book.add_format({"bold": True, "bg_color": "#EAF1F8", "bottom": 1})
        wrap = self._book.add_format({"text_wrap": True, "valign": "top"})
        guide.write_string(0, 0, self._effective.form.title.text(self._language), self._book.add_format({"bold": True}))
        for row, line in enumerate(GUIDE_LINES, start=1):
            guide.write_string(row, 0, line.text(self._language))
        top = len(GUIDE_LINES) + 2
        for at, label in enumerate(GUIDE_HEADERS):
            guide.write_string(top, at, label.text(self._language), bold)
            guide.set_column(at, at, WIDE)
        for row, column in enumerate(self._layout.columns, start=top + 1):
            for at, text in enumerate(self._guide_cells(column)):
                guide.write_string(row, at, text, wrap)

    def _guide_cells(self, column: SheetColumn) -> Sequence[str]:
        field = column.field
        more = field.help.text(self._language) if field.help else ""
        wanted = "\n".join(filter(None, (hint(field).text(self._language), more)))
        words = self._words(field)
        if isinstance(field, MultiChoice):
            entries = field.entries(self._effective.lists)
            words = [entries.cell_word(entry, self._language) for entry in entries.usable(self._today)]
        label = column.label.text(self._language)
        return (label, mark_of(field).text(self._language), wanted, "\n".join(words))


def _width(field: AnyField) -> int:
    if isinstance(field, Integer | DecimalNumber | Date | Boolean):
        return MEDIUM - 4
    return WIDE if isinstance(field, Choice) or getattr(field, "max_length", 0) > WIDE * 4 else MEDIUM
