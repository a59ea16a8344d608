"""What areas tell about the things they do not keep for ever (design §9). `operations` runs them every day."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from piccolo.columns import Column
from piccolo.columns.combination import Or

from backend.audit.retention_rules import Due, Held
from backend.audit.work import Work
from backend.kernel.runtime import Runtime

PIECE = 500
"""Rows that one transaction removes at most: others wait for the writer no longer than that takes."""


@dataclass(frozen=True)
class Kept:
    """Port: one kind of thing and how long it stays.

    `what` says it in plain words at the terminal, `setting` names the variable, `days` reads it (0: for ever).
    `count`: how many are due. `remove`: removes at most a piece of them and answers how many; 0 when none is left.
    It runs inside a unit of work that records the number, and adds its own events where the things have a history.
    `find`: looks, before the first of these, for what takes too long to look for inside one.
    """

    kind: str
    what: str
    setting: str
    days: Callable[[Runtime], int]
    count: Callable[[Runtime, Due], Awaitable[int]]
    remove: Callable[[Work, Due], Awaitable[int]]
    find: Callable[[Runtime, Due], Awaitable[None]] | None = None


@dataclass(frozen=True)
class Holds:
    """Port: what lies under legal hold; asked inside the transaction by whoever removes things at somebody's word."""

    now: Callable[[], Awaitable[Held]]


def outside(column: Column, held: Collection[UUID]) -> tuple[Or, ...]:
    """The conditions under which a column names none of these; rows where it is null are outside too."""
    return (column.is_null() | column.not_in(sorted(held)),) if held else ()
