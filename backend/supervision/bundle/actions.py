"""Evidence bundles: made in a nameless file, off the event loop, in bounded memory (design §4, Bundle)."""

import asyncio
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

import msgspec

from backend.audit.sealing import Sealer
from backend.audit.work import unit_of_work
from backend.files.errors import DiskFull
from backend.files.settings import MEGABYTE, FilesSettings
from backend.identity.server_keys import server_keys
from backend.kernel.actor import Actor
from backend.kernel.crypto import tokens
from backend.kernel.encoding import b64encode, sha256_hex
from backend.kernel.runtime import Runtime
from backend.supervision.bundle import verify as bundle_verify
from backend.supervision.bundle.queries import (
    capture_pages,
    certificates,
    commitments_of,
    describe_project,
    digest_pages,
    event_pages,
    project_row,
    sealed_segment,
    stored_bytes,
)
from backend.supervision.bundle.writer import BundleMark, BundleWriter, CaptureEntry, Index, read_chunks
from backend.supervision.capture.receipts import receipt_of, sign_receipt
from backend.supervision.events import ProjectBundled
from media.blobs import BlobStore, Missing
from media.disk import free_bytes

VERIFIER = Path(bundle_verify.__file__)
README = Path(__file__).parent / "readme.txt"
Row = dict[str, Any]
JUDGED = (
    "slot_id", "assignment_id", "person_id", "key_id", "item", "lecturer_id", "verdict", "taken_from", "taken_until",
    "taken_at", "anchored", "arrived_at", "bytes_at", "waiting_for", "distance_m", "venue_id", "counts",
    "sha256", "manifest_sha256", "bytes_removed_at",
)  # fmt: skip


@dataclass(frozen=True)
class BundleTurn:
    """Service: one bundle is made at a time, so that disk and threads are bounded by one."""

    lock: asyncio.Lock


async def start_bundles(runtime: Runtime) -> None:
    runtime.provide(BundleTurn, BundleTurn(asyncio.Lock()))


async def make_bundle(runtime: Runtime, actor: Actor, project_id: UUID) -> BinaryIO:
    """The bundle as an open file without a name, at its end; that it was made is on record before it leaves.

    Raises:
        NotFound: no such project. DiskFull: no room for it.
    """
    async with runtime.find(BundleTurn).lock:
        project = await project_row(project_id)
        reserve = runtime.settings(FilesSettings).reserve_mb * MEGABYTE
        if free_bytes(runtime.data_dir) < reserve + await stored_bytes(project_id):
            raise DiskFull
        file: BinaryIO = tempfile.TemporaryFile(dir=runtime.data_dir)  # noqa: SIM115 - it leaves with the answer
        try:
            making = _Making(runtime, project, BundleWriter(file))
            await making.write()
            await _note(runtime, actor, making)
        except BaseException:
            file.close()
            raise
    return file


async def _note(runtime: Runtime, actor: Actor, making: "_Making") -> None:
    async with unit_of_work(runtime, actor) as work:
        project_id = making.project["id"]
        count = len(making.captures)
        work.record(
            ProjectBundled(subject_id=project_id, scope_id=project_id, captures=count, index_sha256=making.index_sha256)
        )


