"""Bytes from one store into another, by digest: what is there is not copied again, what is copied is checked."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from media.blobs import BlobStore, DigestMismatch, Missing, SizeMismatch

CHUNK = 1 << 20


class NamedBlob(msgspec.Struct, frozen=True):
    """Bytes that the database names."""

    digest: str
    size: int


@dataclass
class BlobsCopied:
    """How many are in the target now, how many of them are new, and what is wrong with the source."""

    count: int = 0
    size: int = 0
    new: int = 0
    faults: list[str] = field(default_factory=list)


def copy_blobs(named: Iterable[NamedBlob], source: BlobStore, target: BlobStore, done: BlobsCopied) -> None:
    """Bring each of these bytes into the target, adding to `done`; a damaged one is told and left out."""
    for blob in named:
        if target.exists(blob.digest) != blob.size:
            try:
                _copy(blob, source, target)
            except Missing:
                done.faults.append(f"blob {blob.digest} is missing in the store")
                continue
            except (DigestMismatch, SizeMismatch):
                done.faults.append(f"blob {blob.digest} is damaged in the store")
                continue
            done.new += 1
        done.count += 1
        done.size += blob.size


def _copy(blob: NamedBlob, source: BlobStore, target: BlobStore) -> None:
    with source.open(blob.digest) as stream:
        writer = target.begin(size=blob.size)
        try:
            while chunk := stream.read(CHUNK):
                writer.write(chunk)
            writer.finish(blob.digest, blob.size)
        finally:
            writer.abort()
