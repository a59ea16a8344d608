"""The columns of a form's template, and the fingerprint by which a filled one is recognised."""

from dataclasses import dataclass

from backend.forms.effective import Effective
from backend.forms.kinds import AnyField, kind_of
from backend.forms.source import canonical_json
from backend.forms.words import Label, Language
from backend.kernel.encoding import sha256_hex

MOST_ROWS = 10_000
HEADER_ROW = 1
NUMBER_COLUMN = Label(zh="序号", en="No.")
DATA_SHEET = Label(zh="数据", en="Data")
GUIDE_SHEET = Label(zh="填写说明", en="How to fill in")
LISTS_SHEET = "halfday_lists"
MARK_SHEET = "halfday"
MARK = "halfday.template.v1"


@dataclass(frozen=True)
class SheetColumn:
    """A column after 序号: its field and its header."""

    field: AnyField
    label: Label
    number: int
    """Its place in the sheet, counted from 1; 序号 is 1."""


@dataclass(frozen=True)
class SheetLayout:
    """`digest` changes when a filled template could be misread: other columns, order, headers or kinds.

    A new code in a list or another limit leaves old templates good: rows are checked against the definition in force.
    """

    form: str
    columns: tuple[SheetColumn, ...]

    @property
    def digest(self) -> str:
        columns = [[column.field.key, kind_of(column.field), column.label] for column in self.columns]
        return sha256_hex(canonical_json([self.form, columns]))

    def headers(self, language: Language) -> list[str]:
        return [label.text(language) for label in (NUMBER_COLUMN, *(column.label for column in self.columns))]


def layout_of(effective: Effective) -> SheetLayout:
    """The template's columns, as the definition orders them."""
    fields = {field.key: field for field in effective.form.fields}
    columns = [
        SheetColumn(fields[column.field], column.label or fields[column.field].label, number)
        for number, column in enumerate(effective.form.import_columns, start=2)
    ]
    return SheetLayout(effective.form.key, tuple(columns))
