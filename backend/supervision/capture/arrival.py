"""Manifests become captures: judged once, at their first arrival (design §4, Send and Time rule)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

import msgspec

from backend.audit.arrivals import Arrival
from backend.audit.sealing import Sealer
from backend.audit.work import Work
from backend.kernel.actor import Actor
from backend.kernel.clock import HOUR
from backend.kernel.db import insert_rows, insert_values
from backend.kernel.errors import Refusal
from backend.supervision.capture.context import Context, Row, load_context
from backend.supervision.capture.finding_rules import HANDED_IN, Found
from backend.supervision.capture.findings import arrival_findings, finding_row, nearest_venue
from backend.supervision.capture.manifest import Signed
from backend.supervision.capture.receipts import Receipt, receipt_of
from backend.supervision.capture.recount import recount
from backend.supervision.capture.replacement_rules import bounds_until, may_still_send
from backend.supervision.capture.tables import Capture, Finding
from backend.supervision.capture.time_rules import Clues, Judgement, judge
from backend.supervision.events import CaptureNamed, CaptureRefused, CaptureStored
from backend.supervision.permissions import ONSITE_LEAD
from backend.supervision.settings import SupervisionSettings
from backend.supervision.slots.slot_rules import Bounds
from backend.supervision.tables import Slot

State = Literal["awaiting_bytes", "stored", "waiting", "conflict", "refused"]


@dataclass(frozen=True)
class Named:
    """A manifest that was opened, and both clocks of the batch that brought it (None for a hand-in)."""

    signed: Signed
    arrived_at: int
    sent_at: int | None

    @property
    def handed_in(self) -> bool:
        """Brought in a rescue zip, perhaps by somebody else: the signature speaks for the signer."""
        return self.sent_at is None


@dataclass(frozen=True)
class CaptureAnswer:
    """What became of a manifest; `receipt` once its bytes are durable."""

    id: UUID
    manifest_sha256: str
    state: State
    code: str | None = None
    receipt: Receipt | None = None


class CapturesNamed:
    """The arrival kind of manifests."""

    async def apply(self, work: Work, arrivals: Sequence[Arrival[Named]]) -> Sequence[CaptureAnswer | Refusal]:
        """Judge and store each manifest once; the same again gives the same answer."""
        batch = _Batch(work, await load_context([arrival.item.signed for arrival in arrivals]))
        answers = [batch.take(arrival) for arrival in arrivals]
        await insert_values(Capture, batch.captures)
        await insert_rows(Finding, batch.findings)
        await _judge_chains_again(batch.late)
        work.at_end(recount, (row["id"] for row in batch.captures))
        return answers


CAPTURES_NAMED = CapturesNamed()


class _Batch:
    """Rows to be written for one batch."""

    def __init__(self, work: Work, context: Context) -> None:
        self._work = work
        self._context = context
        self._window = work.runtime.settings(SupervisionSettings).late_window_h * HOUR
        self.captures: list[Row] = []
        self.findings: list[Finding] = []
        self.late: set[UUID] = set()

    def take(self, arrival: Arrival[Named]) -> CaptureAnswer:
        """Answer one manifest, noting what must be written."""
        named, actor = arrival.item, arrival.actor
        signed = named.signed
        known = self._context.captures.get(signed.manifest.id)
        if known is not None:
            return _again(known, signed)
        code = self._not_allowed(named, actor)
        slot = self._context.slots.get(signed.ticket.slot_id)
        if code or slot is None:
            return self._refuse(named, actor, code or "bad_ticket")
        judged = self._judge(named, slot)
        if judged.refused:
            return self._refuse(named, actor, judged.refused)
        return self._store(named, actor, slot, judged)

    def _not_allowed(self, named: Named, actor: Actor) -> str | None:
        signed = named.signed
        ticket, device = signed.ticket, self._context.devices.get(signed.key_id)
        assignment = self._context.assignments.get(ticket.assignment_id)
        sender = ticket.person_id if named.handed_in else actor.person_id
        if device is None or device.person_id != sender:
            return "unknown_key"
        if assignment is None or ticket.person_id != sender:
            return "foreign_ticket"
        if not named.handed_in and not may_still_send(
            ended_at=assignment["ended_at"],
            arrived_at=named.arrived_at,
            window_ms=self._window,
            by_key_alone=not actor.has(ONSITE_LEAD),
        ):
            return "not_permitted"
        row = self._context.lecturers.get(signed.manifest.item.row) if signed.manifest.item.row else None
        if row is not None and row["slot_id"] != ticket.slot_id:
            return "foreign_ticket"
        return None

    def _judge(self, named: Named, slot: Row) -> Judgement:
        manifest, ticket = named.signed.manifest, named.signed.ticket
        clues = Clues(
            token_at=named.signed.token.at,
            arrived_at=named.arrived_at,
            wall=manifest.wall,
            token_wall=manifest.token_wall,
            since_token_ms=manifest.since_token_ms if manifest.document == manifest.token_document else None,
            sent_at=named.sent_at,
            batch_arrived_at=named.arrived_at if named.sent_at is not None else None,
            revoked_at=self._context.devices[named.signed.key_id].revoked_at,
        )
        bounds = Bounds(
            opens_at=min(ticket.opens_at, slot["opens_at"]),
            closes_at=max(ticket.closes_at, slot["closes_at"]),
            late_until=max(ticket.late_until, slot["late_until"]),
        )
        bounds = bounds_until(bounds, self._ended_at(named), self._window)
        judged = judge(clues, bounds, bounds.late_until)
        kept_unproven = not slot["active"] or slot["filing"] != "approved"
        return msgspec.structs.replace(judged, verdict="unproven") if kept_unproven else judged

    def _ended_at(self, named: Named) -> int | None:
        ended_at: int | None = self._context.assignments[named.signed.ticket.assignment_id]["ended_at"]
        return ended_at

    def _refuse(self, named: Named, actor: Actor, code: str) -> CaptureAnswer:
        signed = named.signed
        event = CaptureRefused(
            subject_id=signed.manifest.id,
            scope_id=signed.ticket.project_id,
            code=code,
            manifest_sha256=signed.digest,
            item=signed.manifest.item.kind,
            slot_id=signed.ticket.slot_id,
        )
        self._work.record(event, actor=actor, role=_role(named, actor))
        return CaptureAnswer(signed.manifest.id, signed.digest, "refused", code)

    def _store(self, named: Named, actor: Actor, slot: Row, judged: Judgement) -> CaptureAnswer:
        signed, context = named.signed, self._context
        manifest = signed.manifest
        nearest = nearest_venue(manifest.position, context.venues[signed.ticket.project_id], slot)
        already = (signed.ticket.person_id, manifest.sha256) in context.claims
        row = _capture_row(named, judged, self._waiting_for(signed))
        row["distance_m"] = nearest.distance_m if nearest else None
        row["venue_id"] = UUID(nearest.venue_id) if nearest else None
        if already:
            row["bytes_at"], row["seal_head"] = self._work.at, self._work.runtime.find(Sealer).head
        self.captures.append(row)
        found = arrival_findings(signed, judged, nearest, context) + self._circumstances(named)
        self.findings += [finding_row(manifest.id, one, self._work.at) for one in found]
        self._note(row, named, actor, stored=already)
        if slot["late_until"] <= self._work.at:
            self.late.add(slot["id"])
        known = {column: row[column] for column in _REMEMBERED}
        context.captures[manifest.id] = known
        context.digests.setdefault(manifest.sha256, manifest.id)
        return _again(known, signed)

    def _circumstances(self, named: Named) -> list[Found]:
        """What is noticed about the way it came."""
        signed = named.signed
        assignment = self._context.assignments[signed.ticket.assignment_id]
        assignment["first_key"] = assignment["first_key"] or signed.key_id
        found = {
            "new_device": assignment["first_key"] != signed.key_id,
            "after_replacement": self._ended_at(named) is not None,
            HANDED_IN.code: named.handed_in,
        }
        return [Found(code) for code, holds in found.items() if holds]

    def _waiting_for(self, signed: Signed) -> str:
        if not self._context.assignments[signed.ticket.assignment_id]["committed"]:
            return "commitment"
        row = signed.manifest.item.row
        return "lecturer" if row is not None and row not in self._context.lecturers else ""

    def _note(self, row: Row, named: Named, actor: Actor, *, stored: bool) -> None:
        common: dict[str, Any] = {"subject_id": row["id"], "scope_id": row["project_id"]}
        role = _role(named, actor)
        event = CaptureNamed(
            **common,
            slot_id=row["slot_id"],
            manifest_sha256=row["manifest_sha256"],
            sha256=row["sha256"],
            verdict=row["verdict"],
        )
        self._work.record(event, actor=actor, role=role)
        if stored:
            self._work.record(CaptureStored(**common, sha256=row["sha256"]), actor=actor, role=role)


def _role(named: Named, actor: Actor) -> str:
    return min(actor.roles(), default="") if named.handed_in else ONSITE_LEAD


async def _judge_chains_again(slot_ids: set[UUID]) -> None:
    """What comes after the late window may be a missing link, or miss one itself."""
    if slot_ids:
        await Slot.update({Slot.chain_judged_at: None}).where(Slot.id.is_in(sorted(slot_ids)))


_REMEMBERED = (
    "id", "sha256", "size", "manifest_sha256", "key_id", "waiting_for", "arrived_at", "bytes_at", "seal_head",
)  # fmt: skip


def _again(known: Row, signed: Signed) -> CaptureAnswer:
    """The answer for a manifest that stands already."""
    if (known["manifest_sha256"], known["key_id"]) != (signed.digest, signed.key_id):
        return CaptureAnswer(signed.manifest.id, signed.digest, "conflict", "conflict")
    if known["bytes_at"] is None:
        state: State = "waiting" if known["waiting_for"] else "awaiting_bytes"
        return CaptureAnswer(signed.manifest.id, signed.digest, state)
    state = "waiting" if known["waiting_for"] else "stored"
    return CaptureAnswer(signed.manifest.id, signed.digest, state, receipt=receipt_of(known))


def _capture_row(named: Named, judged: Judgement, waiting_for: str) -> Row:
    signed, manifest = named.signed, named.signed.manifest
    ticket, place = signed.ticket, named.signed.manifest.position
    return {
        "id": manifest.id,
        "project_id": ticket.project_id,
        "slot_id": ticket.slot_id,
        "assignment_id": ticket.assignment_id,
        "person_id": ticket.person_id,
        "key_id": signed.key_id,
        "item": manifest.item.kind,
        "lecturer_id": manifest.item.row,
        "sha256": manifest.sha256,
        "size": manifest.size,
        "manifest": signed.raw,
        "signature": signed.signature,
        "manifest_sha256": signed.digest,
        "previous_sha256": manifest.previous or "",
        "verdict": judged.verdict,
        "taken_from": judged.taken_from,
        "taken_until": judged.taken_until,
        "taken_at": judged.estimate.at,
        "anchored": judged.estimate.anchored,
        "wall": manifest.wall,
        "camera": manifest.camera,
        "arrived_at": named.arrived_at,
        "waiting_for": waiting_for,
        "bytes_at": None,
        "seal_head": "",
        "lat_e7": place.lat_e7 if place else None,
        "lon_e7": place.lon_e7 if place else None,
        "accuracy_m": place.accuracy_m if place else None,
        "position_age_ms": place.age_ms if place else None,
        "no_position": manifest.no_position or "",
    }
