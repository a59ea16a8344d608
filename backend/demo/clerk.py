"""A unit's clerk of the demo at the desk: adds projects, sends their files, files them, asks for changes."""

import asyncio
from uuid import UUID

from backend.audit.arrivals import Arrivals
from backend.audit.work import unit_of_work
from backend.demo.desk import AtDesk
from backend.files.arrival import BYTES_STORED
from backend.files.ports import StoredBytes
from backend.kernel.encoding import sha256_hex
from backend.supervision.filing.actions import change_draft, create_project, submit_filing
from backend.supervision.filing.change_actions import submit_change
from backend.supervision.filing.document_actions import announce_document
from backend.supervision.filing.queries import read_change, read_filing
from backend.supervision.permissions import UNIT
from media.blobs import BlobStore

Document = dict[str, object]


class Clerk(AtDesk):
    """Somebody of a unit. Every call happens at the runtime's present time."""

    async def add(self, heading: Document) -> UUID:
        """Add a project."""
        async with unit_of_work(self._runtime, await self._logged_in(), role=UNIT) as work:
            return await create_project(work, heading)

    async def attach(self, project_id: UUID, kind: str, name: str, content: bytes) -> Document:
        """Send a file; what a document says of it."""
        actor, digest = await self._logged_in(), sha256_hex(content)
        async with unit_of_work(self._runtime, actor, role=UNIT) as work:
            await announce_document(work, project_id, kind=kind, name=name, size=len(content), sha256=digest)
        store = self._runtime.find(BlobStore)  # type: ignore[type-abstract]
        await asyncio.to_thread(store.store, content, digest, size=len(content))
        item = StoredBytes(person_id=self._person_id, digest=digest, size=len(content), magic="pdf")
        await self._runtime.find(Arrivals).put(BYTES_STORED, actor, item)
        return {"sha256": digest, "name": name, "size": len(content)}

    async def save(self, project_id: UUID, document: Document) -> None:
        """Change the draft."""
        version = await self._version(project_id)
        async with unit_of_work(self._runtime, await self._logged_in(), role=UNIT) as work:
            await change_draft(work, project_id, version, document)

    async def file(self, project_id: UUID) -> None:
        """Send the draft in."""
        version = await self._version(project_id)
        async with unit_of_work(self._runtime, await self._logged_in(), role=UNIT) as work:
            await submit_filing(work, project_id, version)

    async def ask_for_change(self, project_id: UUID, changed: Document) -> None:
        """Ask for a change of the approved filing."""
        actor = await self._logged_in()
        now = await read_change(self._runtime, actor, project_id)
        async with unit_of_work(self._runtime, actor, role=UNIT) as work:
            await submit_change(work, project_id, now.document | changed)

    async def _version(self, project_id: UUID) -> int:
        draft = (await read_filing(self._runtime, await self._logged_in(), project_id)).draft
        assert draft is not None
        return draft.version
