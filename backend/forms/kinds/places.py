"""Regions and organisations: values that must exist elsewhere. Documents hold the code or id, cells the name."""

# ruff: noqa: ARG002 - every kind has the same methods, whether or not it needs all they are given

import re
from collections.abc import Iterable
from typing import ClassVar

from backend.forms.codes import FieldCode
from backend.forms.context import Context, Lists, Reference, ReferenceKind
from backend.forms.kinds.base import Cell, CellFault, Fault, Field, Schema
from backend.forms.kinds.text import guard_cell_text, text_of_cell
from backend.forms.words import Language

_REGION = re.compile(r"[1-9][0-9]{5}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class _Reference(Field, frozen=True):
    """What a region and an organisation have in common."""

    by_id: ClassVar[ReferenceKind]
    by_name: ClassVar[ReferenceKind]
    shape: ClassVar[re.Pattern[str]]
    unknown: ClassVar[FieldCode]
    ambiguous: ClassVar[FieldCode]

    def references(self, value: object) -> Iterable[Reference]:
        return (Reference(self.by_id, value),) if isinstance(value, str) and self.shape.fullmatch(value) else ()

    def cell_references(self, cell: Cell) -> Iterable[Reference]:
        name = text_of_cell(cell)
        if isinstance(name, CellFault):
            return ()
        return (*self.references(name), Reference(self.by_name, name))

    def normalise(self, value: object) -> object:
        return value.strip().lower() if isinstance(value, str) else value

    def faults(self, value: object, context: Context) -> Iterable[Fault]:
        if not isinstance(value, str) or not self.shape.fullmatch(value):
            yield "", "bad_type"
        elif not context.lookups.find(Reference(self.by_id, value)):
            yield "", self.unknown

    def to_cell(self, value: object, context: Context) -> Cell:
        return guard_cell_text(self.show(value, context, context.language))

    def from_cell(self, cell: Cell, context: Context) -> object:
        name = text_of_cell(cell)
        if isinstance(name, CellFault):
            return name
        if self.shape.fullmatch(name):
            return name
        found = context.lookups.find(Reference(self.by_name, name))
        if len(found) == 1:
            return found[0].id
        return CellFault(self.ambiguous if found else self.unknown)

    def show(self, value: object, context: Context, language: Language) -> str:
        found = context.lookups.find(Reference(self.by_id, str(value)))
        return found[0].label if found else str(value)


class Region(_Reference, frozen=True, tag="region"):
    """A six-digit code of GB/T 2260."""

    by_id: ClassVar[ReferenceKind] = "region"
    by_name: ClassVar[ReferenceKind] = "region_name"
    shape: ClassVar[re.Pattern[str]] = _REGION
    unknown: ClassVar[FieldCode] = "unknown_region"
    ambiguous: ClassVar[FieldCode] = "ambiguous_region"

    def schema(self, lists: Lists) -> Schema:
        return {"type": "string", "pattern": "^[1-9][0-9]{5}$"}


class Organisation(_Reference, frozen=True, tag="organisation"):
    """The id of an organisation; which ones a person may name is the area's question, answered by its look-ups."""

    by_id: ClassVar[ReferenceKind] = "organisation"
    by_name: ClassVar[ReferenceKind] = "organisation_name"
    shape: ClassVar[re.Pattern[str]] = _UUID
    unknown: ClassVar[FieldCode] = "unknown_organisation"
    ambiguous: ClassVar[FieldCode] = "ambiguous_organisation"

    def schema(self, lists: Lists) -> Schema:
        return {"type": "string", "format": "uuid"}
