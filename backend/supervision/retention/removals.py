"""Everything by which supervision removes things: retention, and the erasure of a person (design §9)."""

from backend.files.ports import CopiesOfBytes, MentionsBytes
from backend.supervision.retention.kept_evidence import KEPT_PHOTOS, KEPT_SIGNATURES, forget_derived
from backend.supervision.retention.kept_filings import KEPT_DOCUMENTS, KEPT_DRAFTS
from backend.supervision.retention.person_erasure import PERSON_ERASURE

REMOVALS = (
    KEPT_PHOTOS,
    KEPT_SIGNATURES,
    KEPT_DOCUMENTS,
    KEPT_DRAFTS,
    CopiesOfBytes(forget_derived),
    MentionsBytes("SELECT sha256 AS digest FROM capture WHERE bytes_removed_at IS NULL"),
    MentionsBytes("SELECT sha256 AS digest FROM project_document WHERE bytes_removed_at IS NULL"),
    MentionsBytes("SELECT drawing_sha256 AS digest FROM commitment WHERE bytes_removed_at IS NULL"),
    *PERSON_ERASURE,
)
