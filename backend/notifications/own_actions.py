"""What people do with their own messages: read them, choose how to be told, ask for a test."""

from uuid import UUID

from backend.audit.work import Work
from backend.identity.login_codes.login_code_rules import CodeLimits, free_at
from backend.identity.people.queries import email_of, set_email
from backend.identity.tables import Person
from backend.kernel.clock import DAY, MINUTE
from backend.kernel.db import lock_row
from backend.kernel.errors import Invalid, NotFound
from backend.notifications.actions import Message, deliver
from backend.notifications.errors import TestLimit
from backend.notifications.events import NotificationsRead, PreferencesChanged
from backend.notifications.kinds import Outward
from backend.notifications.own_kinds import TEST
from backend.notifications.queries import own_inbox
from backend.notifications.tables import Delivery, Preference

TEST_LIMITS = CodeLimits(gap_ms=MINUTE, per_phone=5, budget=0)


async def read_one(work: Work, person_id: UUID, delivery_id: UUID) -> None:
    """Mark a message as read; again changes nothing.

    Raises:
        NotFound: absent, or not in this inbox.
    """
    wanted = own_inbox(work.runtime, work.actor) & (Delivery.id == delivery_id)
    row = await Delivery.select(Delivery.read_at).where(wanted).first()
    if row is None:
        raise NotFound
    if row["read_at"] is not None:
        work.unchanged()
        return
    await Delivery.update({Delivery.read_at: work.at}).where(Delivery.id == delivery_id)
    work.record(NotificationsRead(subject_id=person_id, count=1))


async def read_until(work: Work, person_id: UUID, until: int) -> None:
    """Mark everything that had come by a moment as read."""
    rows = (
        await Delivery.update({Delivery.read_at: work.at})
        .where(own_inbox(work.runtime, work.actor), Delivery.read_at.is_null(), Delivery.created_at <= until)
        .returning(Delivery.id)
    )
    if rows:
        work.record(NotificationsRead(subject_id=person_id, count=len(rows)))
    else:
        work.unchanged()


async def choose_preferences(
    work: Work, person_id: UUID, *, email: str, email_on: bool, sms_on: bool, language: str
) -> None:
    """Keep how a person wants to be told."""
    await lock_row(Person, Person.id, person_id)
    person = await Person.select(Person.email).where(Person.id == person_id).first()
    assert person is not None
    if email_of(work.runtime.keys, person["email"]) != email:
        await set_email(work, person_id, email)
    await Preference.delete().where(Preference.person_id == person_id)
    await Preference.insert(Preference(person_id=person_id, email_on=email_on, sms_on=sms_on, language=language))
    work.record(PreferencesChanged(subject_id=person_id, email_on=email_on, sms_on=sms_on, language=language))


async def send_test(work: Work, person_id: UUID, channel: Outward) -> UUID:
    """Send a person a test; the id of its delivery.

    Raises:
        TestLimit: one was sent within a minute, or five today. Invalid: no address, or switched off.
    """
    await lock_row(Person, Person.id, person_id)
    rows = await Delivery.select(Delivery.created_at).where(
        Delivery.person_id == person_id,
        Delivery.kind == TEST.key,
        Delivery.channel != "inbox",
        Delivery.created_at > work.at - DAY,
    )
    free = free_at(work.at, [row["created_at"] for row in rows], TEST_LIMITS)
    if free > work.at:
        raise TestLimit(data={"retryAt": free})
    queued = await deliver(work, Message(TEST), to=[person_id], by=frozenset({channel}))
    if not queued:
        raise Invalid(errors={"channel": ["no_address"]})
    delivery_id: UUID = queued[0].id
    return delivery_id
