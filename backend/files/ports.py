"""What higher areas tell `files`: who may send which bytes, and what waits for them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

import msgspec

from backend.audit.arrivals import Arrival
from backend.audit.work import Work
from backend.kernel.actor import Actor
from backend.kernel.runtime import Runtime

Magic = Literal["jpeg", "png", "pdf"]
"""What bytes begin as; nothing else is taken in."""


class Expected(msgspec.Struct, frozen=True):
    """Bytes a record waits for: how many, and what they must begin as."""

    size: int
    magic: Magic


class StoredBytes(msgspec.Struct, frozen=True):
    """Bytes that are durable in the store, and whose they are; `by` brought them where it was not that person."""

    person_id: UUID
    digest: str
    size: int
    magic: Magic
    by: Actor | None = None


@dataclass(frozen=True)
class PutPolicy:
    """Port: what is expected under this digest from this actor, or None when the area expects nothing."""

    expects: Callable[[Runtime, Actor, str], Awaitable[Expected | None]]


@dataclass(frozen=True)
class ArrivalAnswer:
    """Port: what the PUT's answer carries under `key` for each digest just stored.

    `on_stored` runs inside the unit of work that records the claims, for many digests at once; it updates the records
    that wait and answers a list per digest. `shape` runs after commit and turns that list into what is sent.
    `concerns` tells what cannot be the area's without asking the database; that is answered with an empty list.
    """

    key: str
    on_stored: Callable[[Work, Sequence[StoredBytes]], Awaitable[Sequence[list[Any]]]]
    shape: Callable[[Runtime, list[Any]], object]
    concerns: Callable[[Arrival[StoredBytes]], bool]


@dataclass(frozen=True)
class MentionsBytes:
    """Port: SQL that answers a column `digest`, of bytes an area's records name, come or not: they may not leave."""

    sql: str


@dataclass(frozen=True)
class CopiesOfBytes:
    """Port: removes what an area has derived from these digests; what is still needed is derived again."""

    forget: Callable[[Runtime, Sequence[str]], Awaitable[None]]
