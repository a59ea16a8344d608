"""What an administrator does to people."""

from backend.identity.events import IdentityEvent


class PersonDisabled(IdentityEvent, frozen=True, kw_only=True):
    """subject: the person, who can log in no more; what they did stays theirs."""

    kind = "person.disabled"


class PersonEnabled(IdentityEvent, frozen=True, kw_only=True):
    """subject: the person, who may log in again."""

    kind = "person.enabled"


class PersonChanged(IdentityEvent, frozen=True, kw_only=True):
    """subject: the person; `fields` names what an administrator corrected."""

    kind = "person.changed"
    fields: tuple[str, ...]


class PersonErased(IdentityEvent, frozen=True, kw_only=True):
    """subject: the person, of whom only the id is left."""

    kind = "person.erased"
