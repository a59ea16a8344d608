"""A rescue zip handed in by its owner, the unit or the authority (design §4: regenerate, replace, rescue)."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO
from uuid import UUID

import msgspec

from backend.audit.arrivals import Arrivals
from backend.audit.work import unit_of_work
from backend.files.arrival import BYTES_STORED
from backend.files.errors import DiskFull
from backend.files.ports import StoredBytes
from backend.files.receive import BEGINNINGS
from backend.files.settings import MEGABYTE, FilesSettings
from backend.identity.devices.queries import phone_keys
from backend.kernel.actor import Actor
from backend.kernel.encoding import b64decode
from backend.kernel.errors import NotFound, Refusal
from backend.kernel.ids import new_id
from backend.kernel.runtime import Runtime
from backend.supervision.capture.arrival import CAPTURES_NAMED, CaptureAnswer, Named
from backend.supervision.capture.manifest import (
    BadManifest,
    Manifest,
    Signed,
    open_manifest,
    parse_manifest,
    read_ticket,
)
from backend.supervision.capture.refused import Unopened, note_unopened
from backend.supervision.capture.tables import Capture
from backend.supervision.errors import NotARescueZip, RescueTooLarge
from backend.supervision.events import CapturesHandedIn
from backend.supervision.hand_in.rescue_zip import BadRescue, DamagedEntry, RescuedPhoto, RescueZip
from backend.supervision.hand_in.schemas import HandedIn, HandedInPhoto, HandedProject, HandInCode
from backend.supervision.onsite.fact_actions import take_handed_in_row
from backend.supervision.onsite.schemas import LecturerFactSent
from backend.supervision.permissions import ONSITE_LEAD, see_project
from backend.supervision.tables import Slot
from media import blobs
from media.blobs import BlobStore

BATCH = 50
REFUSALS: dict[str, type[Refusal]] = {"not_a_rescue_zip": NotARescueZip, "rescue_too_large": RescueTooLarge}


@dataclass(frozen=True)
class HandInTurn:
    """Service: one rescue zip is read at a time, so that memory and disk are bounded by one."""

    lock: asyncio.Lock


async def start_hand_ins(runtime: Runtime) -> None:
    runtime.provide(HandInTurn, HandInTurn(asyncio.Lock()))


async def hand_in(runtime: Runtime, actor: Actor, file: BinaryIO) -> HandedIn:
    """Take in every photo that can be; the same zip again gives the same photos as `already` there.

    Raises:
        NotARescueZip, RescueTooLarge: nothing was taken in. DiskFull, Busy: a part may have been; hand in again.
    """
    async with runtime.find(HandInTurn).lock:
        try:
            rescue = await asyncio.to_thread(RescueZip, file)
        except BadRescue as error:
            raise REFUSALS[error.code] from error
        run = _HandIn(runtime, actor, rescue, runtime.now())
        run.rows = {(fact.slot_id, fact.row): fact for fact in await asyncio.to_thread(rescue.added_rows)}
        items: list[HandedInPhoto] = []
        for start in range(0, len(rescue.photos), BATCH):
            items += await run.take(rescue.photos[start : start + BATCH])
        items = await _placed(items, run.slots)
        await _note(runtime, actor, items)
    return HandedIn(cut_off=rescue.cut_off, items=items)


async def _placed(items: Sequence[HandedInPhoto], slots: Mapping[UUID, UUID]) -> list[HandedInPhoto]:
    """With the half-day and project of every photo whose manifest could be read."""
    project = Slot.project_id._
    if not slots:
        return list(items)
    rows = await Slot.select(
        Slot.id, Slot.day, Slot.half, Slot.project_id, project.no.as_alias("no"), project.name.as_alias("name")
    ).where(Slot.id.is_in(sorted(set(slots.values()))))
    found = {row["id"]: row for row in rows}
    placed = []
    for item in items:
        row = found.get(slots[item.id]) if item.id in slots else None
        if row is None:
            placed.append(item)
            continue
        named = HandedProject(id=row["project_id"], no=row["no"], name=row["name"])
        placed.append(msgspec.structs.replace(item, project=named, date=row["day"], half=row["half"]))
    return placed


async def _note(runtime: Runtime, actor: Actor, items: Sequence[HandedInPhoto]) -> None:
    taken_in = sum(item.state in {"stored", "waiting"} for item in items)
    projects = {item.project.id for item in items if item.project}
    scope = next(iter(projects)) if len(projects) == 1 else None
    async with unit_of_work(runtime, actor) as work:
        work.record(CapturesHandedIn(subject_id=new_id(), scope_id=scope, photos=len(items), taken_in=taken_in))


@dataclass
class _HandIn:
    """One zip on its way in."""

    runtime: Runtime
    actor: Actor
    rescue: RescueZip
    arrived_at: int
    slots: dict[UUID, UUID] = field(default_factory=dict)
    """The slot of each photo, by the photo's id."""
    rows: dict[tuple[UUID, UUID], LecturerFactSent] = field(default_factory=dict)
    """Lecturer rows the phone had added, by slot and row."""
    _allowed: dict[UUID, bool] = field(default_factory=dict)

    async def take(self, photos: Sequence[RescuedPhoto]) -> list[HandedInPhoto]:
        """What became of some photos, in order: manifests together, then bytes one by one."""
        opened = await self._open(photos)
        signed = [one for one in opened if isinstance(one, Signed)]
        await self._add_rows(signed)
        there = await _stored_already([one.manifest.id for one in signed])
        named = [Named(one, self.arrived_at, None) for one in signed]
        answered = await self.runtime.find(Arrivals).put_all(CAPTURES_NAMED, self.actor, named)
        answers = dict(zip([id(one) for one in signed], answered, strict=True))
        shown = []
        for photo, one in zip(photos, opened, strict=True):
            if isinstance(one, HandedInPhoto):
                shown.append(one)
                continue
            answer = answers[id(one)]
            self.slots[one.manifest.id] = one.ticket.slot_id
            shown.append(await self._finish(photo, one, answer, there=one.manifest.id in there))
        return shown

    async def _add_rows(self, signed: Sequence[Signed]) -> None:
        """Lecturer rows that were added without a network and are named by a photo's signature."""
        for one in signed:
            row, name = one.manifest.item.row, one.manifest.item.name
            fact = self.rows.get((one.ticket.slot_id, row)) if row else None
            if fact is not None and fact.name == name:
                ticket = one.ticket
                await take_handed_in_row(
                    self.runtime, self.actor, fact, person_id=ticket.person_id, project_id=ticket.project_id
                )

    async def _open(self, photos: Sequence[RescuedPhoto]) -> list[Signed | HandedInPhoto]:
        read = await asyncio.to_thread(lambda: [self._read(photo) for photo in photos])
        devices = await phone_keys(one[3] for one in read if isinstance(one, tuple))
        found: list[Signed | HandedInPhoto] = []
        unopened: list[Unopened] = []
        for photo, one in zip(photos, read, strict=True):
            if isinstance(one, str):
                found.append(refused(photo.id, one))
                continue
            raw, signature, manifest, key_id = one
            try:
                signed = open_manifest(self.runtime, raw, signature, devices.get(key_id))
            except BadManifest as bad:
                unopened.append(Unopened.of(raw, bad))
                found.append(refused(manifest.id, bad.code))
                continue
            allowed = await self._may_bring(signed)
            found.append(signed if allowed else refused(manifest.id, "rescue_foreign"))
        await note_unopened(self.runtime, self.actor, unopened)
        return found

    def _read(self, photo: RescuedPhoto) -> tuple[bytes, bytes, Manifest, str] | str:
        """Manifest and signature with the key that the ticket names, or the code of what is wrong with them."""
        damaged: HandInCode = "rescue_damaged"
        if photo.twice:
            return "rescue_twice"
        try:
            raw = self.rescue.small(photo, "manifests")
            signature = b64decode(self.rescue.small(photo, "signatures").decode("ascii").strip())
            manifest = parse_manifest(raw)
            return raw, signature, manifest, read_ticket(self.runtime, manifest).key_id
        except BadManifest as bad:
            return bad.code
        except (DamagedEntry, ValueError):
            return damaged

    async def _may_bring(self, signed: Signed) -> bool:
        """Whether the actor signed it, or belongs to the unit or authority of its project."""
        ticket = signed.ticket
        if ticket.person_id == self.actor.person_id and self.actor.has(ONSITE_LEAD):
            return True
        if ticket.project_id not in self._allowed:
            try:
                await see_project(self.actor, ticket.project_id)
                self._allowed[ticket.project_id] = True
            except NotFound:
                self._allowed[ticket.project_id] = False
        return self._allowed[ticket.project_id]

    async def _finish(
        self, photo: RescuedPhoto, signed: Signed, answer: CaptureAnswer, *, there: bool
    ) -> HandedInPhoto:
        manifest = signed.manifest
        shown = HandedInPhoto(
            id=manifest.id,
            state=answer.state,
            code=answer.code,
            item=manifest.item.kind,
            name=manifest.item.name,
            taken_at=manifest.wall,
        )
        if there:
            return msgspec.structs.replace(shown, state="already")
        if answer.receipt is None and answer.state in {"awaiting_bytes", "waiting"}:
            code = await asyncio.to_thread(self._store, photo, manifest)
            if code is not None:
                return msgspec.structs.replace(shown, state="awaiting_bytes", code=code)
            await self._claim(signed)
            state = "stored" if answer.state == "awaiting_bytes" else answer.state
            shown = msgspec.structs.replace(shown, state=state)
        return shown

    def _store(self, photo: RescuedPhoto, manifest: Manifest) -> str | None:
        """Make the photo durable; the code of what is wrong with it."""
        if "photos" not in photo.parts:
            return "photo_missing"
        if manifest.size > self.runtime.settings(FilesSettings).max_photo_mb * MEGABYTE:
            return "too_large"
        beginning, refusal = BEGINNINGS["jpeg"]
        store = self.runtime.find(BlobStore)  # type: ignore[type-abstract]
        try:
            writer = store.begin(size=manifest.size, limit=manifest.size)
            try:
                for chunk in self.rescue.chunks(photo, "photos", manifest.size):
                    writer.write(chunk)
                if not writer.head.startswith(beginning):
                    return refusal.code
                writer.finish(manifest.sha256, manifest.size)
            finally:
                writer.abort()
        except blobs.DiskFull as error:
            raise DiskFull from error
        except (DamagedEntry, blobs.BlobError):
            return "photo_damaged"
        return None

    async def _claim(self, signed: Signed) -> None:
        """The claim is the signer's, whose signature covers the digest (design §2, idea 1)."""
        manifest = signed.manifest
        item = StoredBytes(signed.ticket.person_id, manifest.sha256, manifest.size, "jpeg", by=self.actor)
        await self.runtime.find(Arrivals).put(BYTES_STORED, self.actor, item)


def refused(photo_id: UUID, code: str) -> HandedInPhoto:
    """A photo of which nothing was taken in."""
    return HandedInPhoto(id=photo_id, state="refused", code=code)


async def _stored_already(ids: list[UUID]) -> set[UUID]:
    if not ids:
        return set()
    rows = await Capture.select(Capture.id).where(Capture.id.is_in(ids), Capture.bytes_at.is_not_null())
    return {row["id"] for row in rows}
