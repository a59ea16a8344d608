"""Reading the tree as its administrators see it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from piccolo.query.functions import Count

from backend.flows.tables import ReviewCase
from backend.kernel.db import contains
from backend.kernel.paging import Page, check_limit, decode_cursor, encode_cursor
from backend.kernel.runtime import Runtime
from backend.organisations.people.role_rules import Administrator, grantable
from backend.organisations.permissions import Condition, place_of, reach, roles_known
from backend.organisations.tables import Membership, Organisation
from backend.organisations.tree.path_rules import ancestors, is_within, subtree_range
from backend.organisations.tree.schemas import Named, OrganisationRow, OrganisationShown
from backend.organisations.tree.tree_rules import level_of

Row = dict[str, Any]
IN_REVIEW = "in_review"


async def list_organisations(
    administrator: Administrator, *, now: int, parent: UUID | None, text: str, cursor: str | None, limit: int | None
) -> Page[OrganisationRow]:
    """One page in the order of the tree: those below `parent`, those a text finds, or else the tops."""
    wanted = _wanted(administrator, parent, text.replace("\0", "").strip())
    after = decode_cursor(cursor, 1)
    if after is not None:
        wanted = wanted & (Organisation.path > str(after[0]))
    size = check_limit(limit)
    rows: list[Row] = await Organisation.select().where(wanted).order_by(Organisation.path).limit(size + 1)
    shown = await _shown(administrator, rows[:size], now)
    return Page(items=shown, next=encode_cursor(rows[size - 1]["path"]) if len(rows) > size else None)


def _wanted(administrator: Administrator, parent: UUID | None, text: str) -> Condition:
    within = reach(administrator, Organisation.path)
    wanted: Condition
    if text:
        wanted = contains(Organisation.name, text) | contains(Organisation.code, text)
    elif parent is not None:
        wanted = Organisation.parent_id == parent
    elif within is None:
        return Organisation.parent_id.is_null()
    else:
        return Organisation.path.is_in([top.path for top in outermost(administrator)])
    return wanted if within is None else wanted & within


def outermost(administrator: Administrator) -> list[Any]:
    """The tops that lie below no other top."""
    tops = administrator.tops
    return [
        top for top in tops if not any(is_within(top.path, other.path) and top.path != other.path for other in tops)
    ]


async def read_organisation(runtime: Runtime, administrator: Administrator, found: Organisation) -> OrganisationShown:
    """One organisation the administrator sees."""
    (row,) = await _shown(administrator, [found.to_dict()], runtime.now())
    roles = grantable(administrator, roles_known(runtime).values(), place_of(found)) if found.active else []
    values = {name: getattr(row, name) for name in OrganisationRow.__struct_fields__}
    return OrganisationShown(**values, roles=roles, reviews=await open_reviews(found.path))


async def open_reviews(path: str) -> int:
    """How many cases of a subtree are under review."""
    low, high = subtree_range(path)
    below = Organisation.select(Organisation.id).where((Organisation.path >= low) & (Organisation.path <= high))
    count: int = await ReviewCase.count().where(ReviewCase.state == IN_REVIEW, ReviewCase.organisation_id.is_in(below))
    return count


async def _shown(administrator: Administrator, rows: Sequence[Row], now: int) -> list[OrganisationRow]:
    ids = [row["id"] for row in rows]
    children, members = await _children(ids), await _members(ids, now)
    above = await _above(administrator, rows)
    return [
        OrganisationRow(
            id=row["id"],
            parent_id=row["parent_id"],
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            level=row["level"],
            district=row["district"],
            active=bool(row["active"]),
            children=children.get(row["id"], 0),
            members=members.get(row["id"], 0),
            above=[above[path] for path in ancestors(row["path"])[:-1] if path in above],
            may_change=administrator.changes(row["path"]),
        )
        for row in rows
    ]


async def _children(ids: Sequence[UUID]) -> dict[UUID, int]:
    if not ids:
        return {}
    rows = (
        await Organisation.select(Organisation.parent_id, Count())
        .where(Organisation.parent_id.is_in(list(ids)))
        .group_by(Organisation.parent_id)
    )
    return {row["parent_id"]: row["count"] for row in rows}


async def _members(ids: Sequence[UUID], now: int) -> dict[UUID, int]:
    if not ids:
        return {}
    rows = (
        await Membership.select(Membership.organisation_id, Count(distinct=[Membership.person_id]))
        .where(
            Membership.organisation_id.is_in(list(ids)),
            Membership.valid_until.is_null() | (Membership.valid_until > now),
        )
        .group_by(Membership.organisation_id)
    )
    return {row["organisation_id"]: row["count"] for row in rows}


async def _above(administrator: Administrator, rows: Sequence[Row]) -> dict[str, Named]:
    wanted = {path for row in rows for path in ancestors(row["path"])[:-1] if administrator.sees(path)}
    if not wanted:
        return {}
    found = await Organisation.select(Organisation.path, Organisation.id, Organisation.name).where(
        Organisation.path.is_in(sorted(wanted, key=level_of))
    )
    return {row["path"]: Named(row["id"], row["name"]) for row in found}
