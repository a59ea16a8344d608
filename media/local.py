"""The store of bytes on a local file system.

Bytes go to a temporary file, are flushed, renamed to their digest, and the folder is flushed: after a power cut a
digest either holds all its bytes or is absent.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from media.blobs import (
    HEAD_BYTES,
    Body,
    DigestMismatch,
    Missing,
    SizeMismatch,
    StoredBlob,
    TooLarge,
    checked_digest,
)
from media.disk import full_disk_told
from media.shelf import Shelf

RECHECK_BYTES = 4_000_000
"""How much a streamed body may grow before the free space is looked at again."""


class LocalStore:
    """A BlobStore below one folder; `reserve` bytes of the disk stay free, whatever comes in.

    One folder may serve several processes. Call `sweep` at start-up.
    """

    def __init__(self, root: Path, *, reserve: int = 0) -> None:
        self._shelf = Shelf(root, reserve)

    def sweep(self) -> int:
        """Remove the temporary files that dead processes left; how many. Those of the living are kept."""
        return self._shelf.incoming.sweep()

    def begin(self, *, size: int | None = None, limit: int | None = None) -> "LocalWriter":
        """See BlobStore."""
        if size is not None and limit is not None and size > limit:
            raise TooLarge
        return LocalWriter(self._shelf, announced=size or 0, limit=limit)

    def store(self, body: Body, digest: str, *, size: int | None = None) -> StoredBlob:
        """See BlobStore. A body that is not what it should be never touches the disk."""
        whole = body if isinstance(body, bytes) else b"".join(body)
        blob = StoredBlob(hashlib.sha256(whole).hexdigest(), len(whole), whole[:HEAD_BYTES])
        _refuse_other(blob, digest, size)
        with full_disk_told():
            if self._shelf.size(digest) == blob.size:
                self._shelf.confirm(digest)
            else:
                self._put(whole, blob)
        return blob

    def open(self, digest: str) -> BinaryIO:
        """See BlobStore."""
        try:
            return self._shelf.path(digest).open("rb")
        except FileNotFoundError:
            raise Missing from None

    def read(self, digest: str) -> bytes:
        """See BlobStore."""
        with self.open(digest) as stream:
            return stream.read()

    def path_or_none(self, digest: str) -> Path | None:
        """See BlobStore."""
        path = self._shelf.path(digest)
        return path if path.exists() else None

    def exists(self, digest: str) -> int | None:
        """See BlobStore."""
        return self._shelf.size(digest)

    def since(self, digest: str) -> int | None:
        """See BlobStore."""
        return self._shelf.since(digest)

    def set_aside(self, digest: str) -> None:
        """See BlobStore."""
        self._shelf.set_aside(digest)

    def bring_back(self, digest: str) -> None:
        """See BlobStore."""
        self._shelf.bring_back(digest)

    def drop(self, digest: str) -> bool:
        """See BlobStore."""
        return self._shelf.drop(digest)

    def digests(self) -> Iterator[str]:
        """See BlobStore."""
        return self._shelf.digests()

    def _put(self, body: bytes, blob: StoredBlob) -> None:
        self._shelf.refuse_without_room(blob.size)
        temporary = self._shelf.incoming.new()
        try:
            temporary.write(body)
            self._shelf.publish(temporary, blob)
        finally:
            temporary.drop()


class LocalWriter:
    """A streamed body on its way into a LocalStore; see BlobWriter. Chunks of about a megabyte serve best."""

    def __init__(self, shelf: Shelf, *, announced: int, limit: int | None) -> None:
        self._shelf = shelf
        self._limit = limit
        self._hash = hashlib.sha256()
        self._size = 0
        self._head = b""
        self._granted = announced
        self._open = True
        with full_disk_told():
            shelf.refuse_without_room(announced)
            self._temporary = shelf.incoming.new()

    @property
    def head(self) -> bytes:
        """See BlobWriter."""
        return self._head

    def write(self, chunk: bytes) -> None:
        """See BlobWriter."""
        with self._all_or_nothing():
            self._size += len(chunk)
            if self._limit is not None and self._size > self._limit:
                raise TooLarge
            if self._size > self._granted:
                self._shelf.refuse_without_room(len(chunk) + RECHECK_BYTES)
                self._granted = self._size + RECHECK_BYTES
            self._head += chunk[: HEAD_BYTES - len(self._head)]
            self._hash.update(chunk)
            self._temporary.write(chunk)

    def finish(self, digest: str, size: int | None = None) -> StoredBlob:
        """See BlobWriter."""
        with self._all_or_nothing():
            blob = StoredBlob(self._hash.hexdigest(), self._size, self._head)
            _refuse_other(blob, digest, size)
            if self._shelf.size(digest) == blob.size:
                self._shelf.confirm(digest)
            else:
                self._shelf.publish(self._temporary, blob)
            self.abort()
        return blob

    def abort(self) -> None:
        """See BlobWriter. What `finish` has kept stays."""
        self._open = False
        self._temporary.drop()

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        if not self._open:
            raise ValueError("this writer has ended")
        try:
            with full_disk_told():
                yield
        except BaseException:
            self.abort()
            raise


def _refuse_other(blob: StoredBlob, digest: str, size: int | None) -> None:
    if size is not None and blob.size != size:
        raise SizeMismatch
    if blob.digest != checked_digest(digest):
        raise DigestMismatch
