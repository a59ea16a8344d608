"""Changing the tree: adding, renaming, moving, closing and reopening organisations."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import asyncpg

from backend.audit.work import Work
from backend.kernel.db import fetch, is_postgres, run_many, run_statements
from backend.kernel.errors import Invalid
from backend.organisations.actions import new_path
from backend.organisations.errors import HasActiveBelow, MoveRefused, OrganisationClosed, ReviewsOpen
from backend.organisations.events import (
    OrganisationChanged,
    OrganisationEnded,
    OrganisationMoved,
    OrganisationReopened,
)
from backend.organisations.people.staff import authority_of
from backend.organisations.ports import OrganisationCopies
from backend.organisations.tables import Organisation
from backend.organisations.tree.path_rules import subtree_range
from backend.organisations.tree.queries import open_reviews
from backend.organisations.tree.tree_rules import fits_below, would_be_own_ancestor

Values = dict[str, Any]
PLAIN = ("code", "name", "kind", "level", "district")


async def hold_tree() -> None:
    """Let nobody else change the tree until the transaction ends; on SQLite it is alone already. Reading goes on."""
    if is_postgres():
        await run_statements(["LOCK TABLE organisation IN SHARE ROW EXCLUSIVE MODE"])


@contextmanager
def code_is_unique() -> Iterator[None]:
    """Turns a clash of unit codes into its refusal.

    Raises:
        Invalid: another organisation has the code.
    """
    try:
        yield
    except (sqlite3.IntegrityError, asyncpg.UniqueViolationError) as error:
        raise Invalid("the code is taken", errors={"code": ["taken"]}) from error


async def change_organisation(work: Work, organisation: Organisation, values: Values) -> bool:
    """Give an organisation another name, code, kind, level or district; whether anything was different."""
    before = {name: getattr(organisation, name) for name in PLAIN}
    changed: dict[Any, Any] = {name: values[name] for name in PLAIN if values[name] != before[name]}
    if not changed:
        return False
    with code_is_unique():
        await Organisation.update(changed).where(Organisation.id == organisation.id)
    record_change(work, organisation.id, before, values)
    if "name" in changed:
        await rename_copies(work, [(changed["name"], organisation.path)])
    return True


def record_change(work: Work, organisation_id: UUID, before: Values, after: Values) -> None:
    """Note which of its values changed, from what to what."""
    fields = tuple(name for name in sorted(before) if after[name] != before[name])
    work.record(
        OrganisationChanged(subject_id=organisation_id, organisation_id=organisation_id, fields=fields),
        before={name: before[name] for name in fields},
        after={name: after[name] for name in fields},
    )


async def rename_copies(work: Work, renamed: Sequence[tuple[str, str]]) -> None:
    """Bring names (name, path) up to date where other tables repeat them; they are found by path, for its index."""
    for copy in work.runtime.wiring.all(OrganisationCopies):
        table, name, path = copy.table._meta.tablename, copy.name, copy.path
        await run_many(
            f"UPDATE {table} SET {name._meta.db_column_name} = {{}} WHERE {path._meta.db_column_name} = {{}}",  # noqa: S608
            renamed,
        )


async def move_organisation(work: Work, organisation: Organisation, parent: Organisation) -> None:
    """Put an organisation with all below it under another parent. The caller holds the tree.

    Raises:
        MoveRefused: under itself, or too deep. OrganisationClosed: the parent has ended.
        ReviewsOpen: somebody else would be in charge of what is under review.
    """
    old = organisation.path
    if not parent.active:
        raise OrganisationClosed(errors={"parentId": ["organisation_closed"]})
    if would_be_own_ancestor(old, parent.path):
        raise MoveRefused(errors={"parentId": ["own_descendant"]})
    low, high = subtree_range(old)
    below = (Organisation.path >= low) & (Organisation.path <= high)
    deepest: list[Values] = await Organisation.select(Organisation.path).where(below)
    longest = max((str(row["path"]) for row in deepest), key=len)
    if not fits_below(parent.path, old, longest):
        raise MoveRefused(errors={"parentId": ["too_deep"]})
    charge = await authority_of(organisation.id)
    new = await new_path(parent)
    await _rewrite("organisation", "path", old, new)
    for copy in work.runtime.wiring.all(OrganisationCopies):
        await _rewrite(copy.table._meta.tablename, copy.path._meta.db_column_name, old, new)
    former: UUID | None = organisation.parent_id
    await Organisation.update({Organisation.parent_id: parent.id}).where(Organisation.id == organisation.id)
    if await authority_of(organisation.id) != charge:
        await _refuse_reviews(new)
    work.record(
        OrganisationMoved(
            subject_id=organisation.id,
            organisation_id=organisation.id,
            from_id=former,
            to_id=parent.id,
            count=len(deepest),
        )
    )


async def close_organisation(work: Work, organisation: Organisation) -> None:
    """End an organisation: its roles give nothing any more, what it did stays.

    Raises:
        HasActiveBelow: something below has not ended. ReviewsOpen: something of it is under review.
    """
    if not organisation.active:
        return work.unchanged()
    active = await Organisation.count().where(Organisation.parent_id == organisation.id, Organisation.active.eq(True))
    if active:
        raise HasActiveBelow(data={"count": active})
    await _refuse_reviews(organisation.path)
    await Organisation.update({Organisation.active: False}).where(Organisation.id == organisation.id)
    work.record(OrganisationEnded(subject_id=organisation.id, organisation_id=organisation.id))
    return None


async def reopen_organisation(work: Work, organisation: Organisation) -> None:
    """Let an organisation go on; memberships that have not ended give their roles again.

    Raises:
        OrganisationClosed: the one above it has ended.
    """
    if organisation.active:
        return work.unchanged()
    if organisation.parent_id and not await Organisation.exists().where(
        Organisation.id == organisation.parent_id, Organisation.active.eq(True)
    ):
        raise OrganisationClosed
    await Organisation.update({Organisation.active: True}).where(Organisation.id == organisation.id)
    work.record(OrganisationReopened(subject_id=organisation.id, organisation_id=organisation.id))
    return None


async def _refuse_reviews(path: str) -> None:
    count = await open_reviews(path)
    if count:
        raise ReviewsOpen(data={"count": count})


async def _rewrite(table: str, column: str, old: str, new: str) -> None:
    """Replace the beginning of every path of a subtree. Names are ours, never a person's."""
    low, high = subtree_range(old)
    await fetch(
        f"UPDATE {table} SET {column} = {{}} || substr({column}, {{}}) WHERE {column} >= {{}} AND {column} <= {{}}",  # noqa: S608
        new,
        len(old) + 1,
        low,
        high,
    )
