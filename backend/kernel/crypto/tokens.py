"""Tokens the server signs: `kid.payload.sig`, each bound to one purpose.

The payload is base64url of UTF-8 JSON; the signature covers `halfday.<purpose>.v1\n` and the exact bytes, so a
token of one purpose can never pass for another.
"""

from functools import lru_cache
from typing import TypeVar

import msgspec

from backend.kernel.crypto import p256
from backend.kernel.crypto.keyring import Key, KeyRing
from backend.kernel.encoding import b64decode, b64encode

T = TypeVar("T", bound=msgspec.Struct)
MAX_TOKEN = 4_096


class BadToken(ValueError):
    """Not a token of ours for this purpose."""


def preimage(purpose: str, payload: bytes) -> bytes:
    """The bytes a signature of this purpose covers."""
    return f"halfday.{purpose}.v1\n".encode() + payload


def issue(ring: KeyRing, purpose: str, payload: msgspec.Struct) -> str:
    """Sign a payload with the current signing key."""
    key = ring.current("signing")
    raw = msgspec.json.encode(payload)
    return f"{key.kid}.{b64encode(raw)}.{b64encode(p256.sign(key.signer, preimage(purpose, raw)))}"


@lru_cache(maxsize=1_024)
def _holds(key: Key, message: bytes, mark: bytes) -> bool:
    """Whether a signature is the key's. Remembered: a phone quotes the same ticket and time token with every photo."""
    return p256.verify(key.signer.public_key(), message, mark)


def read(ring: KeyRing, purpose: str, token: str, shape: type[T]) -> T:
    """The payload of a token, after its signature was checked.

    Raises:
        BadToken: unknown key, wrong signature or purpose, or another shape.
    """
    kid, _, rest = token.partition(".")
    encoded, _, signature = rest.partition(".")
    key = ring.find("signing", kid)
    if key is None or len(token) > MAX_TOKEN:
        raise BadToken("unknown key")
    try:
        raw, mark = b64decode(encoded), b64decode(signature)
    except ValueError as error:
        raise BadToken("not base64url") from error
    if not _holds(key, preimage(purpose, raw), mark):
        raise BadToken("signature does not match")
    try:
        return msgspec.json.decode(raw, type=shape)
    except msgspec.MsgspecError as error:
        raise BadToken("payload of another shape") from error
