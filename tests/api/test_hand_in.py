"""Rescue zips handed in by the unit, the authority, or whoever took the photos (design §4)."""

import zipfile
from typing import Any
from uuid import UUID, uuid4

import httpx
import msgspec
import pytest

from backend.audit.tables import Event
from backend.demo.phone import Shot
from backend.files.tables import Claim
from backend.kernel.clock import DAY, HOUR
from backend.supervision.capture.manifest import Item
from backend.supervision.capture.tables import Capture, Finding
from backend.supervision.settings import SupervisionSettings
from backend.supervision.tables import Lecturer
from tests.builders.house import House
from tests.builders.lead import Lead
from tests.builders.members import log_in_member
from tests.builders.replaced import replace_lead
from tests.builders.rescue import entries_of, packed, rescue_zip

pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")
Answer = dict[str, Any]


@pytest.fixture
async def lead(house: House) -> Lead:
    await house.load_demo()
    arrived = await Lead.arrive(house)
    await arrived.commit()
    return arrived


async def hand_in(browser: httpx.AsyncClient, content: bytes) -> list[Answer]:
    answer = await browser.post("/api/captures/import", content=content)
    assert answer.status_code == httpx.codes.OK, answer.text
    items: list[Answer] = answer.json()["items"]
    return items


def states(items: list[Answer]) -> list[tuple[str, str | None]]:
    return [(item["state"], item["code"]) for item in items]


async def test_the_unit_hands_in_what_a_dead_phone_held(lead: Lead) -> None:
    shots = [lead.shoot(), lead.shoot(item="room")]
    lead.house.clock.at += 20 * HOUR
    unit = await lead.house.log_in("unit")
    items = await hand_in(unit, rescue_zip(*shots))
    assert states(items) == [("stored", None)] * 2
    assert (items[1]["item"], items[0]["half"], items[0]["project"]["no"]) == ("room", "pm", "2026-03-01-112")
    rows = await Capture.select(Capture.verdict, Capture.counts, Capture.person_id)
    assert [row["verdict"] for row in rows] == ["offline", "offline"]
    assert all(row["counts"] for row in rows)
    assert {row["code"] for row in await Finding.select(Finding.code)} == {"handed_in"}
    assert {row["person_id"] for row in await Claim.select(Claim.person_id)} == {rows[0]["person_id"]}
    await lead.house.inspect_all()
    photo = await unit.get(f"/api/captures/{shots[0].manifest.id}/photo")
    assert photo.content == shots[0].photo
    assert await Event.count().where(Event.kind == "capture.handed_in") == 1

    again = await hand_in(unit, rescue_zip(*shots))
    assert states(again) == [("already", None)] * 2
    (sent,) = await lead.send(shots[0])
    assert sent["state"] == "stored"


async def test_a_sending_time_is_not_made_up_for_a_hand_in(lead: Lead) -> None:
    """Another document took the photo, so only the sending could have anchored it."""
    shot = lead.shoot(since_token_ms=None, token_document="0199f6a0-0000-7000-8000-000000000009")
    lead.house.clock.at += 20 * HOUR
    await hand_in(await lead.house.log_in("authority"), rescue_zip(shot))
    assert await Capture.select(Capture.verdict, Capture.counts).first() == {"verdict": "unproven", "counts": False}


async def test_the_owner_and_nobody_elses(lead: Lead) -> None:
    shot = lead.shoot()
    other = await lead.house.log_in("lead-women")
    assert states(await hand_in(other, rescue_zip(shot))) == [("refused", "rescue_foreign")]
    sibling = await lead.house.log_in("unit-women")
    (foreign,) = await hand_in(sibling, rescue_zip(shot))
    assert (foreign["code"], foreign["project"]) == ("rescue_foreign", None)
    assert await Capture.count() == 0
    assert states(await hand_in(lead.browser, rescue_zip(shot))) == [("stored", None)]


async def test_after_the_lead_was_replaced_and_after_the_late_window(lead: Lead) -> None:
    shot = lead.shoot()
    await replace_lead(lead.house, lead)
    lead.house.clock.at += 10 * DAY
    assert states(await hand_in(await lead.house.log_in("unit"), rescue_zip(shot))) == [("stored", None)]
    assert await Capture.select(Capture.verdict).first() == {"verdict": "unproven"}
    assert {row["code"] for row in await Finding.select(Finding.code)} == {"handed_in", "after_replacement"}


async def test_bytes_for_a_manifest_the_phone_had_sent(lead: Lead) -> None:
    shot = lead.shoot()
    await lead.send(shot)
    assert states(await hand_in(await lead.house.log_in("unit"), rescue_zip(shot))) == [("stored", None)]
    assert await Capture.select(Capture.verdict).first() == {"verdict": "in_time"}
    assert [row["code"] for row in await Finding.select(Finding.code)] == ["handed_in"]


