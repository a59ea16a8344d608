"""Who holds a step: the people of its scope, else an administrator further up, so that no case waits for nobody."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from backend.flows.event_rules import Holder

ADMINISTRATOR = "platform_admin"


class Place(msgspec.Struct, frozen=True):
    """An organisation: who has the role in question there now, and who administers it."""

    organisation_id: UUID
    people: frozenset[UUID] = frozenset()
    administrators: frozenset[UUID] = frozenset()


class Held(msgspec.Struct, frozen=True):
    """The holder to write into the case, and the people who may decide at this moment."""

    holder: Holder
    people: frozenset[UUID]


def resolve_holder(
    role: str,
    chain: Sequence[Place],
    *,
    owners: frozenset[UUID] = frozenset(),
    administrators: frozenset[UUID] = frozenset(),
) -> Held:
    """The holder of a step whose scope is an organisation.

    chain: the organisation the scope names, then those above it up to the root; empty if the scope names none. owners:
    whose case it is; they cannot decide it, so they do not count as somebody. administrators: of the deployment, the
    last resort.
    """
    if chain and chain[0].people - owners:
        return Held(Holder(role, chain[0].organisation_id), chain[0].people - owners)
    return _stand_in(chain[1:], owners, administrators)


def resolve_person(
    role: str,
    person_id: UUID | None,
    chain: Sequence[Place],
    *,
    owners: frozenset[UUID] = frozenset(),
    administrators: frozenset[UUID] = frozenset(),
) -> Held:
    """The holder of a step whose scope is a person, None if there is no such person now; `chain` is theirs."""
    if person_id is not None and person_id not in owners:
        return Held(Holder(role, person_id=person_id), frozenset({person_id}))
    return _stand_in(chain[1:], owners, administrators)


def resolve_applicant(role: str, chain: Sequence[Place]) -> Held:
    """Who answers for an organisation: its own people of the role, else those of the nearest organisation above that
    has some, in its place. Where nobody has the role anywhere it stays the organisation's own.

    Whatever goes to an organisation's people goes by this rule: the applicant's task, messages, reminders.
    """
    for place in chain:
        if place.people:
            return Held(Holder(role, place.organisation_id, stand_in=place is not chain[0]), place.people)
    return Held(Holder(role, chain[0].organisation_id if chain else None), frozenset())


def people_told(role: str, chain: Sequence[Place], senders: frozenset[UUID]) -> frozenset[UUID]:
    """Whom a message to an organisation reaches: who answers for it, and whoever sent in what it is about (`senders`)
    as far as they still have the role there or further up, so that they may still see it."""
    reaching = frozenset[UUID]().union(*(place.people for place in chain))
    return resolve_applicant(role, chain).people | (senders & reaching)


def _stand_in(above: Sequence[Place], owners: frozenset[UUID], administrators: frozenset[UUID]) -> Held:
    for place in above:
        people = place.administrators - owners
        if people:
            return Held(Holder(ADMINISTRATOR, place.organisation_id, stand_in=True), people)
    return Held(Holder(ADMINISTRATOR, stand_in=True), administrators - owners)
