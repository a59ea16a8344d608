"""What is recorded of the deployment's own keys."""

from backend.audit.events import DomainEvent


class KeyRotated(DomainEvent, frozen=True, kw_only=True):
    """subject: the rotation. `kid` is the new key, `retired` the one it follows; both are public names."""

    module = "audit"
    kind = "key.rotated"
    purpose: str
    kid: str
    retired: str


class ValuesResealed(DomainEvent, frozen=True, kw_only=True):
    """subject: this piece of the work. So many values of a column are encrypted by the key `kid` from now on."""

    module = "audit"
    kind = "values.resealed"
    field: str
    kid: str
    count: int
