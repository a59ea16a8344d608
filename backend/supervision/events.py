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


class ProjectChanged(SupervisionEvent, frozen=True, kw_only=True):
    """The unit changed the draft of a filing; `version` counts the changes."""

    kind = "project.changed"
    version: int


class ProjectDeleted(SupervisionEvent, frozen=True, kw_only=True):
    """A project that was never filed is gone."""

    kind = "project.deleted"


class ProjectRearranged(SupervisionEvent, frozen=True, kw_only=True):
    """Half-days, venue points or rows of an approved project changed by a case."""

    kind = "project.rearranged"
    case_id: UUID


class ProjectRecalled(SupervisionEvent, frozen=True, kw_only=True):
    """An approval was taken back; the half-days ask for nothing until the next."""

    kind = "project.recalled"


class ProjectsImported(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the import."""

    kind = "project.imported"
    count: int
    file_sha256: str


class DocumentAnnounced(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the document, whose bytes may come now; `document` is notice or schedule."""

    kind = "document.announced"
    document: str
    sha256: str
    size: int


class DocumentStored(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the document, whose bytes are durable."""

    kind = "document.stored"
    sha256: str


class DocumentDeleted(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the document, deleted with the draft it belonged to; `document` is notice or schedule."""

    kind = "document.deleted"
    document: str
    sha256: str


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


class CodeWiped(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the assignment whose login code can no longer be shown again; only its hash is left."""

    kind = "assignment.code_wiped"


class LeadCorrected(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the assignment, of which the unit corrected these `fields` (name, unit)."""

    kind = "assignment.corrected"
    fields: tuple[str, ...]


class LeadReplaced(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the assignment that ended."""

    kind = "assignment.replaced"


class SlotReminded(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the slot; `reminder` is nothing_yet, incomplete or ended."""

    kind = "slot.reminded"
    reminder: str


class SlotChainJudged(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the slot whose late window is over; how many gaps were found, and how many a late link has closed."""

    kind = "slot.chain_judged"
    gaps: int
    healed: int


class CommitmentTextIssued(SupervisionEvent, frozen=True, kw_only=True):
    """A version of the letter came into force."""

    kind = "commitment_text.issued"
    version: int
    sha256: str


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


class LecturerRefused(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the phone's fact that was not taken in; `change` is add or remove, `code` says why not."""

    kind = "lecturer.refused"
    change: str
    code: str
    slot_id: UUID | None = None


class CaptureNamed(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the capture. Its manifest is sealed; its bytes may still be on the phone."""

    kind = "capture.named"
    slot_id: UUID
    manifest_sha256: str
    sha256: str
    verdict: str


class CaptureRefused(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the capture that was not taken in; `code` says why. Slot and item where they are known."""

    kind = "capture.refused"
    code: str
    manifest_sha256: str
    item: str = ""
    slot_id: UUID | None = None


class CaptureStored(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the capture, whose bytes are durable."""

    kind = "capture.stored"
    sha256: str


class ProjectBundled(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the project, of which somebody was given all evidence."""

    kind = "project.bundled"
    captures: int
    index_sha256: str


class ProjectsExported(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the workbook that somebody was given, of these days and so many projects."""

    kind = "projects.exported"
    from_day: str
    until_day: str
    projects: int
    size: int


class ProjectRecounted(SupervisionEvent, frozen=True, kw_only=True):
    """Counters that were wrong were mended, with the marks of so many photos and half-days."""

    kind = "project.recounted"
    captures: int
    slots: int


class CapturesHandedIn(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the hand-in of a rescue zip; how many photos it brought, and how many of them were taken in."""

    kind = "capture.handed_in"
    photos: int
    taken_in: int


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
