"""Would this backup restore? Everything a restored server needs, looked at in the backup itself (design §8)."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from piccolo.apps.migrations.commands.base import BaseMigrationManager

from backend.audit.verify import Verification
from backend.audit.verify_queries import Fetch, Paged, Row, pages
from backend.flows.in_force import load
from backend.kernel.copies import NamesBlobs
from backend.kernel.crypto import Key, KeyRing
from backend.kernel.runtime import Runtime
from backend.operations.backup import passphrase_of
from backend.operations.copy_overlays import unpack_overlays
from backend.operations.manifest import (
    BLOBS_FOLDER,
    KEYS_FILE,
    Manifest,
    check_mark,
    mark_of,
    read_manifest,
)
from backend.operations.open_copy import OpenCopy, open_copy
from backend.operations.wrapping import CannotUnwrap, unwrap_keys
from media.local import LocalStore

BLOBS = Paged("digest", "SELECT digest AS key, size FROM blob")
SHOWN = 500


class Result:
    """One thing that was looked at: what, and what is wrong with it."""

    def __init__(self, what: str, faults: list[str]) -> None:
        self.what = what
        self.faults = faults


async def check_backup(runtime: Runtime, folder: Path) -> AsyncIterator[Result]:
    """Look at everything, telling each thing as it is done; what rests on something broken is left out.

    Raises:
        BadBackup: there is no backup in the folder. CommandFailed: no passphrase, or no server to open it on.
    """
    manifest = read_manifest(folder)
    files = [fault for fault in [await asyncio.to_thread(check_mark, folder, mark) for mark in manifest.marks] if fault]
    yield Result("files of the backup", files)
    keys, wrong = await asyncio.to_thread(_keys, folder, manifest, passphrase_of(runtime))
    yield Result("keys", wrong)
    if files:
        return
    yield Result("forms with this deployment's changes", _overlays(runtime, folder, manifest))
    async with open_copy(folder, manifest) as copy:
        yield Result("database", copy.faults)
        if copy.faults:
            return
        yield Result("migrations", await _migrations(copy.fetch))
        yield Result("rows", await _rows(copy.fetch, manifest))
        if keys:
            yield Result("chain of events", await _chain(copy, keys, manifest))
        yield Result("bytes that records name", await _blobs(runtime, copy.fetch, folder))


def _keys(folder: Path, manifest: Manifest, passphrase: str) -> tuple[KeyRing | None, list[str]]:
    path = folder / KEYS_FILE
    if not path.exists():
        return None, [f"{path} is missing"]
    try:
        records = unwrap_keys(passphrase, path.read_bytes())
    except CannotUnwrap as error:
        return None, [f"{path} cannot be opened with HALFDAY_BACKUP_PASSPHRASE: {error}"]
    missing = set(manifest.keys) - {record.kid for record in records}
    return KeyRing(folder, [Key(record) for record in records]), [f"key {kid} is missing" for kid in sorted(missing)]


def _overlays(runtime: Runtime, folder: Path, manifest: Manifest) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="halfday-check-") as name:
        if manifest.overlays:
            unpack_overlays(folder / manifest.overlays.name, Path(name))
        _, findings = load(runtime, Path(name))
    return [str(finding) for finding in findings]


async def _migrations(fetch: Fetch) -> list[str]:
    manager = BaseMigrationManager()
    known = set()
    for app in manager.get_sorted_app_names():
        config = manager.get_app_config(app)
        known |= {(app, one) for one in manager.get_migration_modules(config.resolved_migrations_folder_path)}
    ran = {(row["app_name"], row["name"]) for row in await fetch("SELECT app_name, name FROM migration")}
    behind = [f"{app} {one} has not run: run halfday migrate after restoring" for app, one in sorted(known - ran)]
    ahead = [f"{app} {one} is unknown: restore with the newer version" for app, one in sorted(ran - known)]
    return behind + ahead


async def _rows(fetch: Fetch, manifest: Manifest) -> list[str]:
    faults = []
    for table, expected in manifest.counts.items():
        (counted,) = await fetch(f'SELECT COUNT(*) AS n FROM "{table}"')  # noqa: S608 - names from our own manifest
        if counted["n"] != expected:
            faults.append(f"{table} has {counted['n']} rows instead of {expected}")
    return faults


async def _chain(copy: OpenCopy, keys: KeyRing, manifest: Manifest) -> list[str]:
    run = Verification(copy.fetch, keys, copy.place)
    faults = [str(fault) async for fault in run.faults()]
    if run.head != manifest.head:
        faults.append(f"the chain ends at {run.head}, the manifest says {manifest.head}")
    return faults


async def _blobs(runtime: Runtime, fetch: Fetch, folder: Path) -> list[str]:
    faults = []
    store = LocalStore(folder / BLOBS_FOLDER)
    async for rows in pages(fetch, BLOBS):
        faults += await asyncio.to_thread(_damaged, store, rows)
    for port in runtime.wiring.all(NamesBlobs):
        unknown = await fetch(
            f"SELECT named.digest AS digest FROM ({port.sql}) AS named "  # noqa: S608 - SQL of our own areas
            f"LEFT JOIN blob ON blob.digest = named.digest WHERE blob.digest IS NULL LIMIT {SHOWN}"
        )
        faults += [f"a record names blob {row['digest']}, which is not registered" for row in unknown]
    return faults


def _damaged(store: LocalStore, rows: list[Row]) -> list[str]:
    faults = []
    for row in rows:
        path = store.path_or_none(row["key"])
        if path is None:
            faults.append(f"blob {row['key']} is missing")
        else:
            mark = mark_of(path)
            if (mark.sha256, mark.size) != (row["key"], row["size"]):
                faults.append(f"blob {row['key']} is damaged")
    return faults
