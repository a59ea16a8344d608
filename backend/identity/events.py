"""What happens to people, log-ins and devices."""

from uuid import UUID

from backend.audit.events import DomainEvent


class IdentityEvent(DomainEvent, frozen=True, kw_only=True):
    module = "identity"
    kind = ""


class PersonAdded(IdentityEvent, frozen=True, kw_only=True):
    kind = "person.added"


class PersonConfirmed(IdentityEvent, frozen=True, kw_only=True):
    """subject: the imported person, who knew name and the last four of the identity number."""

    kind = "person.confirmed"


class EmailChanged(IdentityEvent, frozen=True, kw_only=True):
    """subject: the person."""

    kind = "person.email_changed"


class PhoneChanged(IdentityEvent, frozen=True, kw_only=True):
    """subject: the person; `way` says who vouched for it."""

    kind = "person.phone_changed"
    way: str


class PhoneChangeAsked(IdentityEvent, frozen=True, kw_only=True):
    """subject: the change that a colleague asked for."""

    kind = "phone_change.asked"
    person_id: UUID


class PhoneChangeEnded(IdentityEvent, frozen=True, kw_only=True):
    """subject: the change; `outcome` is confirmed, refused or expired."""

    kind = "phone_change.ended"
    person_id: UUID
    outcome: str


class CodeAsked(IdentityEvent, frozen=True, kw_only=True):
    """subject: the one-time code; `fate` says whether it is sent."""

    kind = "code.asked"
    purpose: str
    fate: str


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
    """subject: the person; `reason` is a code."""

    kind = "device.revoked"
    key_id: str
    reason: str = ""


class ConsentGiven(IdentityEvent, frozen=True, kw_only=True):
    """subject: the person, who agreed to this version of a notice."""

    kind = "consent.given"
    notice: str
    version: str


class ConsentRefused(IdentityEvent, frozen=True, kw_only=True):
    """subject: the person, who goes the way without the phone."""

    kind = "consent.refused"
    notice: str
    version: str


GRANTS_MAY_CHANGE = frozenset({"login.ended", "person.disabled"})
"""After these a cached actor may be wrong; areas that grant add their own kinds through `ActorsChange`."""
