"""A person who asks to be forgotten leaves an id and what they did; nothing tells any more who it was (design §9)."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.audit.erasing import TOMBSTONE
from backend.audit.sealing import Sealer
from backend.audit.tables import Event
from backend.audit.work import housekeeping
from backend.flows.case_store import document_of
from backend.flows.tables import ReviewCase
from backend.identity.tables import Device, LoginAttempt, LoginSession, Person
from backend.kernel.clock import DAY
from backend.kernel.commands import CommandFailed
from backend.kernel.db import engine, is_postgres
from backend.kernel.encoding import sha256_hex
from backend.kernel.ids import new_id
from backend.notifications.tables import Delivery
from backend.organisations.tables import Membership
from backend.supervision.capture.tables import Capture
from backend.supervision.tables import Assignment, Commitment
from media.blobs import BlobStore
from tests.builders.commands import run_command
from tests.builders.house import House
from tests.builders.leaver import MARKS, NAME, PHONE, PLACE_MARKS, SIGNATURE, Leaver, traces
from tests.builders.replaced import replace_lead
from tests.builders.retention import keep, run

Erase = Callable[..., Awaitable[tuple[int, str]]]


@pytest.fixture
def told(house: House, capsys: pytest.CaptureFixture[str]) -> Erase:
    async def run_told(name: str, *arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = await run_command(house.runtime, name, *arguments)
        return code, capsys.readouterr().out

    return run_told


async def row_of(person_id: UUID) -> dict[str, Any]:
    row = await Person.select().where(Person.id == person_id).first()
    assert row is not None
    return row


def file_bytes() -> bytes:
    """The database file and its log, with whatever lies in unused pages."""
    path = Path(engine().path)  # type: ignore[union-attr]
    log = path.with_name(f"{path.name}-wal")
    return path.read_bytes() + (log.read_bytes() if log.exists() else b"")


async def test_nothing_is_left_that_tells_who_it_was(house: House, told: Erase) -> None:
    leaver = await Leaver.work(house)
    await replace_lead(house, leaver.lead)
    await house.runtime.find(Sealer).seal_all()
    before = await traces()
    assert {mark for mark, _ in before} >= {PHONE, NAME, "139****0011"}
    code, out = await told("person erase", "--phone", PHONE)
    assert code == 0, out
    assert str(leaver.id) in out
    assert await traces() == set()
    if not is_postgres():
        raw = file_bytes()
        assert [mark for mark in MARKS if mark.encode() in raw] == []
    assert (await told("audit verify"))[0] == 0
    await house.runtime.find(Sealer).seal_all()
    assert (await told("audit verify"))[0] == 0

    row = await row_of(leaver.id)
    assert (row["name"], row["active"], row["erased_at"]) == (TOMBSTONE, False, house.clock.at)
    assert not any(row[name] for name in ("phone", "phone_index", "id_type", "id_number", "id_index", "email"))
    assert not house.runtime.find(BlobStore).exists(sha256_hex(SIGNATURE))  # type: ignore[type-abstract]
    assert await Event.exists().where(Event.kind == "person.erased", Event.subject_id == leaver.id)


async def test_what_they_did_stays_under_their_id(house: House, told: Erase) -> None:
    leaver = await Leaver.work(house)
    await replace_lead(house, leaver.lead)
    await told("person erase", "--phone", PHONE)
    capture = await Capture.select().first()
    assert capture is not None
    assert (capture["person_id"], capture["bytes_removed_at"], bool(capture["manifest"])) == (leaver.id, None, True)
    commitment = await Commitment.select().first()
    assert commitment is not None
    assert (commitment["person_id"], commitment["bytes_removed_at"]) == (leaver.id, house.clock.at)
    assert commitment["drawing_sha256"] == sha256_hex(SIGNATURE)
    assert await Device.exists().where(Device.person_id == leaver.id, Device.public_key != "")
    assert await LoginAttempt.exists().where(LoginAttempt.person_id == leaver.id, LoginAttempt.address == "")
    assert not await LoginSession.exists().where(LoginSession.person_id == leaver.id, LoginSession.ended_at.is_null())
    assert not await Delivery.exists().where(Delivery.person_id == leaver.id)

    authority = await house.log_in("authority")
    photo = await authority.get(f"/api/captures/{capture['id']}/photo", params={"variant": "stamped"})
    assert photo.status_code == httpx.codes.OK
    unit = await house.log_in("unit")
    where = f"/api/projects/{leaver.lead.assignment['project']['id']}"
    leads = (await unit.get(f"{where}/supervisor")).json()["items"]
    assert [(one["name"], one["phoneMasked"], one["unit"]) for one in leads if one["endedAt"]] == [(TOMBSTONE, "", "")]
    bundle = await authority.get(f"{where}/bundle.zip")
    assert bundle.status_code == httpx.codes.OK


async def test_filings_keep_everything_but_the_person(house: House, told: Erase) -> None:
    leaver = await Leaver.work(house)
    await replace_lead(house, leaver.lead)
    case = await ReviewCase.select(ReviewCase.id).where(ReviewCase.subject_id == UUID(leaver.filer.project)).first()
    assert case is not None
    before = await document_of(house.runtime.keys, case["id"], 1)
    await told("person erase", "--phone", PHONE)
    after = await document_of(house.runtime.keys, case["id"], 1)
    assert before is not None
    assert after is not None
    assert after.values == before.values | {"project_leader": TOMBSTONE, "leader_phone": ""}
    shown = await leaver.filer.look()
    assert shown["draft"]["document"]["project_leader"] == TOMBSTONE


async def test_after_retention_their_places_are_gone_too(house: House, told: Erase) -> None:
    leaver = await Leaver.work(house)
    await replace_lead(house, leaver.lead)
    await told("person erase", "--phone", PHONE)
    assert {mark for mark, _ in await traces(PLACE_MARKS)} == set(PLACE_MARKS)
    keep(house, SUPERVISION_PHOTO_DAYS=30, SUPERVISION_DOCUMENT_DAYS=30, AUDIT_VALUE_DAYS=30)
    house.clock.at += 31 * DAY
    assert (await run(house))["photos"] == 1
    assert await traces((*MARKS, *PLACE_MARKS)) == set()
    assert not house.runtime.find(BlobStore).exists(leaver.shot.digest)  # type: ignore[type-abstract]
    await house.runtime.find(Sealer).seal_all()
    assert (await told("audit verify"))[0] == 0


async def test_a_backup_taken_afterwards_would_restore(house: House, told: Erase, tmp_path: Path) -> None:
    house.runtime.environ = {**house.runtime.environ, "HALFDAY_BACKUP_PASSPHRASE": "correct horse battery staple"}
    house.runtime._slices.clear()
    leaver = await Leaver.work(house)
    await replace_lead(house, leaver.lead)
    keep(house, SUPERVISION_PHOTO_DAYS=30, SUPERVISION_DOCUMENT_DAYS=30)
    house.clock.at += 60 * DAY
    await run(house)
    assert (await told("person erase", "--phone", PHONE))[0] == 0
    await house.runtime.find(Sealer).seal_all()
    folder = str(tmp_path.with_name(tmp_path.name + "-backup"))
    assert (await told("backup", folder))[0] == 0
    code, out = await told("restore", "--check", folder)
    assert (code, "would restore" in out) == (0, True), out


async def test_a_dry_run_says_what_would_go_and_changes_nothing(house: House, told: Erase) -> None:
    leaver = await Leaver.work(house)
    await replace_lead(house, leaver.lead)
    before, events = await traces(), await Event.count()
    code, out = await told("person erase", "--phone", PHONE, "--dry-run")
    assert (code, "nothing was changed" in out) == (0, True)
    numbers = {line[7:]: int(line[:6]) for line in out.splitlines()[:-1]}
    assert numbers["drawn signatures of commitments"] == 1
    assert numbers["filings and drafts that name the person with their phone or identity number"] == 2
    assert (await traces(), await Event.count(), (await row_of(leaver.id))["active"]) == (before, events, True)
    assert house.runtime.find(BlobStore).exists(sha256_hex(SIGNATURE))  # type: ignore[type-abstract]
    code, out = await told("person erase", "--phone", PHONE)
    assert {line[7:]: int(line[:6]) for line in out.splitlines() if line[:6].strip().isdigit()} == numbers


async def test_who_still_works_or_is_under_hold_is_not_erased(house: House, told: Erase) -> None:
    leaver = await Leaver.work(house)
    before = await traces()
    code, out = await told("person erase", "--phone", PHONE)
    assert (code, "on-site lead of 2026-03-01-112" in out) == (1, True)
    code, out = await told("person erase", "--phone", "13900000002")
    assert (code, "end that role first" in out) == (1, True)
    await replace_lead(house, leaver.lead)
    by = ("--by", "监察组")
    await told("hold add", "--phone", PHONE, "--reason", "调查中", *by)
    code, out = await told("person erase", "--phone", PHONE)
    assert (code, "under legal hold" in out) == (1, True)
    await told("hold release", "--phone", PHONE, *by)
    await told("hold add", "--project", "2026-03-01-112", "--reason", "调查中", *by)
    code, out = await told("person erase", "--person", str(leaver.id))
    assert (code, "which the person led, is under legal hold" in out) == (1, True)
    assert before <= await traces()
    await told("hold release", "--project", "2026-03-01-112", *by)
    assert (await told("person erase", "--person", str(leaver.id)))[0] == 0
    with pytest.raises(CommandFailed, match="nobody like this"):
        await told("person erase", "--person", str(leaver.id))
    with pytest.raises(CommandFailed, match="nobody like this"):
        await told("person erase", "--phone", PHONE)


async def test_somebody_else_with_the_same_phone_keeps_theirs(house: House, told: Erase) -> None:
    leaver = await Leaver.work(house)
    await replace_lead(house, leaver.lead)
    organisation = ("--organisation", "北京市卫生健康委员会")
    await told("admin create", "--phone", PHONE, "--name", "林家人", *organisation)
    with pytest.raises(CommandFailed, match="林晓, 林家人"):
        await told("person erase", "--phone", PHONE)
    refused = LoginAttempt.person_id.is_null() & (LoginAttempt.account_mask != "")
    assert await LoginAttempt.exists().where(refused)
    assert (await told("person erase", "--phone", PHONE, "--name", NAME))[0] == 0
    other = await Person.objects().get(Person.name == "林家人")
    assert other is not None
    assert other.phone
    assert other.phone_index
    assert await LoginAttempt.exists().where(refused)
    assert NAME not in {mark for mark, _ in await traces()}


async def test_a_role_that_begins_later_stands_against_it_too(house: House, told: Erase) -> None:
    leaver = await Leaver.work(house)
    await replace_lead(house, leaver.lead)
    some = await Membership.select().first()
    assert some is not None
    async with housekeeping("the test gives a role"):
        await Membership.insert(
            Membership(**some | {"id": new_id(), "person_id": leaver.id, "valid_from": house.clock.at + DAY})
        )
    assert (await told("person erase", "--phone", PHONE))[0] == 1
    assert await Assignment.exists().where(Assignment.person_id == leaver.id)
