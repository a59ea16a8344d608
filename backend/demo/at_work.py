"""A lead of the demo at work: does with a phone in Python what the app does, through the same doors."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from backend.audit.arrivals import Arrivals
from backend.audit.work import unit_of_work
from backend.demo.phone import Phone, Shot
from backend.demo.scenes.chance import seeded_id
from backend.demo.scenes.signature import sign
from backend.files.arrival import BYTES_STORED
from backend.files.ports import Magic, StoredBytes
from backend.identity.actors import actor_of
from backend.identity.devices.actions import check_proof, register_device
from backend.identity.devices.queries import PhoneKey, phone_keys
from backend.identity.login_sessions import Client, open_login_session
from backend.kernel.actor import SYSTEM, Actor
from backend.kernel.encoding import sha256_hex
from backend.kernel.runtime import Runtime
from backend.kernel.timetoken import TimeTokens
from backend.supervision.capture.arrival import CAPTURES_NAMED, Named
from backend.supervision.capture.manifest import open_manifest
from backend.supervision.onsite.assignment_queries import issue_tickets
from backend.supervision.onsite.fact_actions import sign_commitment, take_lecturer_facts
from backend.supervision.onsite.login_actions import admit_to_assignments
from backend.supervision.onsite.schemas import CommitmentSent, Drawing, LecturerFactSent
from backend.supervision.tables import CommitmentText
from media.blobs import BlobStore

WAY = "demo"
CLIENT = Client(address="127.0.0.1", agent="demo")
PHONE_LABEL = "演示手机"


class EvidenceRefused(RuntimeError):
    """A programming fault: the server did not take in what the demo's own story says."""


@dataclass(frozen=True)
class Filed:
    """A project of the demo as it stands in the database, with its lead."""

    project_id: UUID
    assignment_id: UUID
    person_id: UUID
    lead: str


class LeadAtWork:
    """One lead of one project. Every call happens at the runtime's present time."""

    def __init__(self, runtime: Runtime, filed: Filed) -> None:
        self._runtime = runtime
        self._filed = filed
        self._phone = Phone()
        self._tickets: dict[UUID, str] = {}
        self._actor: Actor | None = None
        self._key: PhoneKey | None = None

    @property
    def actor(self) -> Actor:
        if self._actor is None:
            raise EvidenceRefused("not logged in")
        return self._actor

    async def begin(self) -> None:
        """Log in, register the phone's key, sign the commitment."""
        filed, runtime = self._filed, self._runtime
        async with unit_of_work(runtime, SYSTEM) as work:
            opened = await open_login_session(
                work, person_id=filed.person_id, kind="supervisor", way=WAY, client=CLIENT
            )
            await admit_to_assignments(opened.id, [filed.assignment_id])
        self._actor = await actor_of(
            runtime, person_id=filed.person_id, name=filed.lead, opened=opened.id, kind="supervisor"
        )
        await self._register()
        shown = await issue_tickets(runtime, self.actor, self._phone.key_id)
        self._tickets = {ticket.slot_id: ticket.token for ticket in shown}
        await self._commit()

    async def contact(self, ahead_ms: int) -> None:
        """Get a new time token. `ahead_ms`: how far the phone's clock is ahead."""
        self._phone.offset_ms = ahead_ms
        self._hear()

    def take(self, slot_id: UUID, photo: bytes, **of: object) -> Shot:
        """Take a photo now; `of` is what `Phone.shoot` takes."""
        return self._phone.shoot(
            ticket=self._tickets[slot_id],
            photo=photo,
            taken_at=self._runtime.now(),
            **of,  # type: ignore[arg-type]
        )

    async def name(self, shot: Shot) -> None:
        """Send a manifest.

        Raises:
            EvidenceRefused
        """
        now = self._runtime.now()
        signed = open_manifest(self._runtime, shot.raw, shot.signature, self._key)
        named = Named(signed=signed, arrived_at=now, sent_at=now + self._phone.offset_ms)
        answer = await self._runtime.find(Arrivals).put(CAPTURES_NAMED, self.actor, named)
        if answer.state != "awaiting_bytes":
            raise EvidenceRefused(f"{shot.manifest.item.kind}: {answer.state} {answer.code}")

    async def bring(self, content: bytes, magic: Magic) -> None:
        """Send bytes."""
        digest = sha256_hex(content)
        store = self._runtime.find(BlobStore)  # type: ignore[type-abstract]
        await asyncio.to_thread(store.store, content, digest, size=len(content))
        item = StoredBytes(person_id=self._filed.person_id, digest=digest, size=len(content), magic=magic)
        await self._runtime.find(Arrivals).put(BYTES_STORED, self.actor, item)

    async def change_lecturers(self, fact: LecturerFactSent) -> None:
        """Add or remove a lecturer row.

        Raises:
            EvidenceRefused
        """
        (answer,) = await take_lecturer_facts(self._runtime, self.actor, [fact])
        if answer.state != "stored":
            raise EvidenceRefused(f"{fact.kind} {fact.name}: {answer.state} {answer.code}")

    def _hear(self) -> None:
        self._phone.hear(self._runtime.find(TimeTokens).current(), self._runtime.now())

    async def _register(self) -> None:
        self._hear()
        offer = self._phone.device_offer()
        raw_key = check_proof(
            self._runtime, public_key=offer["publicKey"], time_token=offer["timeToken"], proof=offer["proof"]
        )
        async with unit_of_work(self._runtime, self.actor) as work:
            await register_device(work, person_id=self._filed.person_id, raw_key=raw_key, label=PHONE_LABEL)
        self._key = (await phone_keys([self._phone.key_id]))[self._phone.key_id]

    async def _commit(self) -> None:
        text = await CommitmentText.select().order_by(CommitmentText.version, ascending=False).first()
        held = self._phone.time
        assert text is not None
        assert held is not None
        drawing = sign(self._filed.lead)
        sent = CommitmentSent(
            id=seeded_id(f"commitment {self._filed.assignment_id}"),
            assignment_id=self._filed.assignment_id,
            text_version=text["version"],
            text_sha256=text["sha256"],
            drawing=Drawing(sha256=sha256_hex(drawing), size=len(drawing)),
            wall=held.wall,
            time_token=held.token,
        )
        await sign_commitment(self._runtime, self.actor, sent)
        await self.bring(drawing, "png")
