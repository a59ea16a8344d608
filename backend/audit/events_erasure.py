"""What is recorded of an erasure, so that the check of the chain can tell it from tampering."""

from typing import Literal

from backend.audit.events import DomainEvent

ErasureReason = Literal["requested", "retention"]


class ValuesErased(DomainEvent, frozen=True, kw_only=True):
    """subject: the event whose before and after were erased."""

    module = "audit"
    kind = "values.erased"
    reason: ErasureReason
