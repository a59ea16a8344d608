"""Rescue zips on their way in: to a nameless file on disk, never into memory (design §4)."""

import asyncio
import tempfile
from typing import BinaryIO

from litestar import post

from backend.files.errors import DiskFull
from backend.files.settings import MEGABYTE, FilesSettings
from backend.kernel.errors import NotPermitted
from backend.kernel.http import ActorDep, AnyRequest, RuntimeDep
from backend.kernel.runtime import Runtime
from backend.supervision.errors import RescueTooLarge
from backend.supervision.hand_in.actions import hand_in
from backend.supervision.hand_in.schemas import HandedIn
from backend.supervision.permissions import AUTHORITY, ONSITE_LEAD, UNIT
from backend.supervision.settings import SupervisionSettings
from media.blobs import DiskFull as NoRoom
from media.disk import free_bytes, full_disk_told

GULP = MEGABYTE


@post("/api/captures/import", status_code=200, request_max_body_size=None)
async def post_hand_in(actor: ActorDep, runtime: RuntimeDep, request: AnyRequest) -> HandedIn:
    """A phone's rescue zip as the body; each photo is answered for itself."""
    if not any(actor.has(role) for role in (ONSITE_LEAD, UNIT, AUTHORITY)):
        raise NotPermitted
    with tempfile.TemporaryFile(dir=runtime.data_dir) as file:
        await _receive(runtime, request, file)
        return await hand_in(runtime, actor, file)


async def _receive(runtime: Runtime, request: AnyRequest, file: BinaryIO) -> None:
    """
    Raises:
        RescueTooLarge, DiskFull: nothing was taken in.
    """
    limit = runtime.settings(SupervisionSettings).hand_in_mb * MEGABYTE
    size = 0
    waiting = bytearray()
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise RescueTooLarge
        waiting += chunk
        if len(waiting) >= GULP:
            await asyncio.to_thread(_write, runtime, file, bytes(waiting))
            waiting.clear()
    await asyncio.to_thread(_write, runtime, file, bytes(waiting))


def _write(runtime: Runtime, file: BinaryIO, chunk: bytes) -> None:
    if free_bytes(runtime.data_dir) < runtime.settings(FilesSettings).reserve_mb * MEGABYTE + len(chunk):
        raise DiskFull
    try:
        with full_disk_told():
            file.write(chunk)
            file.flush()
    except NoRoom as error:
        raise DiskFull from error
