"""What checks need from outside, handed in as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

import msgspec

from backend.forms.code_lists import Choices, CodeList, choices_of
from backend.forms.words import Language

ReferenceKind = Literal["organisation", "organisation_name", "region", "region_name", "file"]


class Reference(msgspec.Struct, frozen=True):
    """Something a value points at: an organisation's id or name, a region's code or name, a file's sha256."""

    kind: ReferenceKind
    value: str


class Found(msgspec.Struct, frozen=True):
    """What a reference leads to. `size` (bytes) and `media_type` (judged by content) are for files only."""

    id: str
    label: str = ""
    size: int | None = None
    media_type: str | None = None


class Lookups(Protocol):
    """Answers references; several answers mean that a name is not enough to tell."""

    def find(self, reference: Reference) -> Sequence[Found]: ...


_BY_ID: Mapping[ReferenceKind, ReferenceKind] = {"organisation_name": "organisation", "region_name": "region"}


class KnownReferences:
    """Answers from what the caller fetched beforehand, in one query for all `references` of a document or sheet.

    What was found by its name is known by its id as well.
    """

    def __init__(self, found: Mapping[Reference, Sequence[Found]]) -> None:
        by_id = {
            Reference(_BY_ID[reference.kind], thing.id): (thing,)
            for reference, things in found.items()
            if reference.kind in _BY_ID
            for thing in things
        }
        self._found: Mapping[Reference, Sequence[Found]] = by_id | dict(found)

    def find(self, reference: Reference) -> Sequence[Found]:
        return self._found.get(reference, ())


class Lists:
    """The code lists of one effective definition."""

    def __init__(self, lists: Mapping[str, CodeList]) -> None:
        self._lists = lists

    def __contains__(self, key: object) -> bool:
        return key in self._lists

    def choices(self, key: str) -> Choices:
        """The entries of a list; an unknown list has none (`check` reports it long before)."""
        code_list = self._lists.get(key)
        return choices_of(code_list.entries if code_list else ())


@dataclass(frozen=True)
class Context:
    """today: the day in the deployment's zone. language: of words read from and written to cells."""

    today: date
    lists: Lists
    lookups: Lookups = field(default_factory=lambda: KnownReferences({}))
    language: Language = "zh"
