"""`halfday backup` and `halfday restore`."""

import argparse
import asyncio
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.kernel.commands import Command, CommandFailed
from backend.kernel.runtime import Runtime
from backend.operations.backup import passphrase_of, take_backup
from backend.operations.check import check_backup
from backend.operations.copy_overlays import restored_name
from backend.operations.manifest import Manifest
from backend.operations.restore import restore_into
from media.blobs import BlobError

MEGABYTE = 1_000_000


async def backup(runtime: Runtime, chosen: argparse.Namespace) -> int:
    """Take a backup and say what is in it; 1 if bytes in the store are missing or damaged."""
    with _disk_trouble_told(chosen.folder):
        manifest, blobs = await take_backup(runtime, chosen.folder)
    rows = sum(manifest.counts.values())
    _say(f"database: {rows} rows in {len(manifest.counts)} tables, {manifest.database.size / MEGABYTE:.1f} MB")
    _say(f"bytes: {blobs.count} files, {blobs.size / MEGABYTE:.1f} MB, {blobs.new} new since the last backup here")
    _say(f"keys: {len(manifest.keys)}, wrapped with HALFDAY_BACKUP_PASSPHRASE")
    _say(f"head: {manifest.head}")
    _say("changes to forms and code lists: " + ("in the backup" if manifest.overlays else "none"))
    for fault in blobs.faults:
        _say(f"fault: {fault}")
    _say(f"Check that it would restore: halfday restore --check {chosen.folder}")
    return 1 if blobs.faults else 0


async def restore(runtime: Runtime, chosen: argparse.Namespace) -> int:
    """Check a backup, or restore it into an empty folder."""
    if chosen.check:
        with _disk_trouble_told(chosen.folder):
            return await _check(runtime, chosen.folder)
    target, overlays = chosen.into.absolute(), restored_name(runtime)
    with _disk_trouble_told(target):
        manifest = await asyncio.to_thread(
            restore_into, chosen.folder, target, passphrase_of(runtime), overlays=overlays
        )
    _say(f"restored into {target}, head {manifest.head}")
    if manifest.overlays:
        _say(f"changes to forms and code lists: {target / overlays} (HALFDAY_FORMS_OVERLAYS must name this folder)")
    for line in _next_steps(chosen.folder, target, manifest):
        _say(line)
    return 0


async def _check(runtime: Runtime, folder: Path) -> int:
    found = 0
    async for result in check_backup(runtime, folder):
        if not result.faults:
            _say(f"ok: {result.what}")
        for fault in result.faults:
            _say(f"fault: {result.what}: {fault}")
        found += len(result.faults)
    if found:
        _say(f"{found} faults: do not rely on this backup. Take a new one and check it.")
        return 1
    _say("This backup would restore.")
    return 0


def _next_steps(folder: Path, target: Path, manifest: Manifest) -> list[str]:
    steps = [f"HALFDAY_DATA={target} halfday audit verify", f"HALFDAY_DATA={target} halfday serve"]
    if manifest.engine == "postgres":
        dump = folder.absolute() / manifest.database.name
        load = f"pg_restore --exit-on-error --no-owner --dbname=NEW_DATABASE {dump}"
        steps = ["createdb NEW_DATABASE", load, "set HALFDAY_DATABASE_URL to NEW_DATABASE", *steps]
    return ["Next:", *(f"  {step}" for step in steps)]


def _folder(text: str) -> Path:
    folder = Path(text)
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"{folder} is no folder")
    return folder


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help="where to, best on another disk; may hold a former one"
    )


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=_folder, metavar="DIR", help="the folder of the backup")
    ways = parser.add_mutually_exclusive_group(required=True)
    ways.add_argument("--check", action="store_true", help="look whether it would restore, changing nothing")
    ways.add_argument("--into", type=Path, metavar="DATA", help="an empty or new folder that becomes a data folder")


@contextmanager
def _disk_trouble_told(folder: Path) -> Iterator[None]:
    """A full, absent or read-only disk in words; a former backup is untouched by what did not finish."""
    try:
        yield
    except (OSError, BlobError, sqlite3.OperationalError) as error:
        raise CommandFailed(f"{folder}: {error}. Nothing that was complete before has changed.") from error


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


COMMANDS = (
    Command("backup", "copy database, bytes, keys and changed forms while the server runs", backup, _backup_arguments),
    Command("restore", "check or restore a backup", restore, _restore_arguments, database=False),
)
