"""Restoring a backup into an empty data folder: made beside it and named last, so it is whole or absent."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec

from backend.audit.sealing import HEADS_FILE
from backend.kernel.commands import CommandFailed
from backend.operations.copy_blobs import BlobsCopied, NamedBlob, copy_blobs
from backend.operations.copy_overlays import unpack_overlays
from backend.operations.manifest import BLOBS_FOLDER, KEYS_FILE, BadBackup, Manifest, settle, usable, write_durably
from backend.operations.wrapping import CannotUnwrap, unwrap_keys
from media.local import LocalStore

DATABASE_FILE = "halfday.sqlite"


def restore_into(folder: Path, target: Path, passphrase: str, *, overlays: str) -> Manifest:
    """Make `target` a data folder from the backup in `folder`; of a PostgreSQL backup all but the database.

    `overlays` is the folder's name, in `target`, for the deployment's changes to forms.

    Raises:
        BadBackup: what is wrong with the backup. CommandFailed: the target is in use, or the passphrase is another.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise CommandFailed(f"{target} is not empty; name a new folder, nothing is overwritten")
    manifest = usable(folder)
    made = target.with_name(target.name + ".restoring")
    if made.exists():
        raise CommandFailed(f"{made} is left of a restore that did not finish; remove it first")
    made.mkdir(parents=True, mode=0o700)
    try:
        _fill(folder, manifest, made, passphrase)
        if manifest.overlays:
            unpack_overlays(folder / manifest.overlays.name, made / overlays)
        made.replace(target)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return manifest


def _fill(folder: Path, manifest: Manifest, made: Path, passphrase: str) -> None:
    _restore_keys(folder, made / "keys", passphrase)
    if manifest.heads:
        _copy(folder / manifest.heads.name, made / HEADS_FILE)
    backed_up = LocalStore(folder / BLOBS_FOLDER)
    if manifest.engine == "sqlite":
        _copy(folder / manifest.database.name, made / DATABASE_FILE)
        named = _named_in(made / DATABASE_FILE)
    else:
        named = (NamedBlob(digest, backed_up.exists(digest) or 0) for digest in backed_up.digests())
    done = BlobsCopied()
    copy_blobs(named, backed_up, LocalStore(made / BLOBS_FOLDER), done)
    if done.faults:
        raise BadBackup("; ".join(done.faults[:3]) + f" ({len(done.faults)} in all); restore --check tells everything")


def _restore_keys(folder: Path, keys: Path, passphrase: str) -> None:
    path = folder / KEYS_FILE
    if not path.exists():
        raise BadBackup(f"{path} is missing")
    try:
        records = unwrap_keys(passphrase, path.read_bytes())
    except CannotUnwrap as error:
        raise CommandFailed(f"{path} cannot be opened with HALFDAY_BACKUP_PASSPHRASE: {error}") from error
    keys.mkdir(mode=0o700)
    for record in records:
        write_durably(keys / f"{record.purpose}-{record.kid}.json", msgspec.json.encode(record))


def _copy(source: Path, target: Path) -> None:
    temporary = target.with_suffix(".new")
    shutil.copyfile(source, temporary)
    settle(temporary, target)


def _named_in(database: Path) -> Iterator[NamedBlob]:
    with closing(sqlite3.connect(database)) as opened:
        for digest, size in opened.execute("SELECT digest, size FROM blob ORDER BY digest"):
            yield NamedBlob(digest, size)
