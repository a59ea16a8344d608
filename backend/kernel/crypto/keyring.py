"""The server's keys: files in one folder outside the database (design §8, §9).

Each purpose has one current key and any number of retired ones, which still open and verify what they once made.
"""

import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from backend.kernel.crypto import p256
from backend.kernel.encoding import b64decode, b64encode, sha256_hex
from backend.kernel.ids import new_id

Purpose = Literal["signing", "sealing", "data", "index"]
PURPOSES: tuple[Purpose, ...] = ("signing", "sealing", "data", "index")
_ASYMMETRIC: tuple[Purpose, ...] = ("signing", "sealing")
SECRET_BYTES = 32


class KeyRecord(msgspec.Struct, frozen=True, rename="camel"):
    """One key as it lies on disk. `secret` is a P-256 private number or 32 random bytes, base64url."""

    kid: str
    purpose: Purpose
    secret: str
    valid_from: int
    valid_until: int | None = None


class Key:
    """A key in memory."""

    def __init__(self, record: KeyRecord) -> None:
        self.record = record
        self.kid = record.kid
        self.secret = b64decode(record.secret)
        self.private = p256.private_key(self.secret) if record.purpose in _ASYMMETRIC else None

    @property
    def signer(self) -> ec.EllipticCurvePrivateKey:
        if self.private is None:
            raise TypeError(f"{self.record.purpose} keys do not sign")
        return self.private

    def public_raw(self) -> bytes:
        """The public point, 65 bytes uncompressed."""
        return p256.public_raw(self.signer.public_key())

    def fingerprint(self) -> str:
        """SHA-256 of the public point, for people to compare."""
        return sha256_hex(self.public_raw())


class KeyRing:
    """All keys of a deployment."""

    def __init__(self, folder: Path, keys: list[Key]) -> None:
        self._folder = folder
        self._keys = {key.kid: key for key in keys}
        self._current: dict[Purpose, Key] = {}

    @classmethod
    def read(cls, folder: Path) -> "KeyRing":
        """What the folder holds, be it nothing."""
        records = [msgspec.json.decode(path.read_bytes(), type=KeyRecord) for path in sorted(folder.glob("*.json"))]
        return cls(folder, [Key(record) for record in records])

    @classmethod
    def load(cls, folder: Path, now: int) -> "KeyRing":
        """Read the folder, making a first key for each purpose that has none."""
        ring = cls.read(folder)
        ring.complete(now)
        return ring

    def complete(self, now: int) -> None:
        """Make a first key for each purpose that has none."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for purpose in PURPOSES:
            if not self.of(purpose):
                self.add(purpose, now)

    def all(self) -> Iterator[Key]:
        yield from self._keys.values()

    def of(self, purpose: Purpose) -> list[Key]:
        """Keys of a purpose, newest first."""
        found = [key for key in self.all() if key.record.purpose == purpose]
        return sorted(found, key=lambda key: key.record.valid_from, reverse=True)

    def current(self, purpose: Purpose) -> Key:
        """The key that makes new things of a purpose."""
        if purpose not in self._current:
            self._current[purpose] = next(key for key in self.of(purpose) if key.record.valid_until is None)
        return self._current[purpose]

    def find(self, purpose: Purpose, kid: str) -> Key | None:
        key = self._keys.get(kid)
        return key if key is not None and key.record.purpose == purpose else None

    def add(self, purpose: Purpose, now: int) -> Key:
        """Make a key current; the former one is retired and stays for what it made."""
        former = [key for key in self.of(purpose) if key.record.valid_until is None]
        secret = p256.new_secret() if purpose in _ASYMMETRIC else secrets.token_bytes(SECRET_BYTES)
        # the new key first: a crash in between leaves two current keys, of which the newer one is used
        made = self._store(KeyRecord(kid=new_id().hex[-12:], purpose=purpose, secret=b64encode(secret), valid_from=now))
        for old in former:
            self._store(msgspec.structs.replace(old.record, valid_until=now))
        return made

    def _store(self, record: KeyRecord) -> Key:
        path = self._folder / f"{record.purpose}-{record.kid}.json"
        temp = path.with_suffix(".tmp")
        descriptor = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(msgspec.to_builtins(record), file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        temp.replace(path)
        key = Key(record)
        self._keys[key.kid] = key
        self._current.clear()
        return key