async def test_every_forgery_is_named_and_spoils_no_other(lead: Lead) -> None:
    good, swapped, changed, outside, bare, broken, twice = (lead.shoot() for _ in range(7))
    entries = dict(entries_of(good))
    stranger = entries_of(lead.phone.sign(swapped.manifest, swapped.photo))
    entries |= dict(stranger) | {f"signatures/{swapped.manifest.id}.txt": entries_of(good)[2][1]}
    entries |= dict(entries_of(changed)) | {
        f"manifests/{changed.manifest.id}.json": changed.raw.replace(b"venue", b"room", 1)
    }
    tomorrow = (await lead.tickets())[lead.assignment["slots"][-1]["id"]]
    late = lead.shoot(ticket=tomorrow)
    entries |= dict(entries_of(late))
    entries |= dict(entries_of(bare)[1:])
    entries |= dict(entries_of(broken)) | {f"photos/{broken.manifest.id}.jpg": broken.photo[:-5] + b"xxxxx"}
    listed = [*entries.items(), *entries_of(twice), entries_of(twice)[1]]
    listed += [("../../etc/passwd", b"x"), ("/photos/abc.jpg", b"x"), ("photos/../../x.jpg", b"x")]
    items = await hand_in(await lead.house.log_in("unit"), packed(listed))
    found = {item["id"]: (item["state"], item["code"]) for item in items}
    assert found == {
        str(good.manifest.id): ("stored", None),
        str(swapped.manifest.id): ("refused", "bad_signature"),
        str(changed.manifest.id): ("refused", "bad_signature"),
        str(late.manifest.id): ("refused", "outside_slot"),
        str(bare.manifest.id): ("awaiting_bytes", "photo_missing"),
        str(broken.manifest.id): ("awaiting_bytes", "photo_damaged"),
        str(twice.manifest.id): ("refused", "rescue_twice"),
    }
    assert outside.manifest.id not in found


async def test_packed_again_and_cut_off(lead: Lead) -> None:
    first, second, third = lead.shoot(), lead.shoot(), lead.shoot()
    unit = await lead.house.log_in("unit")
    folder = [(f"halfday-rescue/{name}", content) for name, content in entries_of(first)]
    folder += [(f"__MACOSX/._{name}", b"\0") for name, _ in entries_of(first)]
    assert states(await hand_in(unit, packed(folder, zipfile.ZIP_DEFLATED))) == [("stored", None)]

    whole = rescue_zip(second, third)
    cut = whole[: whole.index(entries_of(third)[1][1])]
    answer = await unit.post("/api/captures/import", content=cut)
    assert (answer.json()["cutOff"], states(answer.json()["items"])) == (
        True,
        [("stored", None), ("refused", "rescue_damaged")],
    )


async def test_what_is_no_rescue_zip(lead: Lead) -> None:
    unit = await lead.house.log_in("unit")
    for content in (b"", b"no zip", packed([("report.docx", b"x")]), b"PK\x05\x06" + bytes(18), lead.shoot().photo):
        answer = await unit.post("/api/captures/import", content=content)
        assert (answer.status_code, answer.json()["code"]) == (422, "not_a_rescue_zip"), content[:20]
    crowd = packed((f"junk/{number}", b"") for number in range(6_200))
    answer = await unit.post("/api/captures/import", content=crowd)
    assert (answer.status_code, answer.json()["code"]) == (413, "rescue_too_large")


async def test_a_bomb_bursts_nothing(lead: Lead) -> None:
    shot = lead.shoot()
    entries = dict(entries_of(shot)) | {f"photos/{shot.manifest.id}.jpg": bytes(30_000_000)}
    other = lead.shoot()
    entries |= dict(entries_of(other)) | {f"manifests/{other.manifest.id}.json": b" " * 30_000_000}
    items = await hand_in(await lead.house.log_in("unit"), packed(entries.items(), zipfile.ZIP_DEFLATED))
    assert states(items) == [("awaiting_bytes", "photo_damaged"), ("refused", "rescue_damaged")]


async def test_a_zip_over_the_limit(lead: Lead, monkeypatch: pytest.MonkeyPatch) -> None:
    small = SupervisionSettings(hand_in_mb=0)
    monkeypatch.setitem(lead.house.runtime._slices, SupervisionSettings, small)
    answer = await (await lead.house.log_in("unit")).post("/api/captures/import", content=rescue_zip(lead.shoot()))
    assert (answer.status_code, answer.json()["code"]) == (413, "rescue_too_large")


def naming(lead: Lead, row: UUID, name: str) -> Shot:
    """A photo whose signed manifest names the lecturer, as the PWA's do."""
    shot = lead.shoot(item="lecturer", row=row)
    named = msgspec.structs.replace(shot.manifest, item=Item("lecturer", row, name))
    return lead.phone.sign(named, shot.photo)


async def test_a_lecturer_added_without_a_network(lead: Lead) -> None:
    """The row comes out of the zip if a signed manifest names it; nothing else in the index is believed."""
    row, other = uuid4(), uuid4()
    fact = {
        "id": str(uuid4()), "slotId": lead.slot["id"], "kind": "add", "row": str(row), "name": "王医师",
        "unit": "市医院", "title": "", "topic": "", "reason": None, "wall": lead.house.clock.at,
    }  # fmt: skip
    invented = fact | {"id": str(uuid4()), "row": str(other), "name": "没有人"}
    shot, waiting = naming(lead, row, "王医师"), naming(lead, other, "另一个人")
    index = msgspec.json.encode({"v": 1, "lecturers": [fact, invented]})
    entries = [("index.json", index), *entries_of(shot), *entries_of(waiting)]
    items = await hand_in(await lead.house.log_in("unit"), packed(entries))
    assert states(items) == [("stored", None), ("waiting", None)]
    added = await Lecturer.select(Lecturer.name, Lecturer.unit).where(Lecturer.id == row).first()
    assert added == {"name": "王医师", "unit": "市医院"}
    assert not await Lecturer.exists().where(Lecturer.id == other)
    sent = await lead.browser.post("/api/supervision/lecturers", json={"items": [fact]})
    assert sent.json()["items"][0]["state"] == "stored"


async def test_who_has_nothing_to_do_with_captures(lead: Lead) -> None:
    auditor = await log_in_member(lead.house, "auditor", "海淀区第一医院")
    assert (await auditor.post("/api/captures/import", content=b"")).status_code == httpx.codes.FORBIDDEN
