"""Sub-tables: a list of rows, each with an id made where the row was made (design §2: facts have ids)."""

# ruff: noqa: ARG002 - every kind has the same methods, whether or not it needs all they are given

from collections.abc import Iterable
from typing import ClassVar

from backend.forms.context import Context, Lists
from backend.forms.kinds.base import Cell, CellFault, Fault, Field, Schema
from backend.forms.kinds.choices import Boolean, Choice, MultiChoice
from backend.forms.kinds.contact import Email, Phone
from backend.forms.kinds.dates import Date, Month, Year
from backend.forms.kinds.files import Files
from backend.forms.kinds.numbers import DecimalNumber, Integer
from backend.forms.kinds.places import Organisation, Region
from backend.forms.kinds.text import LongText, Text
from backend.forms.words import Language

ROW_ID = "id"
"""The member of a row that is no field. It lets a reviewer see which row changed, wherever it stands now."""

RowField = (
    Text
    | LongText
    | Integer
    | DecimalNumber
    | Date
    | Month
    | Year
    | Choice
    | MultiChoice
    | Boolean
    | Phone
    | Email
    | Region
    | Organisation
    | Files
)


class Rows(Field, frozen=True, tag="list"):
    """Rows of fields. Validation walks into the rows itself; the kind answers for the list as a whole."""

    importable: ClassVar[bool] = False

    fields: tuple[RowField, ...]
    min_rows: int = 0
    max_rows: int = 200

    def normalise(self, value: object) -> object:
        return value

    def faults(self, value: object, context: Context) -> Iterable[Fault]:
        if not isinstance(value, list):
            yield "", "bad_type"
            return
        if len(value) < self.min_rows:
            yield "", "too_few_rows"
        if len(value) > self.max_rows:
            yield "", "too_many_rows"

    def schema(self, lists: Lists) -> Schema:
        return {"type": "array", "minItems": max(1, self.min_rows), "maxItems": self.max_rows}

    def to_cell(self, value: object, context: Context) -> Cell:
        return len(value) if isinstance(value, list) else 0

    def from_cell(self, cell: Cell, context: Context) -> object:
        return CellFault("bad_type")

    def show(self, value: object, context: Context, language: Language) -> str:
        return str(len(value)) if isinstance(value, list) else ""
