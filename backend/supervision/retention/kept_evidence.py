"""Photos and drawn signatures, where a deployment does not keep them for ever (design §9).

What stays of a photo: its row with digest, receipt, verdict, findings, rulings and the place in its chain, and when the
bytes were removed. What goes: the bytes, every derived copy, the position, and the manifest, which holds the position.
"""

import asyncio
from collections.abc import Sequence

from piccolo.columns.combination import And, Or, Where

from backend.audit.retention import Kept, outside
from backend.audit.retention_rules import Due
from backend.audit.work import Work
from backend.files.leaving import let_go
from backend.kernel.runtime import Runtime
from backend.supervision.capture.derived import Derived
from backend.supervision.capture.tables import Capture
from backend.supervision.retention.events import CaptureBytesRemoved, DrawingRemoved, RemovalReason
from backend.supervision.settings import SupervisionSettings
from backend.supervision.tables import Commitment

PIECE = 200
REMOVED = "removed"
"""In the place of a reason why there is no position."""
Condition = Where | And | Or


def _photos(due: Due) -> tuple[Condition, ...]:
    """Photos whose bytes came, and manifests of those whose bytes never did; by the manifest's arrival."""
    return (
        Capture.arrived_at < due.before,
        Capture.bytes_removed_at.is_null() & (Capture.bytes_at.is_not_null() | (Capture.manifest != b"")),
        *outside(Capture.project_id, due.held.projects),
        *outside(Capture.person_id, due.held.people),
    )


async def count_photos(_: Runtime, due: Due) -> int:
    """How many captures are due."""
    count: int = await Capture.count().where(*_photos(due))
    return count


async def remove_photos(work: Work, due: Due) -> int:
    """Take photo, manifest and position from a piece of the captures that are due."""
    rows = (
        await Capture.select(Capture.id, Capture.project_id, Capture.sha256, Capture.bytes_at, Capture.lat_e7)
        .where(*_photos(due))
        .order_by(Capture.arrived_at)
        .limit(PIECE)
    )
    placed = [row["id"] for row in rows if row["lat_e7"] is not None]
    stored = [row["id"] for row in rows if row["bytes_at"] is not None]
    if placed:
        await Capture.update({Capture.no_position: REMOVED}).where(Capture.id.is_in(placed))
    if stored:
        await Capture.update({Capture.bytes_removed_at: work.at}).where(Capture.id.is_in(stored))
    if rows:
        await Capture.update(
            {
                Capture.manifest: b"",
                Capture.signature: b"",
                Capture.lat_e7: None,
                Capture.lon_e7: None,
                Capture.accuracy_m: None,
                Capture.position_age_ms: None,
            }
        ).where(Capture.id.is_in([row["id"] for row in rows]))
    for row in rows:
        event = CaptureBytesRemoved(
            subject_id=row["id"], scope_id=row["project_id"], sha256=row["sha256"], reason="retention"
        )
        work.record(event)
    await let_go(work, [row["sha256"] for row in rows if row["bytes_at"] is not None])
    return len(rows)


def _signatures(due: Due) -> tuple[Condition, ...]:
    return (
        Commitment.arrived_at < due.before,
        Commitment.bytes_at.is_not_null() & Commitment.bytes_removed_at.is_null(),
        *outside(Commitment.assignment_id._.project_id, due.held.projects),
        *outside(Commitment.person_id, due.held.people),
    )


async def count_signatures(_: Runtime, due: Due) -> int:
    """How many commitments' drawings are due."""
    count: int = await Commitment.count().where(*_signatures(due))
    return count


async def remove_signatures(work: Work, due: Due) -> int:
    """Remove a piece of the drawn signatures that are due."""
    rows = await Commitment.select(Commitment.id).where(*_signatures(due)).order_by(Commitment.arrived_at).limit(PIECE)
    return await remove_drawings(work, [row["id"] for row in rows], reason="retention")


async def remove_drawings(work: Work, ids: Sequence[object], *, reason: RemovalReason) -> int:
    """Remove the drawings of these commitments, as far as they came; the commitments stay."""
    if not ids:
        return 0
    rows = await Commitment.select(
        Commitment.id, Commitment.drawing_sha256, Commitment.assignment_id._.project_id.as_alias("project_id")
    ).where(Commitment.id.is_in(list(ids)), Commitment.bytes_removed_at.is_null())
    if rows:
        await Commitment.update({Commitment.bytes_removed_at: work.at}).where(
            Commitment.id.is_in([row["id"] for row in rows])
        )
    for row in rows:
        event = DrawingRemoved(
            subject_id=row["id"], scope_id=row["project_id"], sha256=row["drawing_sha256"], reason=reason
        )
        work.record(event)
    await let_go(work, [row["drawing_sha256"] for row in rows])
    return len(rows)


async def forget_derived(runtime: Runtime, digests: Sequence[str]) -> None:
    """Remove thumbnails and stamped copies of these photos; those of photos that stay are made again when looked at."""
    rows = await Capture.select(Capture.id).where(Capture.sha256.is_in(list(digests)))
    derived = runtime.find(Derived)
    for name, kind in [(digest, "thumb") for digest in digests] + [(str(row["id"]), "stamped") for row in rows]:
        await derived.settled(name, kind)
        await asyncio.to_thread(derived.forget, name, kind)


KEPT_PHOTOS = Kept(
    kind="photos",
    what="photos with their derived copies, manifests and positions (digest, receipt and findings stay)",
    setting="HALFDAY_SUPERVISION_PHOTO_DAYS",
    days=lambda runtime: runtime.settings(SupervisionSettings).photo_days,
    count=count_photos,
    remove=remove_photos,
)
KEPT_SIGNATURES = Kept(
    kind="signatures",
    what="drawn signatures of commitments (that it was signed, when, and the drawing's digest stay)",
    setting="HALFDAY_SUPERVISION_SIGNATURE_DAYS",
    days=lambda runtime: runtime.settings(SupervisionSettings).signature_days,
    count=count_signatures,
    remove=remove_signatures,
)
