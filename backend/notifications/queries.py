"""Reading one's messages, preferences and deliveries."""

from typing import Any
from uuid import UUID

import msgspec
from piccolo.columns.combination import And, Where

from backend.identity.people.queries import email_of
from backend.identity.tables import Person
from backend.kernel.actor import Actor
from backend.kernel.errors import NotFound
from backend.kernel.paging import Total, check_limit, decode_cursor, encode_cursor
from backend.kernel.runtime import Runtime
from backend.notifications.kinds import OUTWARD, MessageKind
from backend.notifications.preference_rules import clock_time
from backend.notifications.schemas import (
    DeliveryShown,
    NotificationShown,
    NotificationsShown,
    PreferencesShown,
    QuietHours,
)
from backend.notifications.senders import Senders
from backend.notifications.settings import NotificationsSettings
from backend.notifications.tables import Delivery, Preference

Row = dict[str, Any]


def own_inbox(runtime: Runtime, actor: Actor) -> Where | And:
    """The condition of an actor's inbox; an on-site lead's log-in sees only the kinds meant for it."""
    inbox = (Delivery.channel == "inbox") & (Delivery.person_id == actor.person_id)
    if actor.login_kind == "full":
        return inbox
    open_to_leads = [kind.key for kind in runtime.wiring.all(MessageKind) if kind.supervisor]
    return inbox & Delivery.kind.is_in(open_to_leads)


async def list_inbox(
    runtime: Runtime, actor: Actor, *, cursor: str | None, limit: int | None, unread_only: bool
) -> NotificationsShown:
    """A page of the inbox, newest first."""
    size = check_limit(limit)
    own = own_inbox(runtime, actor)
    condition = own & Delivery.read_at.is_null() if unread_only else own
    after = decode_cursor(cursor, 2)
    if after is not None:
        at, last = int(after[0] or 0), UUID(str(after[1]))
        condition &= (Delivery.created_at < at) | ((Delivery.created_at == at) & (Delivery.id < last))
    rows: list[Row] = (
        await Delivery.select()
        .where(condition)
        .order_by(Delivery.created_at, ascending=False)
        .order_by(Delivery.id, ascending=False)
        .limit(size + 1)
    )
    shown = rows[:size]
    more = encode_cursor(shown[-1]["created_at"], str(shown[-1]["id"])) if len(rows) > size else None
    unread, total = await count_unread(runtime, actor), None
    if after is None:
        total = Total(unread if unread_only else await Delivery.count().where(own))
    return NotificationsShown(items=[_shown(row) for row in shown], next=more, total=total, unread=unread)


async def count_unread(runtime: Runtime, actor: Actor) -> int:
    """How many messages the actor has not read."""
    count: int = await Delivery.count().where(own_inbox(runtime, actor), Delivery.read_at.is_null())
    return count


async def show_preferences(runtime: Runtime, person_id: UUID) -> PreferencesShown:
    """How a person wants to be told."""
    person = await Person.select(Person.email).where(Person.id == person_id).first()
    assert person is not None
    chosen = await Preference.select().where(Preference.person_id == person_id).first()
    row = chosen or {"email_on": True, "sms_on": True, "language": "zh"}
    settings, senders = runtime.settings(NotificationsSettings), runtime.find(Senders)
    return PreferencesShown(
        email=email_of(runtime.keys, person["email"]) or None,
        email_on=row["email_on"],
        sms_on=row["sms_on"],
        language=row["language"],
        ways=[channel for channel in OUTWARD if senders.of(channel) is not None],
        quiet=QuietHours(start=clock_time(settings.quiet_from), end=clock_time(settings.quiet_until)),
    )


async def show_delivery(person_id: UUID, delivery_id: UUID) -> DeliveryShown:
    """How far an outward message to this very person has come.

    Raises:
        NotFound: absent, or somebody else's.
    """
    row: Row | None = (
        await Delivery.select()
        .where(Delivery.id == delivery_id, Delivery.person_id == person_id, Delivery.channel != "inbox")
        .first()
    )
    if row is None:
        raise NotFound
    return DeliveryShown(
        id=row["id"],
        channel=row["channel"],
        state=row["state"],
        reason=row["reason"],
        tries=row["tries"],
        at=row["created_at"],
        next_try_at=row["next_try_at"],
        finished_at=row["finished_at"],
    )


def _shown(row: Row) -> NotificationShown:
    return NotificationShown(
        id=row["id"],
        kind=row["kind"],
        urgent=row["urgency"] == "urgent",
        params=msgspec.json.decode(row["params"], type=dict[str, str | int]),
        subject_id=row["subject_id"],
        scope_id=row["scope_id"],
        at=row["created_at"],
        read_at=row["read_at"],
    )
