"""What happens to bytes."""

from uuid import UUID

from backend.audit.events import DomainEvent


class BlobStored(DomainEvent, frozen=True, kw_only=True):
    """subject: the claim."""

    module = "files"
    kind = "blob.stored"
    digest: str
    size: int
    person_id: UUID
