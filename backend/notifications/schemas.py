"""Shapes of notifications on the wire."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.identity.login_codes.ports import Language
from backend.kernel.paging import Total
from backend.kernel.wire import Input, Output
from backend.notifications.kinds import Outward


class NotificationShown(Output):
    """A message of the inbox; `kind` and `params` become words on the phone, the ids lead to the thing."""

    id: UUID
    kind: str
    urgent: bool
    params: dict[str, str | int]
    subject_id: UUID | None
    scope_id: UUID | None
    at: int
    read_at: int | None


class NotificationsShown(Output):
    """One page of the inbox, newest first, and how many are unread in all; `total` with the first page only."""

    items: list[NotificationShown]
    next: str | None
    total: Total | None
    unread: int


class ReadUntil(Input):
    """Reads everything up to and including this moment: what came while the list was open stays unread."""

    until: int


class Unread(Output):
    unread: int


class QuietHours(msgspec.Struct):
    """Local times between which only urgent messages leave the house; equal means never quiet."""

    start: str = msgspec.field(name="from")
    end: str = msgspec.field(name="until")


class PreferencesShown(Output):
    """How one wants to be told; `ways` are those the deployment can send by at all."""

    email: str | None
    email_on: bool
    sms_on: bool
    language: Language
    ways: list[Outward]
    quiet: QuietHours


class PreferencesSent(Input):
    """The whole of one's preferences; no address is null."""

    email: Annotated[str, msgspec.Meta(max_length=200)] | None
    email_on: bool
    sms_on: bool
    language: Language


class TestAsked(Input):
    """Asks for a test message."""

    channel: Literal["email", "sms"]


class DeliveryShown(Output):
    """How far a message to oneself has come; `reason` is a code, empty unless it did not work."""

    id: UUID
    channel: Outward
    state: str
    reason: str
    tries: int
    at: int
    next_try_at: int | None
    finished_at: int | None
