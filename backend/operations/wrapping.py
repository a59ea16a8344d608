"""The deployment's keys wrapped with a passphrase: scrypt makes a key of it, AES-256-GCM encrypts (design §8)."""

import secrets

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from backend.kernel.crypto.keyring import KeyRecord
from backend.kernel.encoding import b64decode, b64encode

PURPOSE = b"halfday.keys.v1\n"
COST = 2**16
"""With blocks of 8 a guess costs 64 MB and about a fifth of a second."""
MAX_COST = 2**20
BLOCKS = 8
KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12


class CannotUnwrap(ValueError):
    """Another passphrase, damage, or no file of ours."""


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What lies in the file; binary as base64url."""

    cost: int
    salt: str
    nonce: str
    sealed: str


def wrap_keys(passphrase: str, records: list[KeyRecord], *, cost: int = COST) -> bytes:
    """The file's content."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    sealed = _cipher(passphrase, salt, cost).encrypt(nonce, msgspec.json.encode(records), PURPOSE)
    envelope = Envelope(cost=cost, salt=b64encode(salt), nonce=b64encode(nonce), sealed=b64encode(sealed))
    return msgspec.json.encode(envelope)


def unwrap_keys(passphrase: str, content: bytes) -> list[KeyRecord]:
    """The keys in the file.

    Raises:
        CannotUnwrap: the passphrase is another, or the file is damaged.
    """
    try:
        envelope = msgspec.json.decode(content, type=Envelope)
        if not 1 < envelope.cost <= MAX_COST:
            raise CannotUnwrap("no cost of ours")
        cipher = _cipher(passphrase, b64decode(envelope.salt), envelope.cost)
        opened = cipher.decrypt(b64decode(envelope.nonce), b64decode(envelope.sealed), PURPOSE)
        return msgspec.json.decode(opened, type=list[KeyRecord])
    except (msgspec.MsgspecError, ValueError, InvalidTag) as error:
        raise CannotUnwrap("another passphrase, or a damaged file") from error


def _cipher(passphrase: str, salt: bytes, cost: int) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=KEY_BYTES, n=cost, r=BLOCKS, p=1).derive(passphrase.encode()))
