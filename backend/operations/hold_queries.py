"""Reading legal holds."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from piccolo.columns.combination import And, Or, Where

from backend.identity.tables import Person
from backend.kernel.errors import Invalid, NotFound
from backend.kernel.paging import CountedPage, Total, check_limit, decode_cursor, encode_cursor
from backend.operations.schemas import HeldNamed, HoldRow
from backend.operations.tables import LegalHold
from backend.supervision.tables import Project

Row = dict[str, Any]
Condition = Where | And | Or


async def every_hold() -> list[HoldRow]:
    """All holds, those that ended too, the oldest first."""
    return await _shown(await LegalHold.select().order_by(LegalHold.placed_at).order_by(LegalHold.id))


async def read_hold(hold_id: UUID) -> HoldRow:
    """One hold.

    Raises:
        NotFound.
    """
    rows = await LegalHold.select().where(LegalHold.id == hold_id)
    if not rows:
        raise NotFound
    (shown,) = await _shown(rows)
    return shown


async def list_holds(
    *, released: bool, subject: UUID | None, cursor: str | None, limit: int | None
) -> CountedPage[HoldRow]:
    """One page of the holds in force, or of those that ended; the newest first, all or of one project or person.

    Raises:
        Invalid: the cursor is of another list.
    """
    table, size = LegalHold, check_limit(limit)
    wanted: Condition = table.released_at.is_not_null() if released else table.released_at.is_null()
    if subject is not None:
        wanted = wanted & (table.subject_id == subject)
    after = decode_cursor(cursor, 2)
    total = Total(await table.count().where(wanted)) if after is None else None
    if after is not None:
        at, last = _key(after)
        wanted = wanted & ((table.placed_at < at) | ((table.placed_at == at) & (table.id < last)))
    rows: list[Row] = (
        await table.select()
        .where(wanted)
        .order_by(table.placed_at, ascending=False)
        .order_by(table.id, ascending=False)
        .limit(size + 1)
    )
    shown = rows[:size]
    following = encode_cursor(shown[-1]["placed_at"], str(shown[-1]["id"])) if len(rows) > size else None
    return CountedPage(items=await _shown(shown), next=following, total=total)


def _key(after: Sequence[str | int | None]) -> tuple[int, UUID]:
    try:
        return int(str(after[0])), UUID(str(after[1]))
    except ValueError as error:
        raise Invalid("unreadable cursor", errors={"cursor": ["invalid"]}) from error


async def _shown(rows: Sequence[Row]) -> list[HoldRow]:
    names = await _names([row["subject_id"] for row in rows])
    return [
        HoldRow(
            id=row["id"],
            held=row["held"],
            subject=names.get(row["subject_id"]) or HeldNamed(row["subject_id"], "", ""),
            reason=row["reason"],
            placed_by=row["placed_by"],
            placed_at=row["placed_at"],
            release_reason=row["release_reason"],
            released_by=row["released_by"],
            released_at=row["released_at"],
        )
        for row in rows
    ]


async def _names(ids: Sequence[UUID]) -> dict[UUID, HeldNamed]:
    """A draft that was held and then removed has no name any more."""
    if not ids:
        return {}
    projects = await Project.select(Project.id, Project.no, Project.name).where(Project.id.is_in(list(ids)))
    people = await Person.select(Person.id, Person.name).where(Person.id.is_in(list(ids)))
    found = {row["id"]: HeldNamed(row["id"], row["no"], row["name"]) for row in projects}
    return found | {row["id"]: HeldNamed(row["id"], "", row["name"]) for row in people}
