"""What was kept as long as the settings say goes, piece by piece, and says so (design §9)."""

from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest

from backend.audit.retention import Kept
from backend.audit.tables import Event, EventValues
from backend.audit.work import housekeeping
from backend.files.leaving import forget_leaving
from backend.files.tables import Blob, Claim, LeavingBlob
from backend.identity.tables import LoginAttempt
from backend.kernel.clock import DAY, MINUTE
from backend.kernel.encoding import sha256_hex
from backend.kernel.ids import new_id
from backend.notifications.tables import Delivery
from backend.supervision.capture.tables import Capture, Finding
from backend.supervision.filing.tables import ProjectDocument
from backend.supervision.tables import Project
from media.blobs import BlobStore
from tests.builders.commands import run_command
from tests.builders.filing import NOTICE_PDF, Filer, filed
from tests.builders.house import House
from tests.builders.lead import Lead
from tests.builders.members import log_in_member
from tests.builders.retention import due, keep, run
from tests.builders.small_jpeg import small_jpeg

YEARS = 6 * 365 * DAY


async def photographed(house: House, *photos: bytes) -> Lead:
    """A lead whose photos have arrived and were looked at on the wall."""
    lead = await Lead.arrive(house)
    await lead.commit()
    for photo in photos:
        shot = lead.shoot(photo=photo)
        await lead.send(shot)
        assert (await lead.put(shot)).status_code == httpx.codes.OK
    await house.inspect_all()
    authority = await house.log_in("authority")
    for row in await Capture.select(Capture.id):
        for variant in ("thumb", "stamped"):
            shown = await authority.get(f"/api/captures/{row['id']}/photo", params={"variant": variant})
            assert shown.status_code == httpx.codes.OK
    return lead


def derived(house: House) -> list[Path]:
    return [path for path in (house.runtime.data_dir / "derived").rglob("*") if path.is_file()]


def stored(house: House, digest: str) -> bool:
    return house.runtime.find(BlobStore).exists(digest) is not None  # type: ignore[type-abstract]


async def wall(house: House) -> list[dict[str, Any]]:
    """The captures of the lead's project as the authority sees them."""
    authority = await house.log_in("authority")
    listed = (await authority.get("/api/projects")).json()["items"]
    project = next(row for row in listed if row["no"] == "2026-03-01-112")
    shown = (await authority.get(f"/api/projects/{project['id']}/feedback")).json()
    return [capture for slot in shown["slots"] for capture in slot["captures"]]


async def test_evidence_stays_for_ever_unless_somebody_decides(house: House) -> None:
    await house.load_demo()
    await photographed(house, small_jpeg(1))
    house.clock.at += 10 * YEARS
    kinds = await run(house)
    assert not {"photos", "signatures", "documents"} & kinds.keys()
    assert await Capture.count().where(Capture.lat_e7.is_not_null()) == 1


async def test_a_photo_that_went_leaves_its_row_receipt_and_findings(house: House) -> None:
    await house.load_demo()
    await photographed(house, small_jpeg(1))
    (before,) = await Capture.select()
    house.clock.at += 29 * DAY
    keep(house, SUPERVISION_PHOTO_DAYS=30)
    assert await due(house) == {}
    house.clock.at += DAY + 1
    findings = await Finding.count()
    assert (await due(house))["photos"] == 1
    assert derived(house)
    assert (await run(house))["photos"] == 1

    (after,) = await Capture.select()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "manifest", "signature", "lat_e7", "lon_e7", "accuracy_m", "position_age_ms", "no_position", "bytes_removed_at",
    }  # fmt: skip
    assert (after["manifest"], after["lat_e7"], after["bytes_removed_at"]) == (b"", None, house.clock.at)
    assert (await Finding.count(), derived(house), stored(house, before["sha256"])) == (findings, [], False)
    assert not await Blob.exists().where(Blob.digest == before["sha256"])
    assert not await Claim.exists().where(Claim.digest == before["sha256"])
    assert not await LeavingBlob.exists()

    (capture,) = await wall(house)
    assert (capture["bytesRemovedAt"], capture["position"], capture["noPosition"]) == (house.clock.at, None, "removed")
    authority = await house.log_in("authority")
    for variant in ("original", "thumb", "stamped"):
        gone = await authority.get(f"/api/captures/{before['id']}/photo", params={"variant": variant})
        assert (gone.status_code, gone.json()["code"]) == (410, "photo_removed")
    assert (await run(house)).get("photos") is None
    events = await Event.select(Event.data).where(Event.kind == "retention.removed")
    told = [msgspec.json.decode(row["data"]) for row in events]
    assert {"rule": "photos", "removed": 1, "days": 30} in told
    assert await Event.exists().where(Event.kind == "capture.bytes_removed", Event.subject_id == before["id"])


