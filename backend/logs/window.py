"""Which part of a log is wanted: a span of time, and one page of it, newest first."""

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, TypeVar
from uuid import UUID

import msgspec
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter
from piccolo.columns import Column
from piccolo.columns.combination import And, Or, Where
from piccolo.query import Select

from backend.kernel.db import count_up_to
from backend.kernel.errors import Invalid
from backend.kernel.paging import (
    CountedPage,
    Total,
    bounded_total,
    check_limit,
    decode_cursor,
    encode_cursor,
)

Condition = Where | And | Or
Key = tuple[int, UUID]
"""When, and the row's id: what a log is sorted by."""
R = TypeVar("R")
S = TypeVar("S")
EARLIEST = 0
MOST_COUNTED = 1_000
"""A log grows for ever, and beyond this nobody reads it row by row: a filter is what is needed."""


class Window(msgspec.Struct, frozen=True):
    """`since` and `until` are instants, `until` excluded; `after` is the last row of the page before."""

    since: int | None = None
    until: int | None = None
    after: Key | None = None
    size: int = 0

    def condition(self, at: Column, row_id: Column) -> Condition:
        """Rows inside the span that follow the page before."""
        found: Condition = at >= (self.since or EARLIEST)
        if self.until is not None:
            found = found & (at < self.until)
        if self.after is not None:
            found = found & ((at < self.after[0]) | ((at == self.after[0]) & (row_id < self.after[1])))
        return found

    @property
    def limit(self) -> int:
        """How many rows to fetch: one more than are shown tells whether there is a next page."""
        return self.size + 1


WindowDep = NamedDependency[Window]
"""A handler's parameter `window`, from the query's from, until, cursor and limit."""


def make_window(since: int | None, until: int | None, cursor: str | None, limit: int | None) -> Window:
    """A window.

    Raises:
        Invalid: the cursor is of another list.
    """
    return Window(since=since, until=until, after=_key(decode_cursor(cursor, 2)), size=check_limit(limit))


def provide_window(
    since: Annotated[int | None, QueryParameter(name="from")] = None,
    until: FromQuery[int | None] = None,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[int | None] = None,
) -> Window:
    """Dependency `window`."""
    return make_window(since, until, cursor, limit)


def newest(streams: Iterable[Sequence[R]], window: Window, key: Callable[[R], Key]) -> list[R]:
    """The newest rows of several streams that are each sorted already."""
    rows = [row for stream in streams for row in stream]
    return sorted(rows, key=key, reverse=True)[: window.limit]


def page_of(rows: Sequence[R], window: Window, key: Callable[[R], Key]) -> tuple[Sequence[R], str | None]:
    """The rows to show, and the cursor of the next page."""
    shown = rows[: window.size]
    if len(rows) <= window.size:
        return shown, None
    at, row_id = key(shown[-1])
    return shown, encode_cursor(at, str(row_id))


async def count(window: Window, *wanted: Select[Any]) -> Total | None:
    """How many rows several queries hold together, counted with the first page and no further than MOST_COUNTED."""
    if window.after is not None:
        return None
    found = 0
    for query in wanted:
        found += await count_up_to(query, MOST_COUNTED + 1 - found)
    return bounded_total(found, MOST_COUNTED)


def show(items: list[S], following: str | None, total: Total | None) -> CountedPage[S]:
    """A page as it is sent."""
    return CountedPage(items=items, next=following, total=total)


def _key(cursor: list[str | int | None] | None) -> Key | None:
    if cursor is None:
        return None
    at, row_id = cursor
    try:
        return int(str(at)), UUID(str(row_id))
    except ValueError as error:
        raise Invalid("unreadable cursor", errors={"cursor": ["invalid"]}) from error
