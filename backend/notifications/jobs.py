"""Clean-up of deliveries that are over."""

from backend.audit.work import housekeeping
from backend.kernel.clock import DAY
from backend.kernel.runtime import Runtime
from backend.notifications.settings import NotificationsSettings
from backend.notifications.tables import Delivery, DeliverySecret

EVERY_S = 3_600.0


async def clear_deliveries(runtime: Runtime) -> None:
    """Remove codes that have run out, and finished mails and SMS after their days; what is in an inbox stays."""
    before = runtime.now() - runtime.settings(NotificationsSettings).keep_days * DAY
    async with housekeeping("delivery"):
        await DeliverySecret.delete().where(DeliverySecret.expires_at <= runtime.now())
        await Delivery.delete().where(
            Delivery.created_at < before, Delivery.channel != "inbox", Delivery.next_try_at.is_null()
        )
