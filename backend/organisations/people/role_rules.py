"""Who administers what, and who may give which role where, pure (catalogue 2; design §9).

An administrator acts in the subtree of the organisation in which they are one, never beyond it and never above their
own rank; the organisation they were put over is changed by those above it. Nobody changes their own rights.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from backend.organisations.tree.path_rules import is_within

PLATFORM = "platform_admin"
UNIT_ADMIN = "unit_admin"
CLERK = "cme_institution"
AUTHORITY = "cme_authority"
LEARNER = "cme_learner"
AUTHORITY_KIND = "authority"
Where = Literal["anywhere", "authority", "root"]
GrantFault = Literal["role_above", "role_not_here"]


@dataclass(frozen=True)
class MemberRole:
    """Port: a role that memberships give. It is given by administrators of at least its rank, and only `where`."""

    key: str
    rank: int
    where: Where = "anywhere"


ROLES = (
    MemberRole(PLATFORM, 100, "root"),
    MemberRole(UNIT_ADMIN, 50),
    MemberRole(AUTHORITY, 50, "authority"),
    MemberRole(CLERK, 10),
    MemberRole(LEARNER, 0),
)
"""Those this area knows; others are registered by the areas that know them."""
ADMINISTERS: Mapping[str, int] = {PLATFORM: 100, UNIT_ADMIN: 50}
"""Roles that administer, with the rank up to which."""
UNKNOWN_RANK = 100
"""Of a role no area knows any more."""


@dataclass(frozen=True)
class Place:
    """An organisation as far as roles ask."""

    path: str
    kind: str
    is_root: bool


@dataclass(frozen=True)
class Top:
    """The top of a subtree somebody administers, up to a rank; an empty path is the whole tree."""

    path: str
    rank: int


@dataclass(frozen=True)
class Administrator:
    """What one person administers."""

    tops: tuple[Top, ...]

    @property
    def everywhere(self) -> bool:
        return any(not top.path for top in self.tops)

    def sees(self, path: str) -> bool:
        """Whether the organisation lies in one of the subtrees."""
        return any(is_within(path, top.path) for top in self.tops)

    def changes(self, path: str) -> bool:
        """Whether the organisation itself may be changed: one strictly below a top."""
        return any(is_within(path, top.path) and path != top.path for top in self.tops)

    def rank_at(self, path: str) -> int:
        """Up to which rank there; -1 where nothing is theirs."""
        return max((top.rank for top in self.tops if is_within(path, top.path)), default=-1)

    def manages(self, held: Iterable[tuple[str, int]]) -> bool:
        """Whether a person with these roles (path, rank) is theirs alone: none elsewhere, none above their rank."""
        roles = list(held)
        return all(self.rank_at(path) >= rank for path, rank in roles) and (bool(roles) or self.everywhere)


def grant_fault(administrator: Administrator, role: MemberRole, place: Place) -> GrantFault | None:
    """Why an administrator may not give or take a role in a place; None if they may."""
    if administrator.rank_at(place.path) < role.rank:
        return "role_above"
    return None if fits(role, place) else "role_not_here"


def fits(role: MemberRole, place: Place) -> bool:
    """Whether a role makes sense in a place: some reach over a subtree, some over the whole deployment."""
    if role.where == "root":
        return place.is_root
    return role.where == "anywhere" or place.kind == AUTHORITY_KIND


def grantable(administrator: Administrator, roles: Iterable[MemberRole], place: Place) -> list[str]:
    """The roles an administrator may give in a place, the lowest first."""
    found = [role for role in roles if grant_fault(administrator, role, place) is None]
    return [role.key for role in sorted(found, key=lambda role: role.rank)]
