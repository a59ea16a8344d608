"""The logs of operations, photos, reveals and files."""

import asyncio
from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.audit.erasure import erase_values
from backend.audit.events_access import ValueRevealed
from backend.audit.work import unit_of_work
from backend.kernel.actor import SYSTEM, Actor
from backend.kernel.ids import new_id
from backend.supervision.capture.tables import Capture
from tests.builders.house import House
from tests.builders.lead import Lead
from tests.builders.members import log_in_member
from tests.builders.small_jpeg import small_jpeg

CITY = "北京市卫生健康委员会"
Row = dict[str, Any]
LOOKS = 1_000


@pytest.fixture
async def auditor(house: House) -> httpx.AsyncClient:
    await house.load_demo()
    return await log_in_member(house, "auditor", CITY, name="罗兰")


async def read(browser: httpx.AsyncClient, log: str, **wanted: object) -> list[Row]:
    answer = await browser.get(f"/api/logs/{log}", params=wanted)  # type: ignore[arg-type]
    assert answer.status_code == httpx.codes.OK, answer.text
    items: list[Row] = answer.json()["items"]
    return items


async def taken(house: House, role: str = "lead", number: int = 1) -> tuple[Lead, str]:
    """A lead with one stored and inspected photo; its id. Photos of another number look different."""
    lead = await Lead.arrive(house, role)
    await lead.commit() if role == "lead" else None
    shot = lead.shoot(photo=small_jpeg(number))
    await lead.send(shot)
    await lead.put(shot)
    for _ in range(LOOKS):
        if await Capture.exists().where(Capture.id == shot.manifest.id, Capture.inspected_at.is_not_null()):
            return lead, str(shot.manifest.id)
        await asyncio.sleep(0.01)
    raise AssertionError("the photo was not inspected")


async def test_operations_show_who_what_and_the_values(house: House, auditor: httpx.AsyncClient) -> None:
    (added,) = [
        row for row in await read(auditor, "operation", action="person.added") if row["after"]["name"] == "罗兰"
    ]
    assert (added["module"], added["before"], added["after"]["phone"]) == ("identity", None, "137****2222")
    assert (added["actor"], added["erasedAt"]) == (None, None)
    browser = await house.log_in("unit")
    await browser.post("/api/logout")
    (ended,) = await read(auditor, "operation", action="login.ended")
    assert (ended["actor"]["name"], ended["role"]) == ("陈立", "cme_institution")
    assert (ended["data"], ended["address"]) == ({"reason": "logged_out"}, "127.0.0.1")


async def test_filters_of_the_operation_log(house: House, auditor: httpx.AsyncClient) -> None:
    _, capture = await taken(house)
    actions = {row["action"] for row in await read(auditor, "operation", record=capture)}
    assert actions == {"capture.inspected", "capture.stored", "capture.named"}
    assert {row["module"] for row in await read(auditor, "operation", module="organisations")} == {"organisations"}
    (stored,) = await read(auditor, "operation", action="capture.stored")
    of_project = await read(auditor, "operation", project=stored["scope"], actor=stored["actor"]["id"])
    assert {"capture.named", "commitment.signed"} <= {row["action"] for row in of_project}
    assert {row["actor"]["name"] for row in of_project} == {"林晓"}
    assert await read(auditor, "operation", until=1) == []


async def test_erased_values_are_shown_as_erased(house: House, auditor: httpx.AsyncClient) -> None:
    row = (await read(auditor, "operation", action="person.added"))[0]
    async with unit_of_work(house.runtime, SYSTEM) as work:
        await erase_values(work, [UUID(row["id"])])
    (erased,) = [one for one in await read(auditor, "operation", action="person.added") if one["id"] == row["id"]]
    assert (erased["before"], erased["after"], erased["erasedAt"]) == (None, None, house.clock.at)


