"""The registry of kinds: the union below is all a definition may name."""

from collections.abc import Mapping

from backend.forms.kinds.base import Cell, CellFault, Fault, Field, Kind, Schema
from backend.forms.kinds.choices import Boolean, Choice, MultiChoice
from backend.forms.kinds.contact import Email, Phone
from backend.forms.kinds.dates import Date, Month, Year
from backend.forms.kinds.files import Files
from backend.forms.kinds.numbers import DecimalNumber, Integer
from backend.forms.kinds.places import Organisation, Region
from backend.forms.kinds.rows import ROW_ID, RowField, Rows
from backend.forms.kinds.text import LongText, Text

AnyField = RowField | Rows

_CLASSES: tuple[type[Field], ...] = (
    *(Text, LongText, Integer, DecimalNumber, Date, Month, Year, Choice, MultiChoice),
    *(Boolean, Phone, Email, Region, Organisation, Files, Rows),
)
KINDS: Mapping[str, type[Field]] = {kind: cls for cls in _CLASSES if isinstance(kind := cls.__struct_config__.tag, str)}
"""Every kind by the name definitions use."""


def kind_of(field: Field) -> str:
    """The name of a field's kind."""
    return str(field.__struct_config__.tag)


__all__ = [
    "KINDS",
    "ROW_ID",
    "AnyField",
    "Cell",
    "CellFault",
    "Choice",
    "Date",
    "Fault",
    "Field",
    "Files",
    "Kind",
    "MultiChoice",
    "RowField",
    "Rows",
    "Schema",
    "kind_of",
]
