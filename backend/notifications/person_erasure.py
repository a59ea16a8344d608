"""What notifications know about a person, and remove at their request (design §9)."""

from uuid import UUID

from backend.audit.erasing import ErasedPart
from backend.audit.work import Work
from backend.notifications.tables import Delivery, DeliverySecret, Preference


async def _erase_messages(_: Work, person_id: UUID) -> int:
    """Every message to the person, by whatever channel."""
    theirs = Delivery.select(Delivery.id).where(Delivery.person_id == person_id)
    await DeliverySecret.delete().where(DeliverySecret.delivery_id.is_in(theirs))
    return len(await Delivery.delete().where(Delivery.person_id == person_id).returning(Delivery.id))


async def _erase_preferences(_: Work, person_id: UUID) -> int:
    return len(await Preference.delete().where(Preference.person_id == person_id).returning(Preference.person_id))


PERSON_ERASURE = (
    ErasedPart("messages", "messages to the person: inbox, e-mails, SMS", _erase_messages),
    ErasedPart("preferences", "how the person wanted to be told", _erase_preferences),
)
