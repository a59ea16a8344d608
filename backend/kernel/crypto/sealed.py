"""Values kept encrypted (AES-256-GCM) and blind indexes to find them by (HMAC-SHA256)."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from backend.kernel.crypto.keyring import Key, KeyRing
from backend.kernel.encoding import b64decode, b64encode

_NONCE = 12


class Unreadable(ValueError):
    """The value was not encrypted by a key of this deployment for this place."""


@dataclass(frozen=True)
class SealedColumn:
    """Port: a column whose texts are encrypted for a `place`, empty where there is none; `key` finds its rows."""

    table: str
    column: str
    place: str
    key: str = "id"

    @property
    def name(self) -> str:
        return f"{self.table}.{self.column}"


def encrypt(ring: KeyRing, place: str, text: str) -> str:
    """`kid.nonce+ciphertext`, bound to the place (table.column) it is kept in."""
    key, nonce = ring.current("data"), secrets.token_bytes(_NONCE)
    return f"{key.kid}.{b64encode(nonce + AESGCM(key.secret).encrypt(nonce, text.encode(), place.encode()))}"


def decrypt(ring: KeyRing, place: str, stored: str) -> str:
    """The text behind a stored value.

    Raises:
        Unreadable: another deployment's key, another place, or damage.
    """
    kid, _, encoded = stored.partition(".")
    key = ring.find("data", kid)
    if key is None:
        raise Unreadable("unknown key")
    try:
        raw = b64decode(encoded)
        return AESGCM(key.secret).decrypt(raw[:_NONCE], raw[_NONCE:], place.encode()).decode()
    except (ValueError, InvalidTag) as error:
        raise Unreadable("damaged value") from error


def blind_index(ring: KeyRing, place: str, text: str) -> str:
    """A value to find an encrypted text by, without being able to read it."""
    return keyed_hash(ring.current("index"), place, text)


def blind_indexes(ring: KeyRing, place: str, text: str) -> list[str]:
    """The blind index under every index key, so that rows made before a rotation are found too."""
    return [keyed_hash(key, place, text) for key in ring.of("index")]


def keyed_hash(key: Key, purpose: str, text: str) -> str:
    """HMAC-SHA256 over purpose and text, base64url."""
    return b64encode(hmac.new(key.secret, f"{purpose}\n{text}".encode(), hashlib.sha256).digest())
