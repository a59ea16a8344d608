"""Adding organisations and memberships."""

from uuid import UUID

from backend.audit.work import Work
from backend.kernel.ids import new_id
from backend.organisations.events import MembershipAdded, OrganisationAdded
from backend.organisations.path_rules import next_segment
from backend.organisations.tables import Membership, Organisation


async def add_organisation(
    work: Work, *, parent: Organisation | None, name: str, kind: str, level: str = "", district: str = ""
) -> Organisation:
    """Add a node under a parent, or a root."""
    parent_id = parent.id if parent else None
    siblings = await Organisation.select(Organisation.path).where(
        Organisation.parent_id.is_null() if parent_id is None else Organisation.parent_id == parent_id
    )
    organisation = Organisation(
        id=new_id(),
        parent_id=parent_id,
        path=(parent.path if parent else "") + next_segment([row["path"] for row in siblings]),
        name=name,
        kind=kind,
        level=level,
        district=district,
    )
    await Organisation.insert(organisation)
    work.record(
        OrganisationAdded(subject_id=organisation.id, organisation_id=organisation.id),
        after={"name": name, "kind": kind, "level": level, "district": district},
    )
    return organisation


async def add_membership(work: Work, *, person_id: UUID, organisation_id: UUID, role: str) -> UUID:
    """Give a person a role in an organisation from now on."""
    membership = Membership(
        id=new_id(), person_id=person_id, organisation_id=organisation_id, role=role, valid_from=work.at
    )
    await Membership.insert(membership)
    membership_id: UUID = membership.id
    work.record(
        MembershipAdded(subject_id=membership_id, organisation_id=organisation_id, person_id=person_id, role=role)
    )
    return membership_id
