"""The arithmetic of the sealed chain, pure: what is hashed, in which order (design §8)."""

from collections.abc import Mapping

import msgspec

from backend.kernel.encoding import sha256_hex

GENESIS = "0" * 64
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
