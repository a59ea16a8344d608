"""Bytes that captures and commitments wait for: what may be sent, and what happens when it is durable."""

from collections.abc import Sequence
from typing import Any

from backend.audit.arrivals import Arrival
from backend.audit.sealing import Sealer
from backend.audit.work import Work
from backend.files.leaving import let_go
from backend.files.ports import Expected, StoredBytes
from backend.kernel.actor import Actor
from backend.kernel.db import run
from backend.kernel.runtime import Runtime
from backend.supervision.capture.awaited import Awaited
from backend.supervision.capture.finding_rules import HANDED_IN
from backend.supervision.capture.findings import finding_row
from backend.supervision.capture.inspection import Inspector
from backend.supervision.capture.receipts import Receipt, receipt_of, sign_receipt
from backend.supervision.capture.recount import recount
from backend.supervision.capture.tables import Capture, Finding
from backend.supervision.events import CaptureStored, CommitmentStored
from backend.supervision.permissions import FORMER_LEAD, ONSITE_LEAD
from backend.supervision.tables import Commitment

MAX_DRAWING = 300_000
Row = dict[str, Any]


async def expected_from(runtime: Runtime, actor: Actor, digest: str) -> Expected | None:
    """On-site leads may send only bytes their own accepted manifests and commitments name, former ones only photos."""
    if not actor.has(ONSITE_LEAD) and not actor.has(FORMER_LEAD):
        return None
    size = runtime.find(Awaited).size(actor.person_id, digest) if actor.has(ONSITE_LEAD) else None
    if size is not None:
        return Expected(size=size, magic="jpeg")
    own = (Capture.sha256 == digest) & (Capture.person_id == actor.person_id) & Capture.bytes_removed_at.is_null()
    if not actor.has(ONSITE_LEAD):
        own = own & Capture.assignment_id.is_in(sorted(actor.things(FORMER_LEAD)))
    photo = await Capture.select(Capture.size).where(own).first()
    if photo:
        return Expected(size=photo["size"], magic="jpeg")
    if not actor.has(ONSITE_LEAD):
        return None
    drawing = (
        await Commitment.select(Commitment.drawing_size)
        .where(
            Commitment.drawing_sha256 == digest,
            Commitment.person_id == actor.person_id,
            Commitment.bytes_removed_at.is_null(),
        )
        .first()
    )
    return Expected(size=drawing["drawing_size"], magic="png") if drawing else None


def is_photo(arrival: Arrival[StoredBytes]) -> bool:
    """Whether bytes may be a capture's: those are taken in as JPEG only."""
    return arrival.item.magic == "jpeg"


def is_drawing(arrival: Arrival[StoredBytes]) -> bool:
    """Whether bytes may be a commitment's signature: those are taken in as PNG only."""
    return arrival.item.magic == "png"


async def captures_stored(work: Work, items: Sequence[StoredBytes]) -> Sequence[list[Receipt]]:
    """Mark the captures that waited for these bytes; the receipts of all that rest on them, per digest."""
    digests = sorted({item.digest for item in items})
    rows = await run(
        "SELECT id, project_id, slot_id, person_id, sha256, size, manifest_sha256, key_id, arrived_at, bytes_at,"
        " bytes_removed_at, seal_head FROM capture WHERE sha256 IN {*}",
        digests,
    )
    senders = {(item.person_id, item.digest): item.by for item in items}
    own = [row for row in rows if (row["person_id"], row["sha256"]) in senders]
    fresh = [row | {"by": senders[row["person_id"], row["sha256"]]} for row in own if row["bytes_at"] is None]
    stored = {row["id"]: row for row in await _mark_stored(work, fresh)}
    own = [stored.get(row["id"], row) for row in own]
    await let_go(work, [row["sha256"] for row in own if row["bytes_removed_at"] is not None])
    return [
        [receipt_of(row) for row in own if (row["person_id"], row["sha256"]) == (item.person_id, item.digest)]
        for item in items
    ]


async def _mark_stored(work: Work, rows: list[Row]) -> list[Row]:
    if not rows:
        return []
    head = work.runtime.find(Sealer).head
    ids = [row["id"] for row in rows]
    # most count now; the count at the end takes out those that do not
    await run("UPDATE capture SET bytes_at = {}, seal_head = {}, counts = {} WHERE id IN {*}", work.at, head, True, ids)
    for row in rows:
        row["bytes_at"], row["seal_head"] = work.at, head
        event = CaptureStored(subject_id=row["id"], scope_id=row["project_id"], sha256=row["sha256"])
        by: Actor | None = row["by"]
        role = min(by.roles(), default="") if by else ONSITE_LEAD
        work.record(event, actor=by or Actor(person_id=row["person_id"]), role=role)
    handed_in = [finding_row(row["id"], HANDED_IN, work.at) for row in rows if row["by"]]
    if handed_in:
        await Finding.insert(*handed_in).on_conflict(action="DO NOTHING")
    work.at_end(recount, ids)
    return rows


def shape_receipts(runtime: Runtime, receipts: list[Receipt]) -> object:
    """Sign after commit: a receipt never promises what could still be rolled back."""
    runtime.find(Inspector).wake()
    return [sign_receipt(runtime, receipt) for receipt in receipts]


async def commitments_stored(work: Work, items: Sequence[StoredBytes]) -> Sequence[list[dict[str, object]]]:
    """Mark the commitments whose drawing arrived; their states, per digest."""
    digests = sorted({item.digest for item in items})
    rows = await run(
        "SELECT c.id, c.person_id, c.drawing_sha256, c.bytes_at, a.project_id"
        " FROM commitment c JOIN assignment a ON a.id = c.assignment_id WHERE c.drawing_sha256 IN {*}",
        digests,
    )
    senders = {(item.person_id, item.digest) for item in items}
    own = [row for row in rows if (row["person_id"], row["drawing_sha256"]) in senders]
    fresh = [row for row in own if row["bytes_at"] is None]
    if fresh:
        await Commitment.update({Commitment.bytes_at: work.at}).where(Commitment.id.is_in([row["id"] for row in fresh]))
    for row in fresh:
        event = CommitmentStored(subject_id=row["id"], scope_id=row["project_id"])
        work.record(event, actor=Actor(person_id=row["person_id"]), role=ONSITE_LEAD)
    return [
        [{"id": str(row["id"]), "state": "stored"} for row in own if row["drawing_sha256"] == item.digest]
        for item in items
    ]


def as_they_are(_: Runtime, value: list[Any]) -> object:
    return value
