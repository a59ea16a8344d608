"""Clean-up of what deliveries must not keep."""

from backend.audit.work import housekeeping
from backend.kernel.runtime import Runtime
from backend.notifications.tables import DeliverySecret

EVERY_S = 3_600.0


async def clear_secrets(runtime: Runtime) -> None:
    """Remove codes that have run out."""
    async with housekeeping("delivery_secret"):
        await DeliverySecret.delete().where(DeliverySecret.expires_at <= runtime.now())
