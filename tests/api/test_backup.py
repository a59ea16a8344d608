"""Backups: taken while others write, checked, restored; every kind of damage is told."""

import asyncio
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from backend.audit.arrivals import Arrivals
from backend.audit.chain_rules import GENESIS
from backend.audit.sealing import HEADS_FILE, Sealer
from backend.audit.tables import Seal
from backend.files.arrival import BYTES_STORED
from backend.files.ports import StoredBytes
from backend.identity.tables import Captcha
from backend.kernel.actor import SYSTEM
from backend.kernel.commands import CommandFailed
from backend.kernel.crypto import KeyRing
from backend.kernel.db import fetch, is_postgres, write
from backend.kernel.encoding import sha256_hex
from backend.kernel.ids import new_id
from backend.operations.backup import _copy_database
from backend.operations.manifest import KEYS_FILE, MANIFEST_FILE, BadBackup, Manifest, read_manifest
from backend.settings import ROOT
from backend.supervision.tables import Assignment, Commitment
from media.blobs import BlobStore
from media.local import LocalStore
from tests.builders.attacker import tamper
from tests.builders.commands import run_command
from tests.builders.first_moments import as_if_new, sealed_elsewhere
from tests.builders.house import House

pytestmark = pytest.mark.slow

PASSPHRASE = "correct horse battery staple"


