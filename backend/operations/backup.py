"""Taking a backup of a deployment while it serves.

Order matters: the heads file before the database (so the copy never lacks what a head speaks of), bytes after it (so
they are all there: a record names bytes only once they are durable), the manifest last.
"""

import asyncio
import fcntl
import os
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from backend.audit.sealing import HEADS_FILE
from backend.files.tables import Blob
from backend.flows.in_force import overlays_folder
from backend.forms.source import read_folder
from backend.kernel.clock import SECOND
from backend.kernel.commands import CommandFailed
from backend.kernel.copies import EmptiedInCopies
from backend.kernel.db import engine
from backend.kernel.db.sqlite import KeptSQLiteEngine
from backend.kernel.runtime import Runtime
from backend.operations.copied import Copied
from backend.operations.copy_blobs import BlobsCopied, NamedBlob, copy_blobs
from backend.operations.copy_overlays import pack_overlays
from backend.operations.copy_postgres import copy_postgres
from backend.operations.copy_sqlite import copy_sqlite
from backend.operations.manifest import (
    BLOBS_FOLDER,
    KEYS_FILE,
    MANIFEST_FILE,
    EngineName,
    FileMark,
    Manifest,
    mark_of,
    settle,
    write_durably,
)
from backend.operations.settings import BackupSettings
from backend.operations.wrapping import wrap_keys
from media.blobs import BlobStore
from media.local import LocalStore

SHORTEST_PASSPHRASE = 12
LOCK_FILE = ".lock"
LONGEST_LINE = 1_000
PAGE = 500


def passphrase_of(runtime: Runtime) -> str:
    """The passphrase that wraps the keys.

    Raises:
        CommandFailed: none is set, or one that is soon guessed.
    """
    passphrase = runtime.settings(BackupSettings).passphrase
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise CommandFailed(
            f"set HALFDAY_BACKUP_PASSPHRASE to at least {SHORTEST_PASSPHRASE} characters and keep it apart from the "
            "backup: it wraps the keys, and without it a backup cannot be read"
        )
    return passphrase


async def take_backup(runtime: Runtime, folder: Path) -> tuple[Manifest, BlobsCopied]:
    """Bring the folder to the deployment's present state; bytes that are there already are not copied again.

    Raises:
        CommandFailed: with what to do; the former backup in the folder is untouched.
    """
    passphrase = passphrase_of(runtime)
    _refuse_inside(folder, runtime.data_dir)
    with _alone(folder):
        manifest, blobs = await _take(runtime, folder, passphrase)
        await asyncio.to_thread(_sweep, folder, manifest)
    return manifest, blobs


async def _take(runtime: Runtime, folder: Path, passphrase: str) -> tuple[Manifest, BlobsCopied]:
    tag = f"{datetime.fromtimestamp(runtime.now() / SECOND, tz=UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
    heads = await asyncio.to_thread(_copy_heads, runtime.data_dir / HEADS_FILE, folder / f"seal-heads-{tag}.log")
    overlays = await asyncio.to_thread(_copy_overlays, runtime, folder / f"overlays-{tag}.zip")
    emptied = sorted(port.table for port in runtime.wiring.all(EmptiedInCopies))
    engine_name, database, copied = await _copy_database(folder, tag, emptied)
    blobs = await _copy_blobs(runtime.find(BlobStore), LocalStore(folder / BLOBS_FOLDER))  # type: ignore[type-abstract]
    records = [key.record for key in runtime.keys.all()]
    wrapped = await asyncio.to_thread(wrap_keys, passphrase, records)
    await asyncio.to_thread(write_durably, folder / KEYS_FILE, wrapped)
    manifest = Manifest(
        version=1,
        at=runtime.now(),
        engine=engine_name,
        database=database,
        heads=heads,
        head=copied.head,
        counts=copied.counts,
        emptied=emptied,
        blobs=blobs.count,
        blob_bytes=blobs.size,
        keys=sorted(record.kid for record in records),
        overlays=overlays,
    )
    content = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    await asyncio.to_thread(write_durably, folder / MANIFEST_FILE, content)
    return manifest, blobs


async def _copy_database(folder: Path, tag: str, emptied: list[str]) -> tuple[EngineName, FileMark, Copied]:
    database = engine()
    if isinstance(database, KeptSQLiteEngine):
        name: EngineName = "sqlite"
        target = folder / f"database-{tag}.sqlite"
        temporary = target.with_suffix(".new")
        copied = await asyncio.to_thread(copy_sqlite, Path(database.path), temporary, emptied)
    else:
        name = "postgres"
        target = folder / f"database-{tag}.dump"
        temporary = target.with_suffix(".new")
        copied = await copy_postgres(database.config, temporary, emptied)
    await asyncio.to_thread(settle, temporary, target)
    return name, await asyncio.to_thread(mark_of, target), copied


def _copy_heads(source: Path, target: Path) -> FileMark | None:
    if not source.exists():
        return None
    temporary = target.with_suffix(".new")
    shutil.copyfile(source, temporary)
    _cut_after_last_line(temporary)
    settle(temporary, target)
    return mark_of(target)


def _copy_overlays(runtime: Runtime, target: Path) -> FileMark | None:
    source = overlays_folder(runtime)
    found = read_folder(source) if source.is_dir() else ()
    if not found:
        return None
    temporary = target.with_suffix(".new")
    pack_overlays(found, temporary)
    settle(temporary, target)
    return mark_of(target)


def _cut_after_last_line(path: Path) -> None:
    """The sealer may have been in the middle of a line."""
    with path.open("rb+") as file:
        length = file.seek(0, os.SEEK_END)
        start = max(0, length - LONGEST_LINE)
        file.seek(start)
        file.truncate(start + file.read().rfind(b"\n") + 1)


async def _copy_blobs(source: BlobStore, target: BlobStore) -> BlobsCopied:
    done = BlobsCopied()
    async for page in _named_blobs():
        await asyncio.to_thread(copy_blobs, page, source, target, done)
    return done


async def _named_blobs() -> AsyncIterator[list[NamedBlob]]:
    after = ""
    while (
        rows := await Blob.select(Blob.digest, Blob.size).where(Blob.digest > after).order_by(Blob.digest).limit(PAGE)
    ):
        yield [NamedBlob(row["digest"], row["size"]) for row in rows]
        after = rows[-1]["digest"]


def _refuse_inside(folder: Path, data_dir: Path) -> None:
    if folder.resolve().is_relative_to(data_dir.resolve()):
        raise CommandFailed(f"{folder} lies inside the data folder; a backup belongs on another disk")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / LOCK_FILE).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandFailed(f"another backup into {folder} is running; wait for it") from None
        yield


def _sweep(folder: Path, manifest: Manifest) -> None:
    """Remove what earlier backups named after their moment, which the manifest no longer names."""
    kept = {mark.name for mark in manifest.marks}
    for path in [*folder.glob("database-*"), *folder.glob("seal-heads-*"), *folder.glob("overlays-*")]:
        if path.name not in kept:
            path.unlink()
