"""What an administrator does to people."""

from backend.identity.events import IdentityEvent


class PersonDisabled(IdentityEvent, frozen=True, kw_only=True):
    """subject: the person, who can log in no more; what they did stays theirs."""

    kind = "person.disabled"