class Keeper:
    """A house with data, and a folder its backups go to."""

    def __init__(self, house: House, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.house = house
        self.folder = folder
        self._capsys = capsys

    async def prepare(self) -> None:
        self.say_passphrase(PASSPHRASE)
        await self.house.load_demo()
        await self.add_bytes()
        await self.house.runtime.find(Sealer).seal_all()

    def say_passphrase(self, passphrase: str) -> None:
        self.house.runtime.environ = {**self.house.runtime.environ, "HALFDAY_BACKUP_PASSPHRASE": passphrase}
        self.house.runtime._slices.clear()

    async def add_bytes(self) -> str:
        content = secrets.token_bytes(3_000)
        digest = sha256_hex(content)
        self.house.runtime.find(BlobStore).store(content, digest)  # type: ignore[type-abstract]
        item = StoredBytes(person_id=new_id(), digest=digest, size=len(content), magic="jpeg")
        await self.house.runtime.find(Arrivals).put(BYTES_STORED, SYSTEM, item)
        return digest

    async def run(self, name: str, *arguments: str) -> tuple[int, str]:
        self._capsys.readouterr()
        code = await run_command(self.house.runtime, name, *arguments)
        return code, self._capsys.readouterr().out

    async def backup(self) -> str:
        code, out = await self.run("backup", str(self.folder))
        assert code == 0, out
        return out

    async def check(self) -> tuple[int, list[str]]:
        code, out = await self.run("restore", "--check", str(self.folder))
        return code, [line for line in out.splitlines() if line.startswith("fault: ")]

    @property
    def manifest(self) -> Manifest:
        return read_manifest(self.folder)

    @property
    def blobs(self) -> LocalStore:
        return LocalStore(self.folder / "blobs")


@pytest.fixture
async def keeper(house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Keeper:
    made = Keeper(house, tmp_path.with_name(tmp_path.name + "-backup"), capsys)
    await made.prepare()
    return made


async def place_in_chain(head: str) -> int:
    """How many events were sealed at a head, which must be one of the chain's: the house goes on sealing meanwhile."""
    number, _, digest = head.partition(":")
    assert await Seal.exists().where(Seal.seal_no == int(number), Seal.hash == digest)
    return int(number)


async def test_a_backup_would_restore(keeper: Keeper) -> None:
    before = keeper.house.runtime.find(Sealer).head_no
    await keeper.backup()
    assert await keeper.check() == (0, [])
    manifest = keeper.manifest
    assert manifest.engine == ("postgres" if is_postgres() else "sqlite")
    assert await place_in_chain(manifest.head) >= before
    assert manifest.counts["blob"] == manifest.blobs == 1
    assert manifest.counts["person"] > 5


async def test_taken_while_others_write(keeper: Keeper) -> None:
    async def write() -> None:
        for _ in range(15):
            await keeper.add_bytes()
            await keeper.house.runtime.find(Sealer).seal_all()

    await asyncio.gather(keeper.backup(), write())
    assert await keeper.check() == (0, [])


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[None]:
    with sealed_elsewhere(tmp_path):
        yield


@pytest.fixture
async def newcomer(elsewhere: None, house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Keeper:
    """A server that has just started for the first time, and has sealed nothing yet."""
    await as_if_new(house)
    made = Keeper(house, tmp_path.with_name(tmp_path.name + "-backup"), capsys)
    made.say_passphrase(PASSPHRASE)
    return made


async def test_a_server_without_a_past_is_backed_up(newcomer: Keeper, tmp_path: Path) -> None:
    await newcomer.backup()
    assert await newcomer.check() == (0, [])
    assert newcomer.manifest.head == f"0:{GENESIS}"
    code, out = await newcomer.run("restore", str(newcomer.folder), "--into", str(tmp_path / "restored"))
    assert code == 0, out
    assert (tmp_path / "restored" / HEADS_FILE).read_bytes() == b""


async def test_the_first_events_may_be_sealed_in_the_middle_of_a_backup(
    newcomer: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def late(folder: Path, tag: str, emptied: list[str]) -> object:
        await newcomer.add_bytes()
        await newcomer.house.runtime.find(Sealer).seal_all()
        return await _copy_database(folder, tag, emptied)

    monkeypatch.setattr("backend.operations.backup._copy_database", late)
    await newcomer.backup()
    assert await place_in_chain(newcomer.manifest.head) > 0
    assert await newcomer.check() == (0, [])


async def test_bytes_are_copied_once(keeper: Keeper) -> None:
    assert "1 files, 0.0 MB, 1 new" in await keeper.backup()
    first = keeper.manifest
    await keeper.add_bytes()
    assert "2 files, 0.0 MB, 1 new" in await keeper.backup()
    assert keeper.manifest.database.name != first.database.name
    assert not (keeper.folder / first.database.name).exists()
    assert len(list(keeper.folder.glob("database-*"))) == 1
    assert await keeper.check() == (0, [])


async def test_tables_with_passing_secrets_are_empty_in_the_copy(keeper: Keeper) -> None:
    await keeper.house.browser().post("/api/login/captcha", json={"purpose": "supervisor"})
    answer = (await Captcha.select(Captcha.id).first() or {})["id"]
    await keeper.backup()
    assert "captcha" in keeper.manifest.emptied
    assert keeper.manifest.counts["captcha"] == 0
    assert await keeper.check() == (0, [])
    assert await Captcha.exists(), "the live table keeps its rows"
    if not is_postgres():
        assert str(answer).encode() not in (keeper.folder / keeper.manifest.database.name).read_bytes()


async def test_keys_are_readable_with_the_passphrase_alone(keeper: Keeper) -> None:
    await keeper.backup()
    raw = b"".join(path.read_bytes() for path in keeper.folder.iterdir() if path.is_file())
    assert not [key for key in keeper.house.runtime.keys.all() if key.record.secret.encode() in raw]
    keeper.say_passphrase("another passphrase")
    code, faults = await keeper.check()
    assert code == 1
    assert "HALFDAY_BACKUP_PASSPHRASE" in faults[0]


@pytest.mark.parametrize("passphrase", ["", "too short"])
async def test_without_a_passphrase_nothing_is_written(keeper: Keeper, passphrase: str) -> None:
    keeper.say_passphrase(passphrase)
    with pytest.raises(CommandFailed, match="HALFDAY_BACKUP_PASSPHRASE"):
        await keeper.run("backup", str(keeper.folder))
    assert not keeper.folder.exists()


async def test_the_data_folder_is_no_place_for_a_backup(keeper: Keeper) -> None:
    with pytest.raises(CommandFailed, match="inside the data folder"):
        await keeper.run("backup", str(keeper.house.runtime.data_dir / "backup"))


async def test_damaged_bytes_in_the_store_are_told(keeper: Keeper) -> None:
    store = keeper.house.runtime.find(BlobStore)  # type: ignore[type-abstract]
    damaged, missing = await keeper.add_bytes(), await keeper.add_bytes()
    path = store.path_or_none(damaged)
    assert path is not None
    path.chmod(0o600)
    path.write_bytes(b"x" * 3_000)
    store.set_aside(missing)
    code, out = await keeper.run("backup", str(keeper.folder))
    assert code == 1
    assert f"blob {damaged} is damaged" in out
    assert f"blob {missing} is missing" in out


def flip(path: Path, at: int) -> None:
    """Change one byte of a file."""
    path.chmod(0o600)
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)


def _flip_database(keeper: Keeper) -> None:
    flip(keeper.folder / keeper.manifest.database.name, 4_000)


def _remove_heads(keeper: Keeper) -> None:
    heads = keeper.manifest.heads
    assert heads
    (keeper.folder / heads.name).unlink()


def _flip_keys(keeper: Keeper) -> None:
    flip(keeper.folder / KEYS_FILE, -10)


def _flip_blob(keeper: Keeper) -> None:
    path = keeper.blobs.path_or_none(next(keeper.blobs.digests()))
    assert path
    flip(path, 5)


def _remove_blob(keeper: Keeper) -> None:
    keeper.blobs.set_aside(next(keeper.blobs.digests()))


def _change_counts(keeper: Keeper) -> None:
    counts = keeper.manifest.counts | {"person": 1}
    changed = msgspec.structs.replace(keeper.manifest, counts=counts, head="5:" + "a" * 64)
    (keeper.folder / MANIFEST_FILE).write_bytes(msgspec.json.encode(changed))


DAMAGES: dict[str, tuple[Callable[[Keeper], None], str]] = {
    "database": (_flip_database, "changed or damaged"),
    "heads": (_remove_heads, "is missing"),
    "keys": (_flip_keys, "cannot be opened"),
    "blob": (_flip_blob, "is damaged"),
    "no blob": (_remove_blob, "is missing"),
    "counts": (_change_counts, "rows instead of 1"),
}


@pytest.mark.parametrize("name", DAMAGES)
async def test_damage_is_told(keeper: Keeper, name: str) -> None:
    await keeper.backup()
    damage, message = DAMAGES[name]
    damage(keeper)
    code, faults = await keeper.check()
    assert code == 1
    assert message in faults[0]


async def test_a_tampered_chain_is_told(keeper: Keeper) -> None:
    await tamper("UPDATE event SET at = at + 1")
    await keeper.backup()
    code, faults = await keeper.check()
    assert code == 1
    assert "chain of events: changed: number 1," in faults[0]


async def test_migrations_that_did_not_run_are_told(keeper: Keeper) -> None:
    ran, *_ = await fetch("SELECT name FROM migration WHERE app_name = 'operations' ORDER BY name DESC")
    await tamper(f"UPDATE migration SET name = 'never' WHERE name = '{ran['name']}'")
    try:
        await keeper.backup()
        code, faults = await keeper.check()
    finally:
        await tamper(f"UPDATE migration SET name = '{ran['name']}' WHERE name = 'never'")
    assert code == 1
    assert ["run halfday migrate" in faults[0], "is unknown" in faults[1]] == [True, True]


async def test_records_must_name_registered_bytes(keeper: Keeper) -> None:
    assignment = await Assignment.objects().first()
    assert assignment is not None
    signed = Commitment(
        id=new_id(),
        assignment_id=assignment.id,
        person_id=assignment.person_id,
        text_version=1,
        drawing_sha256="d" * 64,
        drawing_size=5,
        wall=0,
        arrived_at=0,
        bytes_at=5,
    )
    async with write():
        await Commitment.insert(signed)
    await keeper.backup()
    code, faults = await keeper.check()
    assert code == 1
    assert f"a record names blob {'d' * 64}" in faults[0]


async def test_a_folder_without_backup_is_refused(keeper: Keeper) -> None:
    keeper.folder.mkdir()
    with pytest.raises(BadBackup, match="no backup was finished"):
        await keeper.check()


async def test_restored_into_a_new_folder(keeper: Keeper, tmp_path: Path) -> None:
    await keeper.backup()
    target = tmp_path.with_name(tmp_path.name + "-restored")
    code, out = await keeper.run("restore", str(keeper.folder), "--into", str(target))
    assert code == 0
    restored = {key.record for key in KeyRing.load(target / "keys", 0).all()}
    assert restored == {key.record for key in keeper.house.runtime.keys.all()}
    assert list(LocalStore(target / "blobs").digests()) == list(keeper.blobs.digests())
    if is_postgres():
        assert f"{keeper.folder / keeper.manifest.database.name}" in out
        assert "pg_restore" in out
        return
    verified = _cli(target, "audit", "verify")
    assert verified.returncode == 0, verified.stderr
    assert f"head {keeper.manifest.head}" in verified.stdout


def _cli(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environ = os.environ | {"HALFDAY_DATA": str(data), "HALFDAY_DATABASE_URL": ""}
    command = [sys.executable, "-m", "backend.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False)


OVERLAY = b'form = "filing"\n[[fields]]\nkey = "project_name"\nmax_length = 60\n'


def _write_overlay(keeper: Keeper, content: bytes = OVERLAY) -> None:
    folder = keeper.house.runtime.data_dir / "overlays"
    folder.mkdir()
    (folder / "filing.toml").write_bytes(content)


async def test_a_deployments_changes_to_forms_come_back(keeper: Keeper, tmp_path: Path) -> None:
    _write_overlay(keeper)
    assert "changes to forms and code lists: in the backup" in await keeper.backup()
    await keeper.backup()
    assert len(list(keeper.folder.glob("overlays-*"))) == 1
    assert await keeper.check() == (0, [])
    target = tmp_path.with_name(tmp_path.name + "-restored")
    code, out = await keeper.run("restore", str(keeper.folder), "--into", str(target))
    assert code == 0
    assert (target / "overlays" / "filing.toml").read_bytes() == OVERLAY
    assert str(target / "overlays") in out


async def test_lost_or_unfit_changes_to_forms_are_told(keeper: Keeper) -> None:
    _write_overlay(keeper, OVERLAY.replace(b'"project_name"', b'"nothing_of_this_name"'))
    await keeper.backup()
    code, faults = await keeper.check()
    assert code == 1
    assert "forms with this deployment's changes: filing.toml" in faults[0]
    overlays = keeper.manifest.overlays
    assert overlays
    (keeper.folder / overlays.name).unlink()
    _, faults = await keeper.check()
    assert f"{overlays.name} is missing" in faults[0]


async def test_nothing_is_restored_over_data(keeper: Keeper, tmp_path: Path) -> None:
    await keeper.backup()
    with pytest.raises(CommandFailed, match="is not empty"):
        await keeper.run("restore", str(keeper.folder), "--into", str(tmp_path))


async def test_a_failed_restore_leaves_nothing(keeper: Keeper, tmp_path: Path) -> None:
    await keeper.backup()
    _flip_blob(keeper)
    target = tmp_path.with_name(tmp_path.name + "-restored")
    with pytest.raises(BadBackup, match="is damaged"):
        await keeper.run("restore", str(keeper.folder), "--into", str(target))
    assert not list(tmp_path.parent.glob(f"{target.name}*"))


@pytest.mark.skipif(
    os.environ.get("HALFDAY_TEST_ENGINE") != "postgres", reason="pg_dump is a matter of the other engine"
)
async def test_without_pg_dump_it_says_what_to_install(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CommandFailed, match="pg_dump is not on the PATH"):
        await keeper.run("backup", str(keeper.folder))
