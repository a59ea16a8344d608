"""Checking the whole trace: every event against the chain, the chain against its signed heads (design §8)."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from itertools import islice
from pathlib import Path

from backend.audit.chain_rules import (
    GENESIS,
    Fault,
    Head,
    Link,
    Reached,
    StoredValues,
    check_head,
    check_values,
    event_digest,
    follow,
    head_message,
    parse_head_line,
)
from backend.audit.sealing import HEADS_FILE
from backend.audit.verify_queries import (
    CHAIN,
    HEADS,
    PAGE,
    STRAY_EVENTS,
    STRAY_VALUES,
    WAITING,
    Fetch,
    Row,
    hashes_at,
    last_number,
    pages,
    with_recorded_erasure,
)
from backend.kernel.crypto import KeyRing, p256
from backend.kernel.encoding import b64decode


class Verification:
    """One run over a database, in bounded memory; afterwards `reached` tells how many events the chain holds."""

    def __init__(self, fetch: Fetch, keys: KeyRing, folder: Path, told: Head | None = None) -> None:
        """`folder` holds the heads file; `told` is a head that a person brings from a receipt, report or mail."""
        self._fetch = fetch
        self._keys = keys
        self._file = folder / HEADS_FILE
        self._told = told
        self.reached = Reached()

    @property
    def head(self) -> str:
        """The chain's end, as receipts quote it."""
        return f"{self.reached.seal_no}:{self.reached.hashes[0]}"

    async def faults(self) -> AsyncIterator[Fault]:
        """Everything that is not as it was sealed, told as it is found."""
        for check in (self._chain, self._heads, self._heads_file, self._told_head, self._waiting, self._strays):
            async for fault in check():
                yield fault

    async def _chain(self) -> AsyncIterator[Fault]:
        async for rows in pages(self._fetch, CHAIN):
            for row in rows:
                digest = event_digest(row) if row["id"] else None
                self.reached, found = follow(self.reached, Link(row["key"], row["hash"], str(row["event_id"]), digest))
                for fault in found:
                    yield fault
            for fault in await self._values(rows):
                yield fault

    async def _values(self, rows: Sequence[Row]) -> list[Fault]:
        present = [row for row in rows if row["id"]]
        marked = [row["id"] for row in present if row["erased_at"] is not None]
        erased = await with_recorded_erasure(self._fetch, marked)
        found = (
            check_values(str(row["id"]), row["values_hash"], _values_of(row), erased=row["id"] in erased)
            for row in present
        )
        return [fault for fault in found if fault]

    async def _heads(self) -> AsyncIterator[Fault]:
        last = 0
        async for rows in pages(self._fetch, HEADS):
            heads = [Head(row["key"], row["hash"], row["at"], row["kid"], row["signature"]) for row in rows]
            last = heads[-1].seal_no
            for fault in await self._compare(heads, "a signed head"):
                yield fault
        if last < self.reached.seal_no:
            row = f"numbers {last + 1} to {self.reached.seal_no}"
            yield Fault("inserted", row, "no signed head covers this end of the chain")

    async def _heads_file(self) -> AsyncIterator[Fault]:
        if not self._file.exists():
            if self.reached.seal_no and self._told is None:
                message = "missing, so a cut end would not show; bring a head you were sent: --head NUMBER:HASH"
                yield Fault("truncated", str(self._file), message)
            return
        before = 0
        with self._file.open(encoding="ascii", errors="replace") as file:
            while lines := await asyncio.to_thread(lambda: list(islice(file, PAGE))):
                heads, unreadable = _read_lines(lines, before)
                before += len(lines)
                for fault in [*unreadable, *await self._compare(heads, HEADS_FILE)]:
                    yield fault
                stored = await hashes_at(self._fetch, "seal_head", [head.seal_no for head in heads])
                for head in heads:
                    if head.seal_no not in stored:
                        yield Fault("head_removed", f"signed head {head.seal_no}", f"only {HEADS_FILE} still has it")

    async def _told_head(self) -> AsyncIterator[Fault]:
        told = self._told
        if told and told.seal_no:
            for fault in await self._compare([told], "--head"):
                yield fault
        elif told and told.hash != GENESIS:
            yield Fault("rewritten", "number 0, named by --head", "no chain of ours begins like this")

    async def _compare(self, heads: Sequence[Head], source: str) -> list[Fault]:
        stored = await hashes_at(self._fetch, "seal", [head.seal_no for head in heads])
        last = await last_number(self._fetch)
        faults = [check_head(head, stored.get(head.seal_no), last, source=source) for head in heads]
        faults += [
            Fault("bad_signature", f"number {head.seal_no}, named by {source}", "no sealing key of ours signed it")
            for head in heads
            if head is not self._told and not self._signed(head)
        ]
        return [fault for fault in faults if fault]

    def _signed(self, head: Head) -> bool:
        key = self._keys.find("sealing", head.kid)
        if key is None:
            return False
        try:
            signature = b64decode(head.signature)
        except ValueError:
            return False
        return p256.verify(key.signer.public_key(), head_message(head.seal_no, head.hash, head.at), signature)

    async def _waiting(self) -> AsyncIterator[Fault]:
        async for rows in pages(self._fetch, WAITING):
            for row in rows:
                if not row["id"]:
                    yield Fault("removed", f"event {row['key']}", "it was removed before it was sealed")
            for fault in await self._values(rows):
                yield fault

    async def _strays(self) -> AsyncIterator[Fault]:
        async for rows in pages(self._fetch, STRAY_EVENTS):
            for row in rows:
                yield Fault("inserted", f"event {row['key']}", "it was never sealed and does not wait for it")
        async for rows in pages(self._fetch, STRAY_VALUES):
            for row in rows:
                yield Fault("values_inserted", f"values of event {row['key']}", "there is no such event")


def _values_of(row: Row) -> StoredValues | None:
    if row["values_of"] is None:
        return None
    return StoredValues(row["salt"], row["before"], row["after"], row["erased_at"])


def _read_lines(lines: Sequence[str], before: int) -> tuple[list[Head], list[Fault]]:
    """Heads of lines that follow `before` others, and the lines that are none."""
    heads, faults = [], []
    for number, line in enumerate(lines, start=before + 1):
        try:
            heads.append(parse_head_line(line.rstrip("\n")))
        except ValueError as error:
            faults.append(Fault("unreadable", f"line {number} of {HEADS_FILE}", str(error)))
    return heads, faults