async def test_a_phone_that_sends_again_still_gets_its_receipt(house: House) -> None:
    await house.load_demo()
    lead = await Lead.arrive(house)
    await lead.commit()
    shot = lead.shoot()
    await lead.send(shot)
    await lead.put(shot)
    keep(house, SUPERVISION_PHOTO_DAYS=1)
    house.clock.at += 2 * DAY
    await run(house)
    (again,) = await lead.send(shot)
    assert (again["state"], again["receipt"] is not None) == ("stored", True)
    await lead.put(shot)
    await run(house)
    assert not stored(house, shot.digest)
    assert not await Blob.exists()


async def test_bytes_that_another_record_names_stay(house: House) -> None:
    await house.load_demo()
    photo = small_jpeg(1)
    await photographed(house, photo, photo)
    rows = await Capture.select(Capture.id).order_by(Capture.arrived_at)
    async with housekeeping("the test moves a photo"):
        await Capture.update({Capture.arrived_at: house.clock.at + 5 * DAY}).where(Capture.id == rows[1]["id"])
    keep(house, SUPERVISION_PHOTO_DAYS=1)
    house.clock.at += 2 * DAY
    assert (await run(house))["photos"] == 1
    assert stored(house, sha256_hex(photo))
    assert await Claim.exists()
    shown = await (await house.log_in("authority")).get(f"/api/captures/{rows[1]['id']}/photo?variant=stamped")
    assert shown.status_code == httpx.codes.OK
    house.clock.at += 5 * DAY
    assert (await run(house))["photos"] == 1
    assert not stored(house, sha256_hex(photo))


async def test_bytes_that_are_named_again_while_they_leave_come_back(house: House) -> None:
    """What a stop in between leaves behind is finished by the next run, and harms nothing that came meanwhile."""
    await house.load_demo()
    photo = small_jpeg(1)
    await photographed(house, photo)
    async with housekeeping("leaving_blob"):
        await LeavingBlob.insert(LeavingBlob(digest=sha256_hex(photo), since=1))
    assert await forget_leaving(house.runtime) == 0
    assert stored(house, sha256_hex(photo))
    assert not await LeavingBlob.exists()


async def test_documents_of_projects_that_are_over_go(house: House) -> None:
    await house.load_demo()
    filer = await Filer.begin(house)
    await filer.complete()
    keep(house, SUPERVISION_DOCUMENT_DAYS=30, SUPERVISION_DRAFT_DAYS=0)
    house.clock.at += 20 * DAY
    assert await due(house) == {}
    house.clock.at += 40 * DAY
    assert (await run(house))["documents"] == 2
    assert not stored(house, sha256_hex(NOTICE_PDF))
    browser = await house.log_in("unit")
    (notice, _) = (await browser.get(f"{filer.where}/documents")).json()["items"]
    assert (notice["state"], notice["name"]) == ("removed", "通知.pdf")
    gone = await browser.get(notice["url"])
    assert (gone.status_code, gone.json()["code"]) == (410, "document_removed")
    filer.browser = browser
    await filer.attach("notice", NOTICE_PDF, "通知.pdf")
    assert (await browser.get(notice["url"])).content == NOTICE_PDF


async def test_drafts_that_nobody_filed_go_with_their_files(house: House) -> None:
    await house.load_demo()
    old = await Filer.begin(house)
    await old.attach("notice", NOTICE_PDF, "通知.pdf")
    changed = await Filer.begin(house, project_no="X-2")
    house.clock.at += 729 * DAY
    changed.browser = await house.log_in("unit")
    assert (await changed.save(changed.shown["draft"]["document"] | {"place": "别处"})).status_code == httpx.codes.OK
    house.clock.at += 2 * DAY
    assert (await run(house))["drafts"] == 1
    assert not await Project.exists().where(Project.id == UUID(old.project))
    assert await Project.exists().where(Project.id == UUID(changed.project))
    assert not stored(house, sha256_hex(NOTICE_PDF))
    assert not await ProjectDocument.exists().where(ProjectDocument.project_id == UUID(old.project))
    assert await Event.exists().where(Event.kind == "project.deleted", Event.subject_id == UUID(old.project))


