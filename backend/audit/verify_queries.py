"""What the check of the chain reads, page by page; each page is one statement, so it may run beside a server."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.audit.events_erasure import ValuesErased

Row = dict[str, Any]
Fetch = Callable[..., Awaitable[list[Row]]]
"""Rows of raw SQL with `{}` for each value, on the database that is checked."""
PAGE = 1_000

_EVENT = """e.id AS id, e.kind AS kind, e.module AS module, e.at AS at, e.actor_id AS actor_id,
    e.actor_role AS actor_role, e.login_session_id AS login_session_id, e.organisation_id AS organisation_id,
    e.subject_id AS subject_id, e.scope_id AS scope_id, e.data AS data, e.values_hash AS values_hash,
    v.event_id AS values_of, v.salt AS salt, v.before AS before, v.after AS after, v.erased_at AS erased_at"""


@dataclass(frozen=True)
class Paged:
    """A statement read page by page, in the order of one column."""

    key: str
    what: str
    where: str = "TRUE"

    def page(self, *, first: bool) -> str:
        """The first page has no lower bound, so that rows put before the first of ours are read too."""
        after = "TRUE" if first else f"{self.key} > {{}}"
        return f"{self.what} WHERE {self.where} AND {after} ORDER BY {self.key} LIMIT {PAGE}"


CHAIN = Paged(
    "s.seal_no",
    f"SELECT s.seal_no AS key, s.event_id AS event_id, s.hash AS hash, {_EVENT} FROM seal s "  # noqa: S608 - constants
    "LEFT JOIN event e ON e.id = s.event_id LEFT JOIN event_values v ON v.event_id = s.event_id",
)
HEADS = Paged("seal_no", "SELECT seal_no AS key, hash, at, kid, signature FROM seal_head")
WAITING = Paged(
    "u.event_id",
    f"SELECT u.event_id AS key, {_EVENT} FROM unsealed u "  # noqa: S608 - constants
    "LEFT JOIN event e ON e.id = u.event_id LEFT JOIN event_values v ON v.event_id = u.event_id",
)
STRAY_EVENTS = Paged(
    "e.id",
    "SELECT e.id AS key FROM event e LEFT JOIN seal s ON s.event_id = e.id LEFT JOIN unsealed u ON u.event_id = e.id",
    "s.event_id IS NULL AND u.event_id IS NULL",
)
STRAY_VALUES = Paged(
    "v.event_id",
    "SELECT v.event_id AS key FROM event_values v LEFT JOIN event e ON e.id = v.event_id "
    "LEFT JOIN seal s ON s.event_id = v.event_id LEFT JOIN unsealed u ON u.event_id = v.event_id",
    "e.id IS NULL AND s.event_id IS NULL AND u.event_id IS NULL",
)


async def pages(fetch: Fetch, statement: Paged) -> AsyncIterator[list[Row]]:
    """All rows of a statement; each has its `key`."""
    rows = await fetch(statement.page(first=True))
    while rows:
        yield rows
        rows = await fetch(statement.page(first=False), rows[-1]["key"])


async def last_number(fetch: Fetch) -> int:
    """The newest number of the chain; 0 when it is empty."""
    rows = await fetch("SELECT seal_no FROM seal ORDER BY seal_no DESC LIMIT 1")
    return rows[0]["seal_no"] if rows else 0


async def hashes_at(fetch: Fetch, table: str, numbers: Sequence[int]) -> dict[int, str]:
    """The hashes that `seal` or `seal_head` has at these numbers."""
    if not numbers:
        return {}
    sql = f"SELECT seal_no, hash FROM {table} WHERE seal_no IN ({_places(numbers)})"  # noqa: S608 - our own names
    return {row["seal_no"]: row["hash"] for row in await fetch(sql, *numbers)}


async def with_recorded_erasure(fetch: Fetch, event_ids: Sequence[UUID]) -> set[UUID]:
    """Those of these events whose erasure an event records."""
    if not event_ids:
        return set()
    places = _places(event_ids)
    sql = f"SELECT subject_id FROM event WHERE subject_id IN ({places}) AND kind = {{}}"  # noqa: S608 - braces only
    return {row["subject_id"] for row in await fetch(sql, *event_ids, ValuesErased.kind)}


def _places(values: Sequence[object]) -> str:
    return ", ".join("{}" for _ in values)
