"""What a backup says of itself, in `manifest.json`. It is written last: files it does not name do not count."""

import hashlib
import os
from pathlib import Path
from typing import Literal

import msgspec

from media.disk import sync_folder

MANIFEST_FILE = "manifest.json"
KEYS_FILE = "keys.wrapped"
BLOBS_FOLDER = "blobs"
CHUNK = 1 << 20
EngineName = Literal["sqlite", "postgres"]


class BadBackup(ValueError):
    """A folder that holds no backup of ours, or one that was damaged; the message says what is wrong."""


class FileMark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of the backup and what it held when it was written."""

    name: str
    sha256: str
    size: int


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """One backup. `head` is the chain's end in the copy, `counts` rows by table, `keys` the names of wrapped keys."""

    version: Literal[1]
    at: int
    engine: EngineName
    database: FileMark
    heads: FileMark | None
    head: str
    counts: dict[str, int]
    emptied: list[str]
    blobs: int
    blob_bytes: int
    keys: list[str]
    overlays: FileMark | None = None
    """None as well in backups from before overlays were part of them."""

    @property
    def marks(self) -> list[FileMark]:
        """The files that are named after the moment of the backup."""
        return [mark for mark in (self.database, self.heads, self.overlays) if mark]


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup.

    Raises:
        BadBackup: there is none, or it is not readable.
    """
    path = folder / MANIFEST_FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise BadBackup(f"{path} is missing: no backup was finished in this folder") from None
    except msgspec.MsgspecError as error:
        raise BadBackup(f"{path}: {error}") from error


def mark_of(path: Path) -> FileMark:
    """What a file holds."""
    hashed, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            hashed.update(chunk)
            size += len(chunk)
    return FileMark(name=path.name, sha256=hashed.hexdigest(), size=size)


def check_mark(folder: Path, mark: FileMark) -> str | None:
    """What is wrong with a file that the manifest names."""
    path = folder / mark.name
    if not path.is_file():
        return f"{path} is missing"
    if mark_of(path) != mark:
        return f"{path} is not what was written: it was changed or damaged"
    return None


def usable(folder: Path) -> Manifest:
    """The manifest of a backup whose files are as they were written.

    Raises:
        BadBackup: it is not; the message says what.
    """
    manifest = read_manifest(folder)
    for mark in manifest.marks:
        if fault := check_mark(folder, mark):
            raise BadBackup(fault)
    return manifest


def write_durably(path: Path, content: bytes) -> None:
    """Put content under a name in one step."""
    temporary = path.with_name(path.name + ".new")
    temporary.write_bytes(content)
    settle(temporary, path)


def settle(temporary: Path, path: Path) -> None:
    """Give a written file its name once its content is durable; readable for its owner alone."""
    with temporary.open("rb+") as file:
        os.fchmod(file.fileno(), 0o600)
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)
