"""What is recorded of the deployment's own keys."""

from backend.audit.events import DomainEvent


class KeyRotated(DomainEvent, frozen=True, kw_only=True):
    """subject: the rotation. `kid` is the new key, `retired` the one it follows; both are public names."""

    module = "audit"
    kind = "key.rotated"
    purpose: str
    kid: str
    retired: str
