"""What happens to organisations and memberships."""

from uuid import UUID

from backend.audit.events import DomainEvent


class OrganisationEvent(DomainEvent, frozen=True, kw_only=True):
    module = "organisations"
    kind = ""


class OrganisationAdded(OrganisationEvent, frozen=True, kw_only=True):
    kind = "organisation.added"


class MembershipAdded(OrganisationEvent, frozen=True, kw_only=True):
    """subject: the membership."""

    kind = "membership.added"
    person_id: UUID
    role: str


GRANTS_MAY_CHANGE = frozenset({"membership.added", "membership.ended"})
