"""Shapes of people and memberships on the wire."""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from backend.audit.events_access import RevealPurpose
from backend.kernel.wire import Input, Output
from backend.organisations.people.membership_rules import MembershipState
from backend.organisations.tree.schemas import Named

Masked = Literal["phone", "id_number", "email"]
Purpose = RevealPurpose
PersonState = Literal["active", "disabled"]


class MembershipRow(Output):
    """A role held from a day to a day, both included; no `until` where no end is known."""

    id: UUID
    person: Named
    person_active: bool
    organisation: Named
    role: str
    since: date = msgspec.field(name="from")
    until: date | None
    state: MembershipState
    may_end: bool


class PersonRow(Output):
    """A person; phone, identity number and address masked, empty if unknown. `memberships`: those the reader sees.

    `mayChange` is false for somebody who belongs to other organisations too, and for oneself.
    """

    id: UUID
    name: str
    phone: str
    id_type: str
    id_number: str
    email: str
    active: bool
    added_at: int
    memberships: list[MembershipRow]
    elsewhere: bool
    may_change: bool
    is_self: bool


class PersonSent(Input):
    """A new person with a first role; days are included. `shared`: the phone may be another person's too."""

    name: str
    phone: str
    organisation_id: UUID
    role: str
    id_type: str = ""
    id_number: str = ""
    email: str = ""
    since: date | None = msgspec.field(name="from", default=None)
    until: date | None = None
    shared: bool = False


class PersonChange(Input):
    """What to correct; null leaves it as it is, empty text takes it away."""

    name: str | None = None
    id_type: str | None = None
    id_number: str | None = None
    email: str | None = None


class PeopleSearch(Input):
    """A search by part of the name, the whole phone or the whole identity number; in a body, since addresses of
    requests are kept in many places.
    """

    text: str = ""
    organisation: UUID | None = None
    state: PersonState | None = None
    cursor: str | None = None
    limit: int | None = None


class RevealSent(Input):
    """Which masked value is to be shown, and why."""

    field: Masked
    purpose: Purpose


class Revealed(Output):
    """A value in clear; the reveal is recorded."""

    value: str


class MembershipSent(Input):
    """A role to give; days are included, no `from` means now."""

    person_id: UUID
    organisation_id: UUID
    role: str
    since: date | None = msgspec.field(name="from", default=None)
    until: date | None = None


class MembershipEnd(Input):
    """When to end; null is now, a day is included."""

    until: date | None = None