async def test_photos_with_time_place_device_and_digests(house: House, auditor: httpx.AsyncClient) -> None:
    lead, capture = await taken(house)
    (row,) = await read(auditor, "capture")
    assert row["id"] == capture
    assert (row["person"]["name"], row["project"]["no"], row["date"], row["half"]) == (
        "林晓",
        "2026-03-01-112",
        lead.slot["date"],
        lead.slot["half"],
    )
    assert (row["device"]["keyId"], row["verdict"]) == (lead.phone.key_id, "in_time")
    assert row["position"]["latE7"] == 399811300
    assert (len(row["sha256"]), len(row["manifestSha256"])) == (64, 64)
    assert row["takenFrom"] <= row["takenAt"] <= row["takenUntil"]
    assert await read(auditor, "capture", result="unproven") == []
    assert len(await read(auditor, "capture", project=row["project"]["id"], person=row["person"]["id"])) == 1
    assert await read(auditor, "capture", project=str(new_id())) == []


async def test_an_authority_sees_the_photos_of_its_own_subtree(house: House) -> None:
    await house.load_demo()
    _, capture = await taken(house)
    await taken(house, "lead-women", number=2)
    authority = await house.log_in("authority")
    assert len(await read(authority, "capture")) == 2
    other = await log_in_member(house, "cme_authority", "海淀区第一医院", phone="13711113333")
    assert [row["id"] for row in await read(other, "capture")] == [capture]


async def test_reveals(house: House, auditor: httpx.AsyncClient) -> None:
    assert await read(auditor, "reveal") == []
    me = (await auditor.get("/api/me")).json()["person"]["id"]
    record = new_id()
    async with unit_of_work(house.runtime, Actor(person_id=UUID(me), name="罗兰")) as work:
        work.record(ValueRevealed(subject_id=record, field="phone"), role="auditor")
    (row,) = await read(auditor, "reveal", actor=me)
    assert (row["actor"]["name"], row["role"], row["record"], row["field"]) == ("罗兰", "auditor", str(record), "phone")
    assert await read(auditor, "reveal", record=str(new_id())) == []


async def test_files_come_and_are_looked_at(house: House, auditor: httpx.AsyncClient) -> None:
    _, capture = await taken(house)
    authority = await house.log_in("authority")
    for variant in ("thumb", "original"):
        house.clock.at += 1_000
        answer = await authority.get(f"/api/captures/{capture}/photo", params={"variant": variant})
        assert answer.status_code == httpx.codes.OK
    downloaded, previewed, uploaded = await read(auditor, "file")
    assert [row["action"] for row in (downloaded, previewed, uploaded)] == ["downloaded", "previewed", "uploaded"]
    assert (downloaded["actor"]["name"], downloaded["role"]) == ("周敏", "cme_authority")
    assert (downloaded["record"], downloaded["variant"], downloaded["address"]) == (capture, "original", "127.0.0.1")
    assert (uploaded["actor"]["name"], len(uploaded["sha256"])) == ("林晓", 64)
    assert [row["action"] for row in await read(auditor, "file", action="previewed")] == ["previewed"]
    assert len(await read(auditor, "file", record=capture)) == 2


async def test_files_of_a_project(house: House, auditor: httpx.AsyncClient) -> None:
    lead, capture = await taken(house)
    await taken(house, "lead-women", number=2)
    await lead.browser.get(f"/api/captures/{capture}/photo")
    (project,) = {row["project"]["id"] for row in await read(auditor, "capture") if row["id"] == capture}
    rows = await read(auditor, "file", project=project)
    assert [(row["action"], row["record"]) for row in rows] == [("downloaded", capture), ("uploaded", capture)]


async def test_who_may_not_see_a_photo_leaves_no_trace_of_having_seen_it(
    house: House, auditor: httpx.AsyncClient
) -> None:
    _, capture = await taken(house)
    other = await house.log_in("unit-women")
    assert (await other.get(f"/api/captures/{capture}/photo")).status_code == httpx.codes.NOT_FOUND
    assert await read(auditor, "file", record=capture) == []
