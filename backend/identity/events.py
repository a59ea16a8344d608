"""What happens to people, log-ins and devices."""

from backend.audit.events import DomainEvent


class IdentityEvent(DomainEvent, frozen=True, kw_only=True):
    module = "identity"
    kind = ""


class PersonAdded(IdentityEvent, frozen=True, kw_only=True):
    kind = "person.added"


class LoggedIn(IdentityEvent, frozen=True, kw_only=True):
    """subject: the login session."""

    kind = "login.opened"
    way: str


class LogInRefused(IdentityEvent, frozen=True, kw_only=True):
    """subject: the attempt."""

    kind = "login.refused"
    way: str
    result: str


class LoggedOut(IdentityEvent, frozen=True, kw_only=True):
    """subject: the login session; `reason` is a code."""

    kind = "login.ended"
    reason: str


class DeviceRegistered(IdentityEvent, frozen=True, kw_only=True):
    """subject: the person."""

    kind = "device.registered"
    key_id: str
    first: bool


class DeviceRevoked(IdentityEvent, frozen=True, kw_only=True):
    """subject: the person."""

    kind = "device.revoked"
    key_id: str


GRANTS_MAY_CHANGE = frozenset({"login.ended", "person.disabled"})
"""After these a cached actor may be wrong; areas that grant add their own kinds through `ActorsChange`."""
