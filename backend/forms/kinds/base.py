"""What every kind of field has, and what a kind must be able to do.

A kind is one Struct: its members are the settings a definition may give (so a setting of another kind is refused while
decoding), its methods what the engine asks. A new kind is a new class in this folder and one more name in `kinds`.
"""

# ruff: noqa: ARG002 - every kind has the same methods, whether or not it needs all they are given

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import ClassVar, Protocol

import msgspec

from backend.forms.codes import FieldCode
from backend.forms.conditions import Condition
from backend.forms.context import Context, Lists, Reference
from backend.forms.words import Label, Language

Cell = str | float | int | bool | date | datetime | time | timedelta | None
"""A cell as the xlsx reader gives it or the writer takes it; an empty one is None or ""."""

Fault = tuple[str, FieldCode]
"""Where inside the value ("" for all of it, "0" for its first file) and what."""

Schema = dict[str, object]


class CellFault(msgspec.Struct, frozen=True):
    """A cell that cannot become a value."""

    code: FieldCode


class Field(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel", tag_field="kind"):
    """Settings all kinds share. `section` groups fields on the phone; a hidden field is neither asked nor kept."""

    sensitive: ClassVar[bool] = False
    importable: ClassVar[bool] = True

    key: str
    label: Label
    help: Label | None = None
    section: str | None = None
    required: bool = False
    required_when: Condition | None = None
    visible_when: Condition | None = None

    def references(self, value: object) -> Iterable[Reference]:
        """What a well-typed value points at."""
        return ()

    def mask(self, value: object) -> object:
        """What is left of a value where it may not be read in full; the whole value unless the kind is sensitive."""
        return value

    def cell_references(self, cell: Cell) -> Iterable[Reference]:
        """What must be looked up before `from_cell` can read this cell."""
        return ()


class Kind(Protocol):
    """What the engine asks of a kind. `faults` sees only filled values; `show` and `to_cell` only faultless ones."""

    def normalise(self, value: object) -> object:
        """The canonical form; a value of the wrong type is returned as it came, for `faults` to name."""

    def faults(self, value: object, context: Context) -> Iterable[Fault]:
        """Everything wrong with a normalised value."""

    def schema(self, lists: Lists) -> Schema:
        """JSON Schema of a value, without title."""

    def to_cell(self, value: object, context: Context) -> Cell:
        """The value as a cell `from_cell` reads back."""

    def from_cell(self, cell: Cell, context: Context) -> object:
        """The value a filled cell stands for, or a CellFault."""

    def show(self, value: object, context: Context, language: Language) -> str:
        """The value in words, masked where it is sensitive."""
