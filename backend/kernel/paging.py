"""Lists page by key: the cursor names the last row seen, so no page is skipped or shown twice while rows arrive."""

from typing import Generic, TypeVar

import msgspec

from backend.kernel.encoding import b64decode, b64encode
from backend.kernel.errors import Invalid

T = TypeVar("T")
MAX_LIMIT = 200
DEFAULT_LIMIT = 50


class Page(msgspec.Struct, Generic[T], rename="camel"):
    """One page of a list; `next` is the cursor of the following page, or null on the last."""

    items: list[T]
    next: str | None


class Total(msgspec.Struct, frozen=True):
    """How many rows all pages hold together; with `more`, at least one more than `n`: counting went no further."""

    n: int
    more: bool = False


class CountedPage(Page[T], Generic[T], rename="camel"):
    """A page that tells how many there are. Counted with the first page only: null on those that follow."""

    total: Total | None


def bounded_total(found: int, most: int) -> Total:
    """The total of a count that ended at the latest one beyond `most`."""
    return Total(min(found, most), more=found > most)


def encode_cursor(*key: str | int | None) -> str:
    """A cursor from the sort key of the last row shown."""
    return b64encode(msgspec.json.encode(key))


def decode_cursor(cursor: str | None, length: int) -> list[str | int | None] | None:
    """The sort key inside a cursor.

    Raises:
        Invalid: the cursor was not made by `encode_cursor` for this list.
    """
    if not cursor:
        return None
    try:
        key = msgspec.json.decode(b64decode(cursor), type=list[str | int | None])
    except (msgspec.MsgspecError, ValueError) as error:
        raise Invalid("unreadable cursor", errors={"cursor": ["invalid"]}) from error
    if len(key) != length:
        raise Invalid("cursor of another list", errors={"cursor": ["invalid"]})
    return key


def check_limit(limit: int | None) -> int:
    """The page size asked for, kept within 1..MAX_LIMIT."""
    return max(1, min(limit or DEFAULT_LIMIT, MAX_LIMIT))