@dataclass
class _Making:
    """One bundle being made."""

    runtime: Runtime
    project: Row
    out: BundleWriter
    captures: list[CaptureEntry] = field(default_factory=list)
    index_sha256: str = ""
    _keys: set[str] = field(default_factory=set)

    async def write(self) -> None:
        """Everything, the index last: it lists the rest."""
        await self._texts()
        async for rows, said in capture_pages(self.project["id"]):
            self.captures += await asyncio.to_thread(self._captures, rows, said)
            self._keys |= {row["key_id"] for row in rows}
        await self._devices()
        await self._commitments()
        await self._trace()
        await asyncio.to_thread(self._finish)

    async def _texts(self) -> None:
        described = await describe_project(self.project)
        keys = server_keys(self.runtime)

        def add() -> None:
            self.out.add("README.txt", README.read_bytes())
            self.out.add("verify.py", VERIFIER.read_bytes())
            self.out.add("keys.json", _json({"keys": keys}))
            self.out.add("project.json", _json(described))

        await asyncio.to_thread(add)

    def _captures(self, rows: list[Row], said: dict[UUID, Row]) -> list[CaptureEntry]:
        return [self._capture(row, said[row["id"]]) for row in rows]

    def _capture(self, row: Row, said: Row) -> CaptureEntry:
        folder = f"captures/{row['id']}"
        removed = not row["manifest"]
        stored = row["bytes_at"] is not None
        photo = stored and not removed and self._blob(f"{folder}/photo.jpg", row["sha256"])
        if not removed:
            self.out.add(f"{folder}/manifest.json", bytes(row["manifest"]))
            self.out.add(f"{folder}/signature.txt", b64encode(bytes(row["signature"])).encode())
        if photo or (removed and stored):
            self.out.add(f"{folder}/receipt.txt", sign_receipt(self.runtime, receipt_of(row)).encode())
        self.out.add(f"{folder}/judgement.json", _json({name: row[name] for name in JUDGED} | said))
        return CaptureEntry(row["id"], row["key_id"], photo, removed)

    def _blob(self, path: str, digest: str) -> bool:
        """Add stored bytes; false if the store has them no more."""
        store = self.runtime.find(BlobStore)  # type: ignore[type-abstract]
        try:
            stream = store.open(digest)
        except Missing:
            return False
        self.out.add_stream(path, read_chunks(stream))
        return True

    async def _devices(self) -> None:
        found = await certificates(sorted(self._keys))
        for key_id, certificate in found.items():
            await asyncio.to_thread(self.out.add, f"devices/{key_id}.txt", certificate.encode())

    async def _commitments(self) -> None:
        for row in await commitments_of(self.project["id"]):
            await asyncio.to_thread(self.out.add, f"commitments/{row['id']}.json", _json(row))
            if row["bytes_at"] is not None and row["bytes_removed_at"] is None:
                await asyncio.to_thread(self._blob, f"commitments/{row['id']}.png", row["drawing_sha256"])

    async def _trace(self) -> None:
        """The project's events, the digests from the first of them to a signed head, and that head."""
        segment = await sealed_segment(self.project["id"])
        head = None
        if segment is not None:
            with self.out.entry("audit/events.jsonl") as write:
                async for rows in event_pages(self.project["id"], segment):
                    await asyncio.to_thread(write, b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
            with self.out.entry("audit/chain.txt") as write:
                async for digests in digest_pages(segment):
                    await asyncio.to_thread(write, "".join(f"{digest}\n" for digest in digests).encode())
            found = segment.head
            head = {
                "after": {"sealNo": segment.after_no, "hash": segment.after_hash},
                "sealNo": found["seal_no"],
                "hash": found["hash"],
                "at": found["at"],
                "kid": found["kid"],
                "signature": found["signature"],
            }
        await asyncio.to_thread(self.out.add, "audit/head.json", _json(head))

    def _finish(self) -> None:
        seal_head, made_at = self.runtime.find(Sealer).head, self.runtime.now()
        index = Index(
            v=1,
            kind="halfday-bundle",
            made_at=made_at,
            project_id=self.project["id"],
            project_no=self.project["no"],
            seal_head=seal_head,
            captures=self.captures,
            files=self.out.files,
        )
        raw = _json(index)
        self.index_sha256 = sha256_hex(raw)
        mark = BundleMark(
            project_id=self.project["id"], made_at=made_at, index_sha256=self.index_sha256, seal_head=seal_head
        )
        self.out.add("index.json", raw, listed=False)
        self.out.add("index.token", tokens.issue(self.runtime.keys, "bundle", mark).encode(), listed=False)
        self.out.close()


def _json(value: object) -> bytes:
    """JSON for people: one field a line."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1)
