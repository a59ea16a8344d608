"""Writing deliveries in the transaction of their cause. Nothing is sent here: the couriers do it after the commit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec

from backend.audit.work import Recorded, Work
from backend.identity.events import PhoneChangeAsked
from backend.identity.login_codes.ports import CodeMessage, Language
from backend.identity.tables import Person
from backend.kernel.crypto.sealed import encrypt
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id
from backend.notifications.events import DeliveryQueued
from backend.notifications.kinds import OUTWARD, Channel, MessageKind, Outward, Urgency
from backend.notifications.own_kinds import CODE_KINDS, PHONE_CHANGE_ASKED
from backend.notifications.tables import Delivery, DeliverySecret, Preference

ADDRESS_PLACE = "delivery_secret.address"
SECRET_PLACE = "delivery_secret.secret"  # noqa: S105 - the name of a place, not a secret
EVERY_WAY: frozenset[Channel] = frozenset({"inbox", "email", "sms"})
WITHHELD = "withheld"


@dataclass(frozen=True)
class Message:
    """What people are told: references and parameters that the PWA turns into words.

    `subject_id` is the thing it is about, `scope_id` the larger thing (a project, a case). `urgency` and `expires_at`
    stand in for what the kind says.
    """

    kind: MessageKind
    subject_id: UUID | None = None
    scope_id: UUID | None = None
    params: Mapping[str, str | int] = field(default_factory=dict)
    urgency: Urgency | None = None
    expires_at: int | None = None


@dataclass(frozen=True)
class Notice:
    """A message with whom it is for and by which channels it may go."""

    message: Message
    to: frozenset[UUID]
    by: frozenset[Channel] = EVERY_WAY


async def deliver(
    work: Work, message: Message, *, to: Iterable[UUID], by: frozenset[Channel] = EVERY_WAY
) -> list[Delivery]:
    """Tell people: in the inbox always, outward as the kind, `by` and their own choice allow."""
    return await deliver_all(work, [Notice(message, frozenset(to), by)])


async def deliver_all(work: Work, notices: Sequence[Notice]) -> list[Delivery]:
    """`deliver` for any number of notices with the same few statements."""
    people = await _people(sorted({person for notice in notices for person in notice.to}))
    rows: list[Delivery] = []
    for notice in notices:
        told = [people[person] for person in sorted(notice.to) if person in people]
        own = [row for person in told for row in _rows(work, notice.message, person, notice.by)]
        _record_queued(work, notice.message.kind, own)
        rows += own
    await insert_rows(Delivery, rows)
    return rows


async def deliver_code(work: Work, code: CodeMessage) -> None:
    """Take over a one-time code, for a phone that may be nobody's.

    One that is withheld ends here, with the same statements and nothing in them.
    """
    keys, kind = work.runtime.keys, CODE_KINDS[code.purpose]
    address, secret = encrypt(keys, ADDRESS_PLACE, code.phone), encrypt(keys, SECRET_PLACE, code.code)
    row = Delivery(
        id=new_id(),
        message_id=new_id(),
        kind=kind.key,
        urgency=kind.urgency,
        channel="sms",
        language=code.language,
        params="{}",
        state="failed" if code.withheld else "waiting",
        reason=WITHHELD if code.withheld else "",
        created_at=work.at,
        next_try_at=None if code.withheld else work.at,
        expires_at=code.expires_at,
        finished_at=work.at if code.withheld else None,
    )
    _record_queued(work, kind, [row])
    await insert_rows(Delivery, [row])
    await DeliverySecret.insert(
        DeliverySecret(
            delivery_id=row.id,
            address="" if code.withheld else address,
            secret="" if code.withheld else secret,
            expires_at=code.expires_at,
        )
    )


async def warn_of_phone_change(work: Work, recorded: Recorded) -> None:
    """In-transaction hook: whose phone is to be changed hears of it, at the old phone too."""
    event = recorded.event
    assert isinstance(event, PhoneChangeAsked)
    await deliver(work, Message(PHONE_CHANGE_ASKED, subject_id=event.subject_id), to=[event.person_id])


def _record_queued(work: Work, kind: MessageKind, rows: Sequence[Delivery]) -> None:
    if rows:
        work.record(DeliveryQueued(subject_id=rows[0].message_id, message=kind.key, deliveries=len(rows)))


async def _people(ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    if not ids:
        return {}
    rows = await Person.select(Person.id, Person.email).where(Person.id.is_in(ids), Person.active.eq(True))
    chosen = {row["person_id"]: row for row in await Preference.select().where(Preference.person_id.is_in(ids))}
    usual = {"email_on": True, "sms_on": True, "language": "zh"}
    return {row["id"]: usual | chosen.get(row["id"], {}) | row for row in rows}


def _rows(work: Work, message: Message, person: dict[str, Any], by: frozenset[Channel]) -> list[Delivery]:
    kind, message_id = message.kind, new_id()
    rows = []
    if kind.inbox and "inbox" in by:
        rows.append(_row(work, message, person, message_id, "inbox"))
    rows += [
        _row(work, message, person, message_id, channel)
        for channel in OUTWARD
        if channel in by and kind.goes_by(channel) and _reachable(person, channel)
    ]
    return rows


def _reachable(person: dict[str, Any], channel: Outward) -> bool:
    """The person has an address for it and has not switched it off."""
    return bool(person["sms_on"] if channel == "sms" else person["email_on"] and person["email"])


def _row(work: Work, message: Message, person: dict[str, Any], message_id: UUID, channel: Channel) -> Delivery:
    outward = channel != "inbox"
    language: Language = person["language"]
    return Delivery(
        id=new_id(),
        message_id=message_id,
        person_id=person["id"],
        kind=message.kind.key,
        urgency=message.urgency or message.kind.urgency,
        channel=channel,
        language=language,
        subject_id=message.subject_id,
        scope_id=message.scope_id,
        params=msgspec.json.encode(dict(message.params), order="sorted").decode(),
        state="waiting" if outward else "sent",
        created_at=work.at,
        next_try_at=work.at if outward else None,
        expires_at=(message.expires_at or work.at + message.kind.lives_ms) if outward else None,
        finished_at=None if outward else work.at,
    )
