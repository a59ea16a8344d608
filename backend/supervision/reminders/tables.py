"""Reminders that were given."""

from piccolo.columns import UUID, BigInt, ForeignKey, OnDelete, Varchar
from piccolo.table import Table

from backend.supervision.tables import Slot


class SlotReminder(Table, tablename="slot_reminder"):
    """A reminder of a slot, each kind once: a unique index says so, whoever comes first."""

    id = UUID(primary_key=True, default=None)
    slot_id = ForeignKey(Slot, on_delete=OnDelete.restrict, null=False, default=None)
    reminder = Varchar(20)
    at = BigInt()
