"""Giving and ending memberships (design §9: from and to; leaving ends access at once)."""

from datetime import date
from uuid import UUID

from backend.audit.work import Work
from backend.identity.tables import Person
from backend.kernel.clock import instant_of
from backend.kernel.db import lock_row
from backend.kernel.errors import Invalid, NotFound
from backend.organisations.actions import add_membership
from backend.organisations.errors import (
    AlreadyMember,
    LastAdministrator,
    OrganisationClosed,
    OwnRights,
    PersonDisabledAlready,
    RoleAbove,
)
from backend.organisations.events import MembershipEnded
from backend.organisations.people.membership_rules import MINUTES_OF_DAY, Span, overlapped, span_of, state_of
from backend.organisations.people.role_rules import PLATFORM, UNKNOWN_RANK, Administrator, grant_fault
from backend.organisations.permissions import organisation_seen, place_of, roles_known
from backend.organisations.tables import Membership, Organisation
from backend.organisations.tree.actions import hold_tree


async def give_role(
    work: Work,
    administrator: Administrator,
    *,
    person_id: UUID,
    organisation_id: UUID,
    role: str,
    first: date | None,
    last: date | None,
) -> UUID:
    """Give a person a role; the membership.

    Raises:
        NotFound: the organisation is not the administrator's. OwnRights, RoleAbove, AlreadyMember.
        OrganisationClosed, PersonDisabledAlready. Invalid: an unknown role, one that has no place there, or the days.
    """
    if person_id == work.actor.person_id:
        raise OwnRights
    organisation = await organisation_seen(administrator, organisation_id)
    if not organisation.active:
        raise OrganisationClosed
    _check_role(work, administrator, organisation, role)
    span = span_of(first, last, work.at, work.runtime.zone)
    if span is None:
        raise Invalid(errors={"until": ["end_before_start"]})
    await lock_row(Person, Person.id, person_id)
    person: Person | None = await Person.objects().get(Person.id == person_id)
    if person is None:
        raise NotFound
    if not person.active:
        raise PersonDisabledAlready
    rows = await Membership.select(Membership.valid_from, Membership.valid_until).where(
        Membership.person_id == person_id,
        Membership.organisation_id == organisation_id,
        Membership.role == role,
    )
    if overlapped(span, (Span(row["valid_from"], row["valid_until"]) for row in rows)):
        raise AlreadyMember
    return await add_membership(work, person_id=person_id, organisation_id=organisation_id, role=role, span=span)


def _check_role(work: Work, administrator: Administrator, organisation: Organisation, key: str) -> None:
    role = roles_known(work.runtime).get(key)
    if role is None:
        raise Invalid(errors={"role": ["unknown_choice"]})
    fault = grant_fault(administrator, role, place_of(organisation))
    if fault == "role_above":
        raise RoleAbove
    if fault is not None:
        raise Invalid(errors={"role": [fault]})


async def end_role(work: Work, administrator: Administrator, membership_id: UUID, last: date | None) -> None:
    """End a membership now, or after its last day; what it gives ends with it.

    Raises:
        NotFound: not the administrator's, or over already. OwnRights, RoleAbove, LastAdministrator.
        Invalid: the last day is before the first, or not sooner than the end that is known.
    """
    await lock_row(Membership, Membership.id, membership_id)
    row = await Membership.objects(Membership.organisation_id).get(Membership.id == membership_id)
    if row is None or not administrator.sees(row.organisation_id.path):
        raise NotFound
    if state_of(Span(row.valid_from, row.valid_until), work.at) == "former":
        raise NotFound
    if row.person_id == work.actor.person_id:
        raise OwnRights
    role = roles_known(work.runtime).get(row.role)
    if administrator.rank_at(row.organisation_id.path) < (role.rank if role else UNKNOWN_RANK):
        raise RoleAbove
    until = _end_of(work, row, last)
    await Membership.update({Membership.valid_until: until}).where(Membership.id == membership_id)
    if row.role == PLATFORM:
        await keep_an_administrator(work)
    work.record(
        MembershipEnded(
            subject_id=membership_id,
            organisation_id=row.organisation_id.id,
            person_id=row.person_id,
            role=row.role,
            valid_until=until,
        )
    )


def _end_of(work: Work, row: Membership, last: date | None) -> int:
    if last is None:
        return work.at
    until = instant_of(last, MINUTES_OF_DAY, work.runtime.zone)
    if until <= max(work.at, row.valid_from):
        raise Invalid(errors={"until": ["end_before_start"]})
    return until


async def keep_an_administrator(work: Work) -> None:
    """Refuse what would leave nobody for good who administers the deployment.

    Raises:
        LastAdministrator: nobody would be left.
    """
    await hold_tree()
    left = await Membership.exists().where(
        Membership.role == PLATFORM,
        Membership.valid_from <= work.at,
        Membership.valid_until.is_null(),
        Membership.person_id._.active.eq(True),
    )
    if not left:
        raise LastAdministrator
