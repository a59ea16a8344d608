"""Bytes in the store that no row names: what a server that stopped between keeping bytes and recording them left.

Whoever sent them got no receipt and sends them again. They are looked for outside any transaction, for the store may be
large; whether they may go is asked again in the one that puts them on the list of what leaves.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from backend.audit.retention import PIECE, Kept
from backend.audit.retention_rules import Due
from backend.audit.work import Work
from backend.files.leaving import mentioned
from backend.files.settings import FilesSettings
from backend.files.tables import LeavingBlob
from backend.kernel.clock import SystemClock
from backend.kernel.db import insert_rows, run
from backend.kernel.encoding import is_digest
from backend.kernel.runtime import Runtime
from media.blobs import BlobStore


@dataclass(frozen=True)
class Orphan:
    """Bytes that nothing names. `since`: when they came, by the host's clock."""

    digest: str
    size: int
    since: int


@dataclass
class OrphansFound:
    """Service: what the running retention has found and not yet put on the list of what leaves."""

    digests: list[str] = field(default_factory=list)


async def start_orphans(runtime: Runtime) -> None:
    runtime.provide(OrphansFound, OrphansFound())


async def orphans(runtime: Runtime) -> AsyncIterator[Orphan]:
    """Everything in the store that no row names, however new."""
    store = runtime.find(BlobStore)  # type: ignore[type-abstract]
    names = store.digests()
    while piece := await asyncio.to_thread(lambda: list(islice(names, PIECE))):
        for digest in sorted(await _unnamed(runtime, [name for name in piece if is_digest(name)])):
            size, since = await asyncio.to_thread(lambda one: (store.exists(one), store.since(one)), digest)
            if size is not None and since is not None:
                yield Orphan(digest, size, since)


async def _unnamed(runtime: Runtime, digests: Sequence[str]) -> set[str]:
    """Those that are neither recorded, nor named by a record that waits for them, nor on their way out."""
    left = set(digests)
    for sql in ("SELECT digest FROM blob WHERE digest IN {*}", "SELECT digest FROM leaving_blob WHERE digest IN {*}"):
        left -= {row["digest"] for row in await run(sql, sorted(left))}
    return left - await mentioned(runtime, sorted(left))


def _before(runtime: Runtime, due: Due) -> int:
    """Files carry the host's time, which a moved clock of a demo does not share."""
    return SystemClock().now() - (runtime.now() - due.before)


async def count_orphans(runtime: Runtime, due: Due) -> int:
    """How many are old enough to go."""
    before = _before(runtime, due)
    return sum([orphan.since < before async for orphan in orphans(runtime)])


async def find_orphans(runtime: Runtime, due: Due) -> None:
    """Look for those that are old enough, before the transactions that let them go."""
    before = _before(runtime, due)
    runtime.find(OrphansFound).digests = [orphan.digest async for orphan in orphans(runtime) if orphan.since < before]


async def release_orphans(work: Work, _: Due) -> int:
    """Put a piece of what was found on the list of what leaves; what was named meanwhile stays."""
    found = work.runtime.find(OrphansFound)
    while found.digests:
        piece, found.digests = found.digests[:PIECE], found.digests[PIECE:]
        if gone := sorted(await _unnamed(work.runtime, piece)):
            await insert_rows(LeavingBlob, [LeavingBlob(digest=digest, since=work.at) for digest in gone])
            return len(gone)
    return 0


KEPT_ORPHANS = Kept(
    kind="orphans",
    what="files that a server which stopped in the middle left behind, and that no record names",
    setting="HALFDAY_FILES_ORPHAN_DAYS",
    days=lambda runtime: runtime.settings(FilesSettings).orphan_days,
    count=count_orphans,
    remove=release_orphans,
    find=find_orphans,
)
