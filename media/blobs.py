"""The store of bytes, as a port: write-once, addressed by the sha256 of the content (design §2, idea 1).

A digest is 64 lower-case hex digits. Sizes are bytes. Whoever reads goes through the record that owns the digest;
this package knows no owners.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ClassVar, Protocol

HEAD_BYTES = 32
Body = bytes | Sequence[bytes]
"""A whole small body: its bytes, or the chunks it arrived in."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


class BlobError(Exception):
    """Bytes that were not stored, or are not there. `code` is stable; nothing was kept."""

    code: ClassVar[str]

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.code)


class DigestMismatch(BlobError):
    """The bytes hash to another digest."""

    code = "digest_mismatch"


class SizeMismatch(BlobError):
    """Fewer or more bytes than announced."""

    code = "size_mismatch"


class TooLarge(BlobError):
    """More bytes than the caller allows."""

    code = "too_large"


class DiskFull(BlobError):
    """No room, a quota, or the reserve kept for the database; room may come back."""

    code = "disk_full"


class Missing(BlobError):
    """No bytes under this digest."""

    code = "missing"


class BadDigest(BlobError):
    """Not 64 lower-case hex digits; refused before it becomes part of a path."""

    code = "bad_digest"


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """Bytes that are durable: their digest, their number, and the first 32 of them."""

    digest: str
    size: int
    head: bytes


class BlobWriter(Protocol):
    """A body on its way in. One thread at a time, but not always the same one.

    Any error ends the writer and leaves nothing. `abort` may be called at any time, more than once, and after
    `finish` does nothing: put it into a `finally`.
    """

    @property
    def head(self) -> bytes:
        """The first bytes received, up to 32: to refuse a body by its kind before it is kept."""
        ...

    def write(self, chunk: bytes) -> None:
        """Take the next bytes.

        Raises:
            TooLarge, DiskFull: nothing was kept.
        """
        ...

    def finish(self, digest: str, size: int | None = None) -> StoredBlob:
        """Keep the bytes under `digest`; they are durable when this returns.

        Raises:
            BadDigest, DigestMismatch, SizeMismatch, DiskFull: nothing was kept.
        """
        ...

    def abort(self) -> None:
        """Drop what was written."""
        ...


class BlobStore(Protocol):
    """Bytes by digest."""

    def begin(self, *, size: int | None = None, limit: int | None = None) -> BlobWriter:
        """A writer for a body of any length; `size` if announced, at most `limit` bytes.

        Raises:
            TooLarge, DiskFull: by what was announced.
        """
        ...

    def store(self, body: Body, digest: str, *, size: int | None = None) -> StoredBlob:
        """Keep a whole body that is already in memory, in one call; durable when this returns.

        Raises:
            BadDigest, DigestMismatch, SizeMismatch, DiskFull: nothing was kept.
        """
        ...

    def open(self, digest: str) -> BinaryIO:
        """The bytes as a seekable stream; the caller closes it.

        Raises:
            Missing
        """
        ...

    def read(self, digest: str) -> bytes:
        """All the bytes.

        Raises:
            Missing
        """
        ...

    def path_or_none(self, digest: str) -> Path | None:
        """A file holding the bytes, for servers that send files themselves; None if absent or not a file."""
        ...

    def exists(self, digest: str) -> int | None:
        """The size, or None if absent."""
        ...

    def since(self, digest: str) -> int | None:
        """When the bytes came, in milliseconds of the host's clock; None if absent."""
        ...

    def set_aside(self, digest: str) -> None:
        """Take the bytes out of the store, durably, but keep them until `drop` or `bring_back`; absent is fine.

        The caller knows that no record owns them, and looks again before they are dropped.
        """
        ...

    def bring_back(self, digest: str) -> None:
        """Put bytes that were set aside back, durably; if there are any, and none came meanwhile."""
        ...

    def drop(self, digest: str) -> bool:
        """Forget for good what was set aside; whether there was anything."""
        ...

    def digests(self) -> Iterator[str]:
        """Every digest in the store, in no order: for backups and the search for orphans."""
        ...


def checked_digest(digest: str) -> str:
    """The digest, if it is one.

    Raises:
        BadDigest
    """
    if not _DIGEST.fullmatch(digest):
        raise BadDigest
    return digest


def head_of(body: Body) -> bytes:
    """The first bytes of a body, up to 32, however small its chunks are."""
    if isinstance(body, bytes):
        return body[:HEAD_BYTES]
    head = b""
    for chunk in body:
        head += chunk[: HEAD_BYTES - len(head)]
        if len(head) == HEAD_BYTES:
            break
    return head
