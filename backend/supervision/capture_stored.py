"""Bytes that captures and commitments wait for: what may be sent, and what happens when it is durable."""

from collections.abc import Sequence
from typing import Any

from backend.audit.sealing import Sealer
from backend.audit.work import Work
from backend.files.ports import Expected, StoredBytes
from backend.kernel.actor import Actor
from backend.kernel.runtime import Runtime
from backend.supervision.capture_arrival import ROLE
from backend.supervision.capture_tables import Capture
from backend.supervision.events import CaptureStored, CommitmentStored
from backend.supervision.inspection import Inspector
from backend.supervision.receipts import Receipt, receipt_of, sign_receipt
from backend.supervision.recount import recount
from backend.supervision.score_actions import mark_overtaken_ratings
from backend.supervision.tables import Commitment

MAX_DRAWING = 300_000
Row = dict[str, Any]


async def expected_from(_: Runtime, actor: Actor, digest: str) -> Expected | None:
    """On-site leads may send only bytes their own accepted manifests and commitments name."""
    if not actor.has(ROLE):
        return None
    photo = (
        await Capture.select(Capture.size).where(Capture.sha256 == digest, Capture.person_id == actor.person_id).first()
    )
    if photo:
        return Expected(size=photo["size"], magic="jpeg")
    drawing = (
        await Commitment.select(Commitment.drawing_size)
        .where(Commitment.drawing_sha256 == digest, Commitment.person_id == actor.person_id)
        .first()
    )
    return Expected(size=drawing["drawing_size"], magic="png") if drawing else None


async def captures_stored(work: Work, items: Sequence[StoredBytes]) -> Sequence[list[Receipt]]:
    """Mark the captures that waited for these bytes; the receipts of all that rest on them, per digest."""
    digests = sorted({item.digest for item in items})
    rows: list[Row] = await Capture.select(
        Capture.id, Capture.project_id, Capture.slot_id, Capture.person_id, Capture.sha256, Capture.size,
        Capture.manifest_sha256, Capture.key_id, Capture.arrived_at, Capture.bytes_at, Capture.seal_head,
    ).where(Capture.sha256.is_in(digests))  # fmt: skip
    senders = {(item.person_id, item.digest) for item in items}
    own = [row for row in rows if (row["person_id"], row["sha256"]) in senders]
    await _mark_stored(work, [row for row in own if row["bytes_at"] is None])
    return [
        [receipt_of(row) for row in own if (row["person_id"], row["sha256"]) == (item.person_id, item.digest)]
        for item in items
    ]


async def _mark_stored(work: Work, rows: list[Row]) -> None:
    if not rows:
        return
    head = work.runtime.find(Sealer).head
    await Capture.update({Capture.bytes_at: work.at, Capture.seal_head: head}).where(
        Capture.id.is_in([row["id"] for row in rows])
    )
    for row in rows:
        row["bytes_at"], row["seal_head"] = work.at, head
        event = CaptureStored(subject_id=row["id"], scope_id=row["project_id"], sha256=row["sha256"])
        work.record(event, actor=Actor(person_id=row["person_id"]), role=ROLE)
    await recount(work, {row["slot_id"] for row in rows})
    await mark_overtaken_ratings(work, {row["project_id"] for row in rows})


def shape_receipts(runtime: Runtime, receipts: object) -> object:
    """Sign after commit: a receipt never promises what could still be rolled back."""
    assert isinstance(receipts, list)
    runtime.find(Inspector).wake()
    return [sign_receipt(runtime, receipt) for receipt in receipts]


async def commitments_stored(work: Work, items: Sequence[StoredBytes]) -> Sequence[list[dict[str, object]]]:
    """Mark the commitments whose drawing arrived; their states, per digest."""
    digests = sorted({item.digest for item in items})
    rows: list[Row] = await Commitment.select(
        Commitment.id,
        Commitment.person_id,
        Commitment.drawing_sha256,
        Commitment.bytes_at,
        Commitment.assignment_id._.project_id.as_alias("project_id"),
    ).where(Commitment.drawing_sha256.is_in(digests))
    senders = {(item.person_id, item.digest) for item in items}
    own = [row for row in rows if (row["person_id"], row["drawing_sha256"]) in senders]
    fresh = [row for row in own if row["bytes_at"] is None]
    if fresh:
        await Commitment.update({Commitment.bytes_at: work.at}).where(Commitment.id.is_in([row["id"] for row in fresh]))
    for row in fresh:
        event = CommitmentStored(subject_id=row["id"], scope_id=row["project_id"])
        work.record(event, actor=Actor(person_id=row["person_id"]), role=ROLE)
    return [
        [{"id": str(row["id"]), "state": "stored"} for row in own if row["drawing_sha256"] == item.digest]
        for item in items
    ]


def as_they_are(_: Runtime, value: object) -> object:
    return value
