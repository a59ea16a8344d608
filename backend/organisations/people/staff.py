"""Who stands where, for the reviews of cases (backend/flows/ports)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from piccolo.columns.combination import And, Or, Where

from backend.identity.tables import Person
from backend.organisations.people.role_rules import AUTHORITY_KIND, PLATFORM
from backend.organisations.tables import Membership, Organisation
from backend.organisations.tree.path_rules import SEGMENT, ancestors


async def chain_above(organisation_id: UUID) -> Sequence[UUID]:
    """An organisation, then those above it up to the root."""
    return [row["id"] for row in await _above(organisation_id)]


async def authority_of(organisation_id: UUID) -> UUID | None:
    """The nearest authority above an organisation; for the topmost authority itself."""
    rows = [row for row in await _above(organisation_id) if row["kind"] == AUTHORITY_KIND]
    found: list[UUID] = [row["id"] for row in rows]
    above = [place for place in found if place != organisation_id]
    return next(iter(above or found), None)


async def role_holders_in(
    organisations: Sequence[UUID], roles: Sequence[str], at: int
) -> Mapping[tuple[UUID, str], frozenset[UUID]]:
    """The people who hold these roles in these organisations at a moment."""
    if not organisations or not roles:
        return {}
    rows = await Membership.select(Membership.organisation_id, Membership.role, Membership.person_id).where(
        Membership.organisation_id.is_in(list(organisations)), Membership.role.is_in(list(roles)), _valid(at)
    )
    found: dict[tuple[UUID, str], set[UUID]] = defaultdict(set)
    for row in rows:
        found[row["organisation_id"], row["role"]].add(row["person_id"])
    return {place: frozenset(people) for place, people in found.items()}


async def administrators(at: int) -> frozenset[UUID]:
    """The administrators of the deployment."""
    rows = await Membership.select(Membership.person_id).where(Membership.role == PLATFORM, _valid(at))
    return frozenset(row["person_id"] for row in rows)


async def people_named(ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """The names of people."""
    rows = await Person.select(Person.id, Person.name).where(Person.id.is_in(list(ids)))
    return {row["id"]: row["name"] for row in rows}


async def organisations_named(ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """The names of organisations."""
    rows = await Organisation.select(Organisation.id, Organisation.name).where(Organisation.id.is_in(list(ids)))
    return {row["id"]: row["name"] for row in rows}


def _valid(at: int) -> And | Or | Where:
    running = Membership.valid_until.is_null() | (Membership.valid_until > at)
    standing = Membership.person_id._.active.eq(True) & Membership.organisation_id._.active.eq(True)
    return (Membership.valid_from <= at) & running & standing


async def _above(organisation_id: UUID) -> list[dict[str, Any]]:
    row = await Organisation.select(Organisation.path).where(Organisation.id == organisation_id).first()
    if row is None:
        return []
    rows: list[dict[str, Any]] = await Organisation.select(Organisation.id, Organisation.path, Organisation.kind).where(
        Organisation.path.is_in(ancestors(row["path"]))
    )
    return sorted(rows, key=lambda one: -len(str(one["path"])) // SEGMENT)
