"""What happens in supervision. `scope_id` is always the project, so a screen can watch one."""

from uuid import UUID

from backend.audit.events import DomainEvent


class SupervisionEvent(DomainEvent, frozen=True, kw_only=True):
    module = "supervision"
    kind = ""


class ProjectAdded(SupervisionEvent, frozen=True, kw_only=True):
    kind = "project.added"


class ProjectApproved(SupervisionEvent, frozen=True, kw_only=True):
    kind = "project.approved"


class LeadDesignated(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the assignment."""

    kind = "assignment.designated"


class CodeRegenerated(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the assignment."""

    kind = "assignment.regenerated"
    generation: int


class CodeUsed(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the assignment whose login code opened a login session."""

    kind = "assignment.code_used"
    generation: int


class LeadReplaced(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the assignment that ended."""

    kind = "assignment.replaced"


class SlotReminded(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the slot; `reminder` is nothing_yet or incomplete."""

    kind = "slot.reminded"
    reminder: str


class CommitmentSigned(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the commitment."""

    kind = "commitment.signed"
    text_version: int


class CommitmentStored(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the commitment, whose drawing is now stored."""

    kind = "commitment.stored"


class LecturerAdded(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the lecturer row."""

    kind = "lecturer.added"
    slot_id: UUID


class LecturerRemoved(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the lecturer row; `reason` is absent, replaced or cancelled."""

    kind = "lecturer.removed"
    slot_id: UUID
    reason: str


class CaptureNamed(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the capture. Its manifest is sealed; its bytes may still be on the phone."""

    kind = "capture.named"
    slot_id: UUID
    manifest_sha256: str
    sha256: str
    verdict: str


class CaptureRefused(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the capture that was not taken in; `code` says why."""

    kind = "capture.refused"
    code: str
    manifest_sha256: str


class CaptureStored(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the capture, whose bytes are durable."""

    kind = "capture.stored"
    sha256: str


class CaptureInspected(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the capture."""

    kind = "capture.inspected"
    outcome: str


class CaptureRuled(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the capture."""

    kind = "capture.ruled"
    verdict: str


GRANTS_MAY_CHANGE = frozenset(
    {"assignment.designated", "assignment.regenerated", "assignment.replaced", "login.opened"}
)
