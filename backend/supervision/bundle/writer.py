"""The zip of an evidence bundle, written to a nameless file: what goes in is hashed on the way (design §4, Bundle)."""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO
from uuid import UUID

import msgspec

CHUNK = 1_048_576
_WHEN = (1980, 1, 1, 0, 0, 0)
"""The same content gives the same bytes; the moment stands in the index."""


class BundleMark(msgspec.Struct, frozen=True, rename="camel"):
    """Payload of the token that signs an index."""

    project_id: UUID
    made_at: int
    index_sha256: str
    seal_head: str


class FileEntry(msgspec.Struct, frozen=True):
    """A file of the bundle as the index lists it."""

    path: str
    sha256: str
    size: int


class CaptureEntry(msgspec.Struct, frozen=True, rename="camel"):
    """A capture of the bundle; `photo`: its bytes are in it.

    `removed`: the deployment kept photo and manifest as long as it had to; receipt and judgement are left.
    """

    id: UUID
    key_id: str
    photo: bool
    removed: bool


class Index(msgspec.Struct, frozen=True, rename="camel"):
    """`index.json`: all that the deployment vouches for by its signature."""

    v: int
    kind: str
    made_at: int
    project_id: UUID
    project_no: str
    seal_head: str
    captures: Sequence[CaptureEntry]
    files: Sequence[FileEntry]


class BundleWriter:
    """Writes files one after another. Used by one thread at a time."""

    def __init__(self, file: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self.files: list[FileEntry] = []

    def add(self, path: str, content: bytes, *, listed: bool = True) -> None:
        """A small file; only the index itself and its signature are not listed."""
        with self.entry(path, listed=listed) as write:
            write(content)

    def add_stream(self, path: str, chunks: Iterable[bytes]) -> None:
        """A photo, of any size; photos do not shrink, so they are not packed."""
        with self.entry(path, packed=False) as write:
            for chunk in chunks:
                write(chunk)

    @contextmanager
    def entry(self, path: str, *, packed: bool = True, listed: bool = True) -> Iterator[Callable[[bytes], None]]:
        """A file that is written piece by piece."""
        info = zipfile.ZipInfo(path, _WHEN)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w") as out:

            def write(chunk: bytes) -> None:
                nonlocal size
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)

            yield write
        if listed:
            self.files.append(FileEntry(path, digest.hexdigest(), size))

    def close(self) -> None:
        self._zip.close()


def read_chunks(stream: BinaryIO) -> Iterable[bytes]:
    """A stream's bytes, closing it at the end."""
    with stream:
        while chunk := stream.read(CHUNK):
            yield chunk
