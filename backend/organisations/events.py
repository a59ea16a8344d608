"""What happens to organisations and memberships."""

from uuid import UUID

from backend.audit.events import DomainEvent


class OrganisationEvent(DomainEvent, frozen=True, kw_only=True):
    module = "organisations"
    kind = ""


class OrganisationAdded(OrganisationEvent, frozen=True, kw_only=True):
    kind = "organisation.added"


class OrganisationChanged(OrganisationEvent, frozen=True, kw_only=True):
    """`fields` names what changed."""

    kind = "organisation.changed"
    fields: tuple[str, ...]


class OrganisationMoved(OrganisationEvent, frozen=True, kw_only=True):
    """`count`: of the organisations that moved, with all below."""

    kind = "organisation.moved"
    from_id: UUID | None
    to_id: UUID | None
    count: int


class OrganisationEnded(OrganisationEvent, frozen=True, kw_only=True):
    """It ended; its roles give nothing from now on."""

    kind = "organisation.closed"


class OrganisationReopened(OrganisationEvent, frozen=True, kw_only=True):
    kind = "organisation.reopened"


class OrganisationsImported(OrganisationEvent, frozen=True, kw_only=True):
    """subject: the import."""

    kind = "organisations.imported"
    added: int
    changed: int
    file_sha256: str


class MembershipAdded(OrganisationEvent, frozen=True, kw_only=True):
    """subject: the membership."""

    kind = "membership.added"
    person_id: UUID
    role: str
    valid_from: int = 0
    valid_until: int | None = None


class MembershipEnded(OrganisationEvent, frozen=True, kw_only=True):
    """subject: the membership, valid until then."""

    kind = "membership.ended"
    person_id: UUID
    role: str
    valid_until: int


class PeopleImported(OrganisationEvent, frozen=True, kw_only=True):
    """subject: the import; `added` people, `memberships` given."""

    kind = "people.imported"
    added: int
    memberships: int
    file_sha256: str


GRANTS_MAY_CHANGE = frozenset(
    {"membership.added", "membership.ended", "organisation.closed", "organisation.reopened", "organisation.moved"}
)
