"""Reading the tree and memberships."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from backend.identity.schemas import RoleShown
from backend.kernel.actor import Actor, Grant, LoginKind
from backend.kernel.runtime import Runtime
from backend.organisations.people.role_rules import AUTHORITY, CLERK, UNIT_ADMIN
from backend.organisations.tables import Membership, Organisation
from backend.organisations.tree.path_rules import is_within


async def membership_grants(runtime: Runtime, person_id: UUID, _: UUID, kind: LoginKind) -> Sequence[Grant]:
    """Roles from memberships valid now, in organisations that have not ended; a supervisor's log-in gives none."""
    if kind != "full":
        return []
    now = runtime.now()
    rows = await Membership.select(Membership.role, Membership.organisation_id).where(
        Membership.person_id == person_id,
        Membership.organisation_id._.active.eq(True),
        Membership.valid_from <= now,
        Membership.valid_until.is_null() | (Membership.valid_until > now),
    )
    return [Grant(role=row["role"], organisation_id=row["organisation_id"]) for row in rows]


async def vouches_for(runtime: Runtime, actor: Actor, person_id: UUID) -> bool:
    """True if the actor is in charge where the person belongs now: as the unit's clerk, or as an administrator of it or
    an authority, there or above. So a unit with one clerk finds its second person without the authority."""
    now = runtime.now()
    rows = await Membership.select(
        Membership.organisation_id, Membership.organisation_id._.path.as_alias("path")
    ).where(
        Membership.person_id == person_id,
        Membership.valid_from <= now,
        Membership.valid_until.is_null() | (Membership.valid_until > now),
    )
    if {row["organisation_id"] for row in rows} & actor.organisations(CLERK):
        return True
    above = await organisation_paths(actor.organisations(AUTHORITY) | actor.organisations(UNIT_ADMIN))
    return any(is_within(row["path"], path) for row in rows for path in above)


async def organisation_paths(ids: Iterable[UUID]) -> list[str]:
    """The paths of organisations."""
    wanted = list(ids)
    if not wanted:
        return []
    rows = await Organisation.select(Organisation.path).where(Organisation.id.is_in(wanted))
    return [row["path"] for row in rows]


async def describe_roles(actor: Actor) -> list[RoleShown]:
    """The actor's organisational roles with names."""
    ids = [grant.organisation_id for grant in actor.grants if grant.organisation_id]
    if not ids:
        return []
    rows = await Organisation.select(Organisation.id, Organisation.name).where(Organisation.id.is_in(ids))
    names = {row["id"]: row["name"] for row in rows}
    return [
        RoleShown(
            role=grant.role, organisation_id=grant.organisation_id, organisation_name=names[grant.organisation_id]
        )
        for grant in actor.grants
        if grant.organisation_id
    ]
