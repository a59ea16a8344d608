"""What happens to messages. Events hold kinds, channels and outcomes; the texts and addresses never."""

from backend.audit.events import DomainEvent


class NotificationEvent(DomainEvent, frozen=True, kw_only=True):
    module = "notifications"
    kind = ""


class DeliveryQueued(NotificationEvent, frozen=True, kw_only=True):
    """subject: the first message's id; `deliveries` counts the rows written with it."""

    kind = "delivery.queued"
    message: str
    deliveries: int


class DeliveryTried(NotificationEvent, frozen=True, kw_only=True):
    """subject: the delivery."""

    kind = "delivery.tried"
    channel: str
    outcome: str
    reason: str
    tries: int


class NotificationsRead(NotificationEvent, frozen=True, kw_only=True):
    """subject: the person who read."""

    kind = "notification.read"
    count: int


class PreferencesChanged(NotificationEvent, frozen=True, kw_only=True):
    """subject: the person."""

    kind = "notification.preferences_changed"
    email_on: bool
    sms_on: bool
    language: str
