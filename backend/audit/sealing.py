"""The one sealer: numbers committed events, chains them, signs the end, writes it to a file (design §8)."""

import asyncio
from pathlib import Path

from backend.audit.chain_rules import GENESIS, event_digest, head_message, next_hash
from backend.audit.tables import Seal, SealHead
from backend.audit.work import housekeeping
from backend.kernel.crypto import p256
from backend.kernel.db import insert_rows, insert_values, run
from backend.kernel.encoding import b64encode
from backend.kernel.runtime import Runtime

BATCH = 500
HEADS_FILE = "seal-heads.log"
WAITING = "SELECT e.* FROM unsealed u JOIN event e ON e.id = u.event_id ORDER BY e.id LIMIT {}"
"""An event that vanished before it was sealed holds nothing up; its row in `unsealed` stays and `verify` names it."""


class Sealer:
    """Seals what was committed, at most `batch` events a pass; only one may run per database."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._lock = asyncio.Lock()
        self.head_no = 0
        self.head_hash = GENESIS

    @property
    def head(self) -> str:
        """The newest head, as receipts quote it."""
        return f"{self.head_no}:{self.head_hash}"

    async def load(self) -> None:
        """Take up the chain where it ends.

        A new chain's heads file is there before its first head: a backup copies it before the database, and a file
        that came only with the first head would be missing beside a copy that has it. One that is missing beside a
        chain that has begun is never made again, for `verify` must tell that it is gone.
        """
        last = await Seal.select(Seal.seal_no, Seal.hash).order_by(Seal.seal_no, ascending=False).first()
        if last:
            self.head_no, self.head_hash = last["seal_no"], last["hash"]
        else:
            await asyncio.to_thread((self._runtime.data_dir / HEADS_FILE).touch)

    async def seal(self) -> int:
        """Seal one batch; the number of events sealed."""
        async with self._lock:
            rows = await run(WAITING, BATCH)
            if not rows:
                return 0
            ids = [row["id"] for row in rows]
            head = self._chain(rows)
            async with housekeeping("seal", brief=True):
                await insert_values(Seal, head[0])
                await insert_rows(SealHead, [head[1]])
                await run("DELETE FROM unsealed WHERE event_id IN {*}", ids)
            self.head_no, self.head_hash = head[1].seal_no, head[1].hash
            await asyncio.to_thread(_append, self._runtime.data_dir / HEADS_FILE, head[1])
            return len(ids)

    async def seal_all(self) -> None:
        """Seal what has been committed until now; what comes meanwhile is for the next time."""
        while await self.seal() == BATCH:
            pass

    def _chain(self, rows: list[dict[str, object]]) -> tuple[list[dict[str, object]], SealHead]:
        number, chain = self.head_no, self.head_hash
        seals: list[dict[str, object]] = []
        for row in rows:
            number += 1
            chain = next_hash(chain, number, event_digest(row))
            seals.append({"seal_no": number, "event_id": row["id"], "hash": chain})
        key, at = self._runtime.keys.current("sealing"), self._runtime.now()
        signature = b64encode(p256.sign(key.signer, head_message(number, chain, at)))
        return seals, SealHead(seal_no=number, hash=chain, at=at, kid=key.kid, signature=signature)


def _append(path: Path, head: SealHead) -> None:
    with path.open("a") as file:
        file.write(f"{head.seal_no} {head.hash} {head.at} {head.kid} {head.signature}\n")
