"""Bytes that no record needs any more: first the database lets go of them, then the store forgets them.

The list of what leaves is durable, so bytes go even if the server stops in between. Somebody may name the same digest
again meanwhile: whoever may send bytes was named in a committed record first, so a look at the records after the bytes
were set aside tells whether they must come back. If the server stops between the two, the next run looks again.
"""

import asyncio
from collections.abc import Sequence

from backend.audit.work import Work, housekeeping
from backend.files.ports import CopiesOfBytes, MentionsBytes
from backend.files.tables import Blob, Claim, LeavingBlob
from backend.kernel.db import insert_rows, run
from backend.kernel.runtime import Runtime
from media.blobs import BlobStore

PIECE = 200


async def let_go(work: Work, digests: Sequence[str]) -> None:
    """Call after the records that owned these bytes were marked, in the same transaction; others keep theirs."""
    wanted = sorted(set(digests))
    if not wanted:
        return
    gone = sorted(set(wanted) - await mentioned(work.runtime, wanted))
    if gone:
        await Claim.delete().where(Claim.digest.is_in(gone))
        await Blob.delete().where(Blob.digest.is_in(gone))
    known = await LeavingBlob.select(LeavingBlob.digest).where(LeavingBlob.digest.is_in(wanted))
    new = sorted(set(wanted) - {row["digest"] for row in known})
    await insert_rows(LeavingBlob, [LeavingBlob(digest=digest, since=work.at) for digest in new])


async def forget_leaving(runtime: Runtime) -> int:
    """Remove from the store what the database has let go of, and its derived copies; how many bytes' digests went."""
    gone = 0
    while True:
        rows = await LeavingBlob.select(LeavingBlob.digest).order_by(LeavingBlob.digest).limit(PIECE)
        if not rows:
            return gone
        digests = [row["digest"] for row in rows]
        for port in runtime.wiring.all(CopiesOfBytes):
            await port.forget(runtime, digests)
        named = await mentioned(runtime, digests)
        for digest in digests:
            gone += await _forget(runtime, digest, named=digest in named)
        async with housekeeping("leaving_blob"):
            await LeavingBlob.delete().where(LeavingBlob.digest.is_in(digests))


async def _forget(runtime: Runtime, digest: str, *, named: bool) -> bool:
    """Whether bytes went. Those that are named stay, and come back if an earlier run was cut off."""
    store = runtime.find(BlobStore)  # type: ignore[type-abstract]
    if not named:
        await asyncio.to_thread(store.set_aside, digest)
        if not await mentioned(runtime, [digest]):
            return await asyncio.to_thread(store.drop, digest)
    await asyncio.to_thread(store.bring_back, digest)
    return False


async def mentioned(runtime: Runtime, digests: Sequence[str]) -> set[str]:
    """Those of these digests that a record names, whether their bytes have come or not."""
    found: set[str] = set()
    for port in runtime.wiring.all(MentionsBytes):
        sql = f"SELECT DISTINCT digest FROM ({port.sql}) AS named WHERE digest IN {{*}}"  # noqa: S608 - our areas' own
        found |= {row["digest"] for row in await run(sql, list(digests))}
    return found
