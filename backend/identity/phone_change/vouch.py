"""Changing the phone of somebody who lost the old one: two people of the unit vouch for the new (design §9).

One asks, another confirms, neither is the person. The person is told at the old phone and may refuse.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from backend.audit.work import Work
from backend.identity.errors import PhoneChangeOpen
from backend.identity.events import PhoneChangeAsked, PhoneChangeEnded
from backend.identity.login_codes.login_code_rules import same_name
from backend.identity.people.queries import PHONE_PLACE, people_with_phone, phone_of
from backend.identity.phone_change.actions import move_phone
from backend.identity.tables import Person, PhoneChange
from backend.kernel.actor import Actor
from backend.kernel.clock import DAY
from backend.kernel.crypto.sealed import decrypt, encrypt
from backend.kernel.db import lock_row
from backend.kernel.errors import Invalid, NotFound, NotPermitted
from backend.kernel.ids import new_id
from backend.kernel.runtime import Runtime

WAY = "two_colleagues"
OPEN = ""
LIVES_MS = 7 * DAY
Ended = Literal["confirmed", "refused", "expired"]


@dataclass(frozen=True)
class VouchPolicy:
    """Port: whether an actor may vouch for a person, as one responsible in a unit the person belongs to."""

    may_vouch: Callable[[Runtime, Actor, UUID], Awaitable[bool]]


async def may_vouch(runtime: Runtime, actor: Actor, person_id: UUID) -> bool:
    """True for a colleague in charge; never for the person in question."""
    if actor.person_id in {None, person_id} or actor.login_kind != "full":
        return False
    return any([await port.may_vouch(runtime, actor, person_id) for port in runtime.wiring.all(VouchPolicy)])


async def ask_phone_change(work: Work, *, name: str, old: str, new: str) -> UUID:
    """Vouch first for a colleague's new phone.

    Raises:
        NotFound: nobody of this name and phone in the actor's units. Invalid: it is the phone they have.
        PhoneChangeOpen: one is waiting already.
    """
    person = await _colleague(work, name, old)
    if old == new:
        raise Invalid(errors={"newPhone": ["unchanged"]})
    await lock_row(Person, Person.id, person.id)
    waiting = await PhoneChange.objects().where(PhoneChange.person_id == person.id, PhoneChange.outcome == OPEN).first()
    if waiting is not None and waiting.expires_at > work.at:
        raise PhoneChangeOpen
    if waiting is not None:
        await _end(work, waiting, "expired")
    change = PhoneChange(
        id=new_id(),
        person_id=person.id,
        phone=encrypt(work.runtime.keys, PHONE_PLACE, new),
        asked_by=work.actor.person_id,
        asked_at=work.at,
        expires_at=work.at + LIVES_MS,
        outcome=OPEN,
    )
    await PhoneChange.insert(change)
    change_id: UUID = change.id
    work.record(PhoneChangeAsked(subject_id=change_id, person_id=person.id))
    return change_id


async def confirm_phone_change(work: Work, change_id: UUID) -> None:
    """Vouch second: the phone changes now, and what the old one opened ends.

    Raises:
        NotFound: absent, over, or not a colleague's. NotPermitted: whoever asked cannot confirm.
    """
    change = await _open(work, change_id)
    if not await may_vouch(work.runtime, work.actor, change.person_id):
        raise NotFound
    if change.asked_by == work.actor.person_id:
        raise NotPermitted
    person = await Person.objects().get(Person.id == change.person_id)
    assert person is not None
    keys = work.runtime.keys
    new = decrypt(keys, PHONE_PLACE, change.phone)
    await _end(work, change, "confirmed")
    await move_phone(work, person_id=person.id, old=phone_of(keys, person), new=new, way=WAY)


async def refuse_phone_change(work: Work, change_id: UUID) -> None:
    """Refuse a change: as a colleague in charge, or as the person it is about.

    Raises:
        NotFound: absent, over, or not theirs.
    """
    change = await _open(work, change_id)
    own = change.person_id == work.actor.person_id and work.actor.login_kind == "full"
    if not own and not await may_vouch(work.runtime, work.actor, change.person_id):
        raise NotFound
    await _end(work, change, "refused")


async def end_changes_of(work: Work, person_id: UUID) -> int:
    """Close what waits for a person who is about to be erased; how many."""
    waiting: list[PhoneChange] = await PhoneChange.objects().where(
        PhoneChange.person_id == person_id, PhoneChange.outcome == OPEN
    )
    for change in waiting:
        await _end(work, change, "expired")
    return len(waiting)


async def open_phone_changes(runtime: Runtime, actor: Actor) -> list[dict[str, Any]]:
    """Changes that wait and that the actor may decide on, or that are about the actor; oldest first."""
    rows: list[dict[str, Any]] = (
        await PhoneChange.select(*PhoneChange.all_columns(), PhoneChange.person_id._.name.as_alias("name"))
        .where(PhoneChange.outcome == OPEN, PhoneChange.expires_at > runtime.now())
        .order_by(PhoneChange.asked_at)
    )
    return [
        row for row in rows if row["person_id"] == actor.person_id or await may_vouch(runtime, actor, row["person_id"])
    ]


async def _colleague(work: Work, name: str, phone: str) -> Person:
    for person in await people_with_phone(work.runtime.keys, phone):
        if same_name(name, person.name) and await may_vouch(work.runtime, work.actor, person.id):
            return person
    raise NotFound


async def _open(work: Work, change_id: UUID) -> PhoneChange:
    await lock_row(PhoneChange, PhoneChange.id, change_id)
    change: PhoneChange | None = (
        await PhoneChange.objects()
        .where(PhoneChange.id == change_id, PhoneChange.outcome == OPEN, PhoneChange.expires_at > work.at)
        .first()
    )
    if change is None:
        raise NotFound
    return change


async def _end(work: Work, change: PhoneChange, outcome: Ended) -> None:
    """Close a change; the phone it would have brought is not kept."""
    await PhoneChange.update(
        {
            PhoneChange.outcome: outcome,
            PhoneChange.decided_by: work.actor.person_id,
            PhoneChange.decided_at: work.at,
            PhoneChange.phone: "",
        }
    ).where(PhoneChange.id == change.id)
    work.record(PhoneChangeEnded(subject_id=change.id, person_id=change.person_id, outcome=outcome))