async def test_log_ins_messages_and_values_go_at_their_own_time(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    await house.load_demo()
    keep(house, SUPERVISION_DRAFT_DAYS=0)
    await filed(house)
    assert await LoginAttempt.exists()
    assert await Delivery.count().where(Delivery.channel == "inbox")
    house.clock.at += 181 * DAY
    assert "login_addresses" in await run(house)
    attempts, events = await LoginAttempt.count(), await Event.count()
    house.clock.at += 915 * DAY
    assert (await run(house))["inbox"] > 0
    assert not await Delivery.exists()
    assert await EventValues.exists().where(EventValues.erased_at.is_null())
    house.clock.at += 731 * DAY
    kinds = await run(house)
    assert (kinds["login_attempts"], kinds["event_values"] > 0) == (attempts, True)
    assert not await EventValues.exists().where(EventValues.erased_at.is_null())
    assert await Event.count() > events
    capsys.readouterr()
    assert await run_command(house.runtime, "audit verify") == 0


async def test_from_where_somebody_acted_stays_as_long_as_what_they_did(house: House) -> None:
    """Of a log-in that was refused nobody did anything: its address goes first (catalogue 15.2)."""
    await house.load_demo()
    lead = await Lead.arrive(house)
    await lead.commit()
    async with housekeeping("the test tells where log-ins came from"):
        await LoginAttempt.update({LoginAttempt.address: "192.0.2.7", LoginAttempt.client: "Firefox"}, force=True)
        refused = LoginAttempt(id=new_id(), at=house.clock.at, result="refused", address="192.0.2.8", client="Chrome")
        await LoginAttempt.insert(refused)
    house.clock.at += 181 * DAY
    assert (await due(house))["login_addresses"] == (await run(house))["login_addresses"] > 1
    assert "login_addresses" not in await due(house)
    kept = await LoginAttempt.select(LoginAttempt.result, LoginAttempt.address, LoginAttempt.client)
    assert {(row["result"], row["address"], row["client"]) for row in kept} == {
        ("ok", "192.0.2.7", ""),
        ("refused", "", ""),
    }
    house.clock.at += (1_825 - 182) * DAY
    await run(house)
    auditor = await log_in_member(house, "auditor", "北京市卫生健康委员会", name="罗兰")
    rows = (await auditor.get("/api/logs/operation", params={"action": "commitment.signed"})).json()["items"]
    assert [row["address"] for row in rows] == ["192.0.2.7"]


async def test_a_kind_larger_than_a_piece_is_removed_whole(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await house.load_demo()
    for _ in range(3):
        await house.log_in("unit")
    monkeypatch.setattr("backend.identity.people.kept_log_ins.PIECE", 2)
    house.clock.at += YEARS
    assert (await run(house))["login_attempts"] == 3
    events = await Event.select(Event.data, Event.subject_id).where(Event.kind == "retention.removed")
    pieces = [row for row in events if '"login_attempts"' in row["data"]]
    assert [msgspec.json.decode(row["data"])["removed"] for row in pieces] == [2, 1]
    assert len({row["subject_id"] for row in events}) == 1


async def test_a_kind_that_fails_holds_up_no_other(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    await house.load_demo()
    await house.log_in("unit")
    await Filer.begin(house)

    async def broken(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr("backend.supervision.retention.kept_filings.delete_project", broken)
    house.clock.at += YEARS
    assert await run_command(house.runtime, "retention run") == 1
    told = capsys.readouterr().out
    assert "drafts: failed" in told
    assert "login_attempts: 2 removed" in told


async def test_the_commands_say_what_is_due_and_what_went(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    await house.load_demo()
    await house.log_in("unit")
    house.clock.at += YEARS
    assert await run_command(house.runtime, "retention list") == 0
    listed = capsys.readouterr().out
    assert "login_attempts: 1825 days, 1 due (HALFDAY_IDENTITY_LOGIN_ATTEMPT_DAYS)" in listed
    assert "photos: for ever, 0 due (HALFDAY_SUPERVISION_PHOTO_DAYS)" in listed
    assert await run_command(house.runtime, "retention run", "--dry-run") == 0
    assert "login_attempts: 1 would be removed" in capsys.readouterr().out
    assert await LoginAttempt.count() == 1
    assert await run_command(house.runtime, "retention run") == 0
    assert "login_attempts: 1 removed" in capsys.readouterr().out
    assert await run_command(house.runtime, "retention run") == 0
    assert capsys.readouterr().out == "Nothing is due.\n"


async def test_every_kind_names_the_setting_it_reads(house: House) -> None:
    for kept in house.runtime.wiring.all(Kept):
        usual = kept.days(house.runtime)
        keep(house, **{kept.setting.removeprefix("HALFDAY_"): usual + 7})
        assert kept.days(house.runtime) == usual + 7, kept.kind
        keep(house, **{kept.setting.removeprefix("HALFDAY_"): -1})
        with pytest.raises(ValueError, match="HALFDAY_"):
            kept.days(house.runtime)
        keep(house, **{kept.setting.removeprefix("HALFDAY_"): usual})


async def test_a_manifest_without_its_photo_loses_its_position(house: House) -> None:
    await house.load_demo()
    lead = await Lead.arrive(house)
    await lead.commit()
    shot = lead.shoot()
    await lead.send(shot)
    keep(house, SUPERVISION_PHOTO_DAYS=1)
    house.clock.at += DAY + MINUTE
    assert (await run(house))["photos"] == 1
    (row,) = await Capture.select()
    assert (row["lat_e7"], row["manifest"], row["bytes_removed_at"]) == (None, b"", None)
    assert (await due(house)).get("photos") is None
    await lead.put(shot)
    assert (await due(house))["photos"] == 1
    await run(house)
    assert not stored(house, shot.digest)
