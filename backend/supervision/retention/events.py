"""What is recorded when evidence or files leave: for having been kept long enough, or because a person was erased."""

from typing import Literal

from backend.supervision.events import SupervisionEvent

RemovalReason = Literal["requested", "retention"]


class CaptureBytesRemoved(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the capture, whose photo and position are gone; digest, receipt and findings stay."""

    kind = "capture.bytes_removed"
    sha256: str
    reason: RemovalReason


class DrawingRemoved(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the commitment, whose drawn signature is gone; its digest stays."""

    kind = "commitment.drawing_removed"
    sha256: str
    reason: RemovalReason


class DocumentBytesRemoved(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the document, whose bytes are gone; its name and digest stay."""

    kind = "document.bytes_removed"
    sha256: str
    reason: RemovalReason
