"""Documents lie encrypted: a leader's phone is nowhere in clear, and neither rotation nor a restore loses it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from backend.flows.case_store import DOCUMENT_PLACE
from backend.flows.sealed_document import open_document, seal_document
from backend.flows.tables import CaseDocument
from backend.forms.phone_rules import mask_phone
from backend.kernel.crypto import KeyRing
from backend.kernel.crypto.sealed import Unreadable
from backend.kernel.db import is_postgres
from backend.operations.restore import DATABASE_FILE
from backend.supervision.filing.draft_store import DRAFT_PLACE
from backend.supervision.filing.tables import FilingDraft
from tests.builders.commands import run_command
from tests.builders.filing import Filer, decide, filed
from tests.builders.house import House
from tests.builders.stored import everything_stored, holders

PHONE, OTHER = "13800138000", "13800138777"


async def draft_body() -> str:
    row = await FilingDraft.select(FilingDraft.body).first()
    return str((row or {})["body"])


async def returned(house: House) -> Filer:
    """A filing that was returned, and its draft changed since."""
    filer = await filed(house)
    await decide(await house.log_in("authority"), filer.shown["case"], "return", reason="电话有误")
    await filer.look()
    saved = await filer.save(filer.shown["draft"]["document"] | {"leader_phone": OTHER})
    assert saved.status_code == 200, saved.text
    return filer


async def test_the_leaders_phone_is_nowhere_in_clear(house: House) -> None:
    await house.load_demo()
    filer = await returned(house)
    again = await filer.file()
    assert again.status_code == 200, again.text
    (change,) = [one for one in again.json()["case"]["changes"] if one["path"] == "leader_phone"]
    assert (change["before"], change["after"]) == (mask_phone(PHONE), mask_phone(OTHER))
    stored = await everything_stored()
    assert len(stored) > 100
    assert (holders(stored, PHONE), holders(stored, OTHER)) == ([], [])
    assert any("138****8000" in text for table, _, text in stored if table == "event_values")


async def test_documents_outlive_the_rotation_of_their_key(house: House) -> None:
    await house.load_demo()
    filer = await returned(house)
    former = house.runtime.keys.current("data").kid
    house.clock.at += 1
    await run_command(house.runtime, "keys rotate", "data")
    assert (await draft_body()).startswith(f"{former}.")
    assert (await filer.look())["draft"]["document"]["leader_phone"] == OTHER
    assert filer.shown["case"]["document"]["leader_phone"] == mask_phone(PHONE)
    await filer.save(filer.shown["draft"]["document"] | {"leader_phone": PHONE})
    assert (await draft_body()).startswith(f"{house.runtime.keys.current('data').kid}.")
    assert (await filer.look())["draft"]["document"]["leader_phone"] == PHONE


async def test_documents_are_readable_in_a_restored_backup(house: House, tmp_path: Path) -> None:
    environ = {**house.runtime.environ, "HALFDAY_BACKUP_PASSPHRASE": "correct horse battery staple"}
    house.runtime.environ = environ
    house.runtime._slices.clear()
    await house.load_demo()
    await returned(house)
    folder, target = tmp_path.with_name(tmp_path.name + "-backup"), tmp_path.with_name(tmp_path.name + "-restored")
    assert await run_command(house.runtime, "backup", str(folder)) == 0
    assert await run_command(house.runtime, "restore", "--check", str(folder)) == 0
    assert await run_command(house.runtime, "restore", str(folder), "--into", str(target)) == 0
    keys = KeyRing.load(target / "keys", house.clock.at)
    body = await draft_body()
    if not is_postgres():
        with closing(sqlite3.connect(target / DATABASE_FILE)) as restored:
            (body,) = restored.execute("SELECT body FROM filing_draft").fetchone()
    assert open_document(keys, DRAFT_PLACE, body)["leader_phone"] == OTHER


async def test_a_document_opens_in_its_own_place_with_its_own_keys_only(house: House, tmp_path: Path) -> None:
    keys = house.runtime.keys
    body = seal_document(keys, DOCUMENT_PLACE, {"leader_phone": PHONE})
    assert open_document(keys, DOCUMENT_PLACE, body) == {"leader_phone": PHONE}
    for ring, place, stored in (
        (keys, DRAFT_PLACE, body),
        (KeyRing.load(tmp_path / "others", 0), DOCUMENT_PLACE, body),
        (keys, DOCUMENT_PLACE, body[:-4] + "AAAA"),
        (keys, DOCUMENT_PLACE, '{"leader_phone": "13800138000"}'),
    ):
        with pytest.raises(Unreadable):
            open_document(ring, place, stored)
    assert not await CaseDocument.exists()
