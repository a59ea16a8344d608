"""Bytes from a request into the store: read and hashed whole, kept only if they are what was expected."""

import asyncio

from backend.files.errors import DigestMismatch, DiskFull, NotJpeg, NotPdf, NotPng, SizeMismatch
from backend.files.ports import Expected
from backend.files.settings import MEGABYTE, FilesSettings
from backend.kernel.errors import Refusal, TooLarge
from backend.kernel.http import AnyRequest
from backend.kernel.runtime import Runtime
from media import blobs
from media.blobs import BlobStore
from media.local import LocalStore

BEGINNINGS: dict[str, tuple[bytes, type[Refusal]]] = {
    "jpeg": (b"\xff\xd8\xff", NotJpeg),
    "png": (b"\x89PNG\r\n\x1a\n", NotPng),
    "pdf": (b"%PDF-", NotPdf),
}
REFUSALS: dict[type[blobs.BlobError], type[Refusal]] = {
    blobs.DigestMismatch: DigestMismatch,
    blobs.SizeMismatch: SizeMismatch,
    blobs.TooLarge: TooLarge,
    blobs.DiskFull: DiskFull,
}


def open_store(runtime: Runtime) -> BlobStore:
    """The store under the data folder, with what a dead process left swept away."""
    store = LocalStore(runtime.data_dir / "blobs", reserve=runtime.settings(FilesSettings).reserve_mb * MEGABYTE)
    store.sweep()
    return store


async def receive_body(runtime: Runtime, request: AnyRequest, expected: Expected) -> list[bytes]:
    """The request's whole body, in the chunks it came in.

    Raises:
        TooLarge, SizeMismatch, NotJpeg, NotPng, NotPdf.
    """
    limit = runtime.settings(FilesSettings).max_photo_mb * MEGABYTE
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise TooLarge
        if size <= expected.size:
            chunks.append(chunk)
    if size != expected.size:
        raise SizeMismatch
    beginning, refusal = BEGINNINGS[expected.magic]
    if not blobs.head_of(chunks).startswith(beginning):
        raise refusal
    return chunks


async def keep_body(runtime: Runtime, chunks: list[bytes], digest: str) -> int:
    """Store a body durably; the number of bytes.

    Raises:
        DigestMismatch, DiskFull: nothing was kept.
    """
    store = runtime.find(BlobStore)  # type: ignore[type-abstract]
    try:
        # not to_thread, whose copy of the context nothing here asks for
        return (await asyncio.get_running_loop().run_in_executor(None, store.store, chunks, digest)).size
    except blobs.BlobError as error:
        raise REFUSALS[type(error)](error.code) from error
