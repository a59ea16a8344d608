"""The arithmetic of the sealed chain, pure: what is hashed, in which order (design §8)."""

import re
from collections.abc import Mapping
from typing import Literal

import msgspec

from backend.kernel.encoding import is_digest, sha256_hex

GENESIS = "0" * 64
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
EVENT_FIELDS = (
    "id",
    "kind",
    "module",
    "at",
    "actor_id",
    "actor_role",
    "login_session_id",
    "organisation_id",
    "subject_id",
    "scope_id",
    "data",
    "values_hash",
)


def values_hash(salt: str, before: str, after: str) -> str:
    """The salted hash that stays in the event when its values are erased."""
    return sha256_hex(f"{salt}\n{before}\n{after}".encode())


def event_digest(row: Mapping[str, object]) -> str:
    """The digest of an event row; any changed column changes it."""
    fields = [None if row[name] is None else str(row[name]) for name in EVENT_FIELDS]
    return sha256_hex(msgspec.json.encode(fields))


def next_hash(former: str, seal_no: int, digest: str) -> str:
    """The chain's hash after one more event."""
    return sha256_hex(f"{former}\n{seal_no}\n{digest}".encode())


def head_message(seal_no: int, chain_hash: str, at: int) -> bytes:
    """The bytes a head's signature covers."""
    return f"halfday.seal.v1\n{seal_no}\n{chain_hash}\n{at}".encode()


FaultKind = Literal[
    "removed", "changed", "inserted", "truncated", "rewritten", "bad_signature", "values_changed", "values_removed",
    "values_inserted", "erased_unexplained", "head_removed", "unreadable",
]  # fmt: skip


class Fault(msgspec.Struct, frozen=True):
    """Something the chain does not explain: its kind, which row, and in words what is wrong with it."""

    kind: FaultKind
    row: str
    message: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.row}: {self.message}"


class Link(msgspec.Struct, frozen=True):
    """A row of the seal with the event it names; `digest` is None when there is no such event any more."""

    seal_no: int
    hash: str
    event_id: str
    digest: str | None


class Reached(msgspec.Struct, frozen=True):
    """How far the chain was followed. `hashes` may stand for the last row: the stored one, and the one computed."""

    seal_no: int = 0
    hashes: tuple[str, ...] = (GENESIS,)


class StoredValues(msgspec.Struct, frozen=True):
    """A values row beside its event."""

    salt: str
    before: str
    after: str
    erased_at: int | None

    @property
    def empty(self) -> bool:
        return not (self.salt or self.before or self.after)


class Head(msgspec.Struct, frozen=True):
    """The end of the chain at a moment, as the database, the heads file or a receipt tells it."""

    seal_no: int
    hash: str
    at: int = 0
    kid: str = ""
    signature: str = ""


def follow(reached: Reached, link: Link) -> tuple[Reached, list[Fault]]:
    """One more row of the chain. A change is told once: the rows after it are measured against what is stored."""
    faults = []
    row = f"number {link.seal_no}, event {link.event_id}"
    expected = reached.seal_no + 1
    if link.seal_no < expected:
        return reached, [Fault("inserted", row, "the chain never had this number")]
    whole = link.seal_no == expected
    if not whole:
        rest = (
            f"numbers {expected} to {link.seal_no - 1} are" if link.seal_no > expected + 1 else f"number {expected} is"
        )
        faults.append(Fault("removed", f"before {row}", f"{rest} missing, so this one can't be checked"))
    if link.digest is None:
        faults.append(Fault("removed", row, "the event is missing"))
        return Reached(link.seal_no, (link.hash,)), faults
    digest = link.digest
    computed = tuple(next_hash(former, link.seal_no, digest) for former in reached.hashes)
    if not whole or link.hash in computed:
        return Reached(link.seal_no, (link.hash,)), faults
    faults.append(Fault("changed", row, "the event (or its seal) is not what was sealed"))
    return Reached(link.seal_no, (link.hash, *computed)), faults


def check_values(event_id: str, sealed_hash: str, values: StoredValues | None, *, erased: bool) -> Fault | None:
    """Whether a values row is what its event says. `erased`: an event records that it was erased."""
    row = f"values of event {event_id}"
    if not sealed_hash:
        return Fault("values_inserted", row, "the event has none, a row was added") if values else None
    if values is None:
        return Fault("values_removed", row, "the row is missing; an erasure would have left its tombstone")
    if values.erased_at is not None:
        if erased and values.empty:
            return None
        return Fault("erased_unexplained", row, "they are marked as erased, but no event records an erasure")
    if values_hash(values.salt, values.before, values.after) != sealed_hash:
        return Fault("values_changed", row, "they do not match the salted hash in the event")
    return None


def parse_head(text: str) -> Head:
    """A head as receipts and reports quote it, `N:HASH`.

    Raises:
        ValueError: written otherwise.
    """
    number, _, chain = text.partition(":")
    if not (_NUMBER.fullmatch(number) and is_digest(chain)):
        raise ValueError("a head is written NUMBER:HASH, with a hash of 64 hex digits")
    return Head(seal_no=int(number), hash=chain)


def parse_head_line(line: str) -> Head:
    """A line of the heads file: number, hash, time, key, signature.

    Raises:
        ValueError: written otherwise.
    """
    parts = line.split(" ")
    if len(parts) != len(Head.__struct_fields__):
        raise ValueError("not five words")
    head = parse_head(f"{parts[0]}:{parts[1]}")
    if not _NUMBER.fullmatch(parts[2]):
        raise ValueError("no time")
    return msgspec.structs.replace(head, at=int(parts[2]), kid=parts[3], signature=parts[4])


def check_head(head: Head, stored: str | None, last: int, *, source: str) -> Fault | None:
    """Whether the chain agrees with a head; `stored` is the chain's hash at its number, `last` its newest number."""
    row = f"number {head.seal_no}, named by {source}"
    if head.seal_no > last:
        return Fault("truncated", row, f"the chain ends at number {last}")
    if stored is None:
        return Fault("removed", row, "the chain has no such number")
    if stored != head.hash:
        return Fault("rewritten", row, "the chain has another hash there: it was recomputed")
    return None
