"""Who acts: a value made once per request. Identity says who; the registered grants add roles and scopes."""

from typing import Literal
from uuid import UUID

import msgspec

LoginKind = Literal["full", "supervisor", "system"]


class Grant(msgspec.Struct, frozen=True):
    """A role held in a scope: an organisation (its whole subtree) or one thing, such as an assignment."""

    role: str
    organisation_id: UUID | None = None
    thing_id: UUID | None = None


class Actor(msgspec.Struct, frozen=True):
    """The person behind a request, with what the registered grants allow."""

    person_id: UUID | None
    name: str = ""
    login_session_id: UUID | None = None
    login_kind: LoginKind = "full"
    grants: tuple[Grant, ...] = ()

    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)

    def has(self, role: str) -> bool:
        return any(grant.role == role for grant in self.grants)

    def organisations(self, role: str) -> frozenset[UUID]:
        """Organisations in which the role is held directly (subtrees are the area's question)."""
        return frozenset(g.organisation_id for g in self.grants if g.role == role and g.organisation_id)

    def things(self, role: str) -> frozenset[UUID]:
        return frozenset(g.thing_id for g in self.grants if g.role == role and g.thing_id)


SYSTEM = Actor(person_id=None, name="system", login_kind="system")
"""Acts for the server itself: jobs, the sealer, imports from the command line."""
