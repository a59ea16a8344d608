"""Checks over several fields of a document, named in its definition (catalogue 0.3 V-ORDER, V-RANK).

Each answers faults by field path. A check is asked only when the fields it reads have no faults of their own, so a slip
is reported once; fields that are not filled are never at fault here.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Protocol

import msgspec

from backend.forms.codes import FieldCode
from backend.forms.conditions import is_filled

Found = tuple[str, FieldCode]
Document = Mapping[str, object]


class _Check(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel", tag_field="check"):
    """`within` names the sub-table whose every row is checked; without it the document itself is."""

    within: str | None = None

    def scopes(self, document: Document) -> Iterable[tuple[str, Document]]:
        """The path in front of field keys, and the values there."""
        if self.within is None:
            yield "", document
            return
        yield from rows_of(document, self.within)


class Check(Protocol):
    """What validation asks of a check."""

    def faults(self, document: Document) -> Iterable[Found]:
        """What is wrong with a normalised document, by field path."""

    def reads(self) -> Iterable[str]:
        """The top-level fields it looks at."""


def rows_of(document: Document, key: str) -> Iterable[tuple[str, Document]]:
    """The rows of a sub-table with the path in front of their fields."""
    rows = document.get(key)
    for place, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, Mapping):
            yield f"{key}.{place}.", row


class Order(_Check, frozen=True, tag="order"):
    """The end is not before the start (V-ORDER)."""

    start: str
    end: str

    def reads(self) -> Sequence[str]:
        return (self.within,) if self.within else (self.start, self.end)

    def faults(self, document: Document) -> Iterable[Found]:
        for prefix, values in self.scopes(document):
            start, end = values.get(self.start), values.get(self.end)
            # A month and a day are compared as far as both tell.
            if isinstance(start, str) and isinstance(end, str) and end < start[: len(end)]:
                yield prefix + self.end, "end_before_start"


class Rank(_Check, frozen=True, tag="rank"):
    """A rank is not beyond the number of those ranked (V-RANK)."""

    rank: str
    total: str

    def reads(self) -> Sequence[str]:
        return (self.within,) if self.within else (self.rank, self.total)

    def faults(self, document: Document) -> Iterable[Found]:
        for prefix, values in self.scopes(document):
            rank, total = values.get(self.rank), values.get(self.total)
            if isinstance(rank, int) and isinstance(total, int) and rank > total:
                yield prefix + self.rank, "rank_beyond_total"


class Period(_Check, frozen=True, tag="period"):
    """Dates of rows lie inside a period of the document, both ends included."""

    within: str
    field: str
    start: str
    end: str

    def reads(self) -> Sequence[str]:
        return (self.within, self.start, self.end)

    def faults(self, document: Document) -> Iterable[Found]:
        start, end = document.get(self.start), document.get(self.end)
        for prefix, row in self.scopes(document):
            day = row.get(self.field)
            early = isinstance(start, str) and isinstance(day, str) and day < start
            late = isinstance(end, str) and isinstance(day, str) and day > end
            if early or late:
                yield prefix + self.field, "outside_period"


class Unique(_Check, frozen=True, tag="unique"):
    """No two rows agree in all these fields; the later one is at fault."""

    within: str
    fields: tuple[str, ...]

    def reads(self) -> Sequence[str]:
        return (self.within,)

    def faults(self, document: Document) -> Iterable[Found]:
        seen: set[tuple[str, ...]] = set()
        for prefix, row in self.scopes(document):
            if not all(is_filled(row.get(key)) for key in self.fields):
                continue
            values = tuple(repr(row[key]) for key in self.fields)
            if values in seen:
                yield prefix + self.fields[0], "duplicate_row"
            seen.add(values)


class Sum(_Check, frozen=True, tag="sum"):
    """The numbers of a column add up to a field (`equals`), or to no more than a field (`at_most`)."""

    within: str
    field: str
    equals: str | None = None
    at_most: str | None = None

    def __post_init__(self) -> None:
        if (self.equals is None) == (self.at_most is None):
            raise ValueError("give either `equals` or `at_most`")

    def reads(self) -> Sequence[str]:
        return (self.within, self.limit)

    @property
    def limit(self) -> str:
        return self.equals or self.at_most or ""

    def faults(self, document: Document) -> Iterable[Found]:
        limit = _number(document.get(self.limit))
        if limit is None:
            return
        numbers = (_number(row.get(self.field)) for _, row in self.scopes(document))
        total = sum((number for number in numbers if number is not None), Decimal(0))
        if self.equals is not None and total != limit:
            yield self.equals, "sum_differs"
        elif self.at_most is not None and total > limit:
            yield self.within, "sum_too_large"


AnyCheck = Order | Rank | Period | Unique | Sum


def _number(value: object) -> Decimal | None:
    """A number of a faultless integer or decimal field."""
    return Decimal(value) if isinstance(value, str | int) and is_filled(value) else None
