"""Who administers which organisations and people. To everybody else they are absent (design §9)."""

from uuid import UUID

from piccolo.columns import Varchar
from piccolo.columns.combination import And, Or, Where

from backend.kernel.actor import Actor
from backend.kernel.errors import NotFound, NotPermitted
from backend.kernel.runtime import Runtime
from backend.organisations.people.role_rules import (
    ADMINISTERS,
    PLATFORM,
    UNIT_ADMIN,
    UNKNOWN_RANK,
    Administrator,
    MemberRole,
    Place,
    Top,
)
from backend.organisations.queries import organisation_paths
from backend.organisations.tables import Organisation
from backend.organisations.tree.path_rules import subtree_range

Condition = Where | And | Or


async def administrator_of(actor: Actor) -> Administrator:
    """What the actor administers.

    Raises:
        NotFound: nothing at all.
    """
    if actor.has(PLATFORM):
        return Administrator((Top("", ADMINISTERS[PLATFORM]),))
    paths = await organisation_paths(actor.organisations(UNIT_ADMIN))
    if not paths:
        raise NotFound
    return Administrator(tuple(Top(path, ADMINISTERS[UNIT_ADMIN]) for path in sorted(paths)))


def reach(administrator: Administrator, column: Varchar) -> Condition | None:
    """The condition that a path lies in what is administered; None when that is everything."""
    if administrator.everywhere:
        return None
    conditions: list[Condition] = []
    for top in administrator.tops:
        low, high = subtree_range(top.path)
        conditions.append((column >= low) & (column <= high))
    found = conditions[0]
    for condition in conditions[1:]:
        found = found | condition
    return found


async def organisation_seen(administrator: Administrator, organisation_id: UUID) -> Organisation:
    """An organisation of the administrator's subtrees.

    Raises:
        NotFound: absent, or another's.
    """
    found: Organisation | None = await Organisation.objects().get(Organisation.id == organisation_id)
    if found is None or not administrator.sees(found.path):
        raise NotFound
    return found


async def organisation_changeable(administrator: Administrator, organisation_id: UUID) -> Organisation:
    """An organisation the administrator may change.

    Raises:
        NotFound: absent, or another's. NotPermitted: it is the top of what they administer, which those above change.
    """
    found = await organisation_seen(administrator, organisation_id)
    if not administrator.changes(found.path):
        raise NotPermitted
    return found


def roles_known(runtime: Runtime) -> dict[str, MemberRole]:
    """Every role that memberships give, by its key."""
    return {role.key: role for role in runtime.wiring.all(MemberRole)}


def rank_of(roles: dict[str, MemberRole], role: str) -> int:
    """The rank of a role, the highest for one that nobody knows any more."""
    return roles[role].rank if role in roles else UNKNOWN_RANK


def place_of(organisation: Organisation) -> Place:
    """The organisation as far as roles ask."""
    return Place(organisation.path, organisation.kind, organisation.parent_id is None)
