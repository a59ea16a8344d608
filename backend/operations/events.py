"""What happens to the things a deployment does not keep for ever, and to what must stay."""

from uuid import UUID

from backend.audit.events import DomainEvent


class OperationsEvent(DomainEvent, frozen=True, kw_only=True):
    module = "operations"
    kind = ""


class RetentionRemoved(OperationsEvent, frozen=True, kw_only=True):
    """subject: the run. How many of one kind (`rule`), kept for `days`, one transaction removed.

    A run that removes more than one transaction may has several.
    """

    kind = "retention.removed"
    rule: str
    removed: int
    days: int


class HoldPlaced(OperationsEvent, frozen=True, kw_only=True):
    """subject: the project or person (`held`) of whom nothing may be removed."""

    kind = "hold.placed"
    held: str
    hold_id: UUID


class HoldReleased(OperationsEvent, frozen=True, kw_only=True):
    """subject: the project or person (`held`) whose hold ended."""

    kind = "hold.released"
    held: str
    hold_id: UUID
