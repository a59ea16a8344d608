"""Deliveries that are over and messages of the inbox, as kinds that do not stay for ever (design §9)."""

from collections.abc import Awaitable, Callable

from piccolo.columns.combination import And, Or, Where

from backend.audit.retention import PIECE, Kept, outside
from backend.audit.retention_rules import Due
from backend.audit.work import Work
from backend.kernel.runtime import Runtime
from backend.notifications.settings import NotificationsSettings
from backend.notifications.tables import Delivery, DeliverySecret

Condition = Where | And | Or


def _due(due: Due) -> tuple[Condition, ...]:
    return (
        Delivery.created_at < due.before,
        *outside(Delivery.person_id, due.held.people),
        *outside(Delivery.scope_id, due.held.projects),
        *outside(Delivery.subject_id, due.held.projects),
    )


def _finished(due: Due) -> tuple[Condition, ...]:
    return ((Delivery.channel != "inbox") & Delivery.next_try_at.is_null(), *_due(due))


def _inbox(due: Due) -> tuple[Condition, ...]:
    return (Delivery.channel == "inbox", *_due(due))


Which = Callable[[Due], tuple[Condition, ...]]


def _count(which: Which) -> Callable[[Runtime, Due], Awaitable[int]]:
    async def count(_: Runtime, due: Due) -> int:
        found: int = await Delivery.count().where(*which(due))
        return found

    return count


def _remove(which: Which) -> Callable[[Work, Due], Awaitable[int]]:
    async def remove(_: Work, due: Due) -> int:
        rows = await Delivery.select(Delivery.id).where(*which(due)).order_by(Delivery.created_at).limit(PIECE)
        ids = [row["id"] for row in rows]
        if ids:
            await DeliverySecret.delete().where(DeliverySecret.delivery_id.is_in(ids))
            await Delivery.delete().where(Delivery.id.is_in(ids))
        return len(ids)

    return remove


KEPT_MESSAGES = (
    Kept(
        kind="deliveries",
        what="e-mails and SMS at their final outcome",
        setting="HALFDAY_NOTIFICATIONS_KEEP_DAYS",
        days=lambda runtime: runtime.settings(NotificationsSettings).keep_days,
        count=_count(_finished),
        remove=_remove(_finished),
    ),
    Kept(
        kind="inbox",
        what="messages of the inbox, read or not",
        setting="HALFDAY_NOTIFICATIONS_INBOX_DAYS",
        days=lambda runtime: runtime.settings(NotificationsSettings).inbox_days,
        count=_count(_inbox),
        remove=_remove(_inbox),
    ),
)
