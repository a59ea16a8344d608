"""Adding organisations and memberships."""

from uuid import UUID

from backend.audit.work import Work
from backend.kernel.ids import new_id
from backend.organisations.events import MembershipAdded, OrganisationAdded
from backend.organisations.people.membership_rules import Span
from backend.organisations.tables import Membership, Organisation
from backend.organisations.tree.path_rules import next_segment


async def add_organisation(
    work: Work,
    *,
    parent: Organisation | None,
    name: str,
    kind: str,
    level: str = "",
    district: str = "",
    code: str | None = None,
) -> Organisation:
    """Add a node under a parent, or a root."""
    organisation = Organisation(
        id=new_id(),
        parent_id=parent.id if parent else None,
        path=await new_path(parent),
        code=code,
        name=name,
        kind=kind,
        level=level,
        district=district,
    )
    await Organisation.insert(organisation)
    work.record(
        OrganisationAdded(subject_id=organisation.id, organisation_id=organisation.id),
        after={"code": code, "name": name, "kind": kind, "level": level, "district": district},
    )
    return organisation


async def new_path(parent: Organisation | None) -> str:
    """The path for one more child of a parent, or one more root."""
    siblings = await Organisation.select(Organisation.path).where(
        Organisation.parent_id.is_null() if parent is None else Organisation.parent_id == parent.id
    )
    return (parent.path if parent else "") + next_segment([row["path"] for row in siblings])


async def add_membership(
    work: Work, *, person_id: UUID, organisation_id: UUID, role: str, span: Span | None = None
) -> UUID:
    """Give a person a role in an organisation, from now on unless a span is given."""
    span = span or Span(work.at)
    membership = Membership(
        id=new_id(),
        person_id=person_id,
        organisation_id=organisation_id,
        role=role,
        valid_from=span.since,
        valid_until=span.until,
    )
    await Membership.insert(membership)
    record_membership(work, membership)
    membership_id: UUID = membership.id
    return membership_id


def record_membership(work: Work, membership: Membership) -> None:
    """Note that a membership was given."""
    work.record(
        MembershipAdded(
            subject_id=membership.id,
            organisation_id=membership.organisation_id,
            person_id=membership.person_id,
            role=membership.role,
            valid_from=membership.valid_from,
            valid_until=membership.valid_until,
        )
    )
