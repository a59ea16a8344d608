"""Deliveries and what people chose about them."""

from piccolo.columns import UUID, BigInt, Boolean, ForeignKey, Integer, OnDelete, Text, Varchar
from piccolo.table import Table

from backend.identity.tables import Person


class Delivery(Table, tablename="delivery"):
    """A message on its way to one recipient by one channel; `message_id` is shared by the channels of one message.

    `next_try_at` is null once the outcome is final; while sending it is when the try counts as lost.
    """

    id = UUID(primary_key=True, default=None)
    message_id = UUID(default=None)
    person_id = ForeignKey(Person, on_delete=OnDelete.restrict, null=True, default=None)
    kind = Varchar(40)
    urgency = Varchar(10)
    channel = Varchar(10)
    language = Varchar(2)
    subject_id = UUID(null=True, default=None)
    scope_id = UUID(null=True, default=None)
    params = Text()
    state = Varchar(10)
    reason = Varchar(30)
    tries = Integer(default=0)
    created_at = BigInt()
    next_try_at = BigInt(null=True, default=None)
    expires_at = BigInt(null=True, default=None)
    finished_at = BigInt(null=True, default=None)
    read_at = BigInt(null=True, default=None)


class DeliverySecret(Table, tablename="delivery_secret"):
    """What a code's delivery must not keep: code and address, encrypted, gone at its final outcome, in no backup."""

    delivery_id = ForeignKey(Delivery, on_delete=OnDelete.restrict, primary_key=True, null=False, default=None)
    address = Text()
    secret = Text()
    expires_at = BigInt()


class Preference(Table, tablename="notification_preference"):
    """How a person wants to be told; without a row everything is on, in Chinese."""

    person_id = ForeignKey(Person, on_delete=OnDelete.restrict, primary_key=True, null=False, default=None)
    email_on = Boolean(default=True)
    sms_on = Boolean(default=True)
    language = Varchar(2)
