"""Gaps in a phone's chain, a second phone, and codes that are wiped."""

from uuid import uuid4

from backend.audit.tables import Event
from backend.demo.phone import Phone
from backend.kernel.clock import DAY, MINUTE
from backend.supervision.capture.chain_jobs import judge_chains
from backend.supervision.capture.tables import Capture, Finding
from backend.supervision.leads.code_jobs import wipe_shown_codes
from backend.supervision.tables import Assignment
from tests.builders.house import House
from tests.builders.lead import Lead
from tests.builders.replaced import SUCCESSOR


async def arrived(house: House) -> Lead:
    await house.load_demo()
    lead = await Lead.arrive(house)
    await lead.commit()
    return lead


async def gaps() -> set[str]:
    rows = await Finding.select(Finding.capture_id).where(Finding.code == "chain_gap")
    return {str(row["capture_id"]) for row in rows}


async def test_a_gap_is_told_once_the_late_window_is_over(house: House) -> None:
    lead = await arrived(house)
    first, lost, third = lead.shoot(), lead.shoot(), lead.shoot()
    await lead.send(first, third)
    assert await judge_chains(house.runtime) == 0
    house.clock.at += 4 * DAY
    assert await judge_chains(house.runtime) == 1
    assert await gaps() == {str(third.manifest.id)}
    assert await judge_chains(house.runtime) == 0

    await lead.send(lost)
    assert await judge_chains(house.runtime) == 1
    assert await gaps() == set()


async def test_a_refused_photo_is_no_gap(house: House) -> None:
    lead = await arrived(house)
    tickets = await lead.tickets()
    outside = lead.shoot(ticket=tickets[lead.assignment["slots"][-1]["id"]])
    after = lead.shoot()
    answers = await lead.send(outside, after)
    assert [answer["state"] for answer in answers] == ["refused", "awaiting_bytes"]
    house.clock.at += 4 * DAY
    assert await judge_chains(house.runtime) == 1
    assert await gaps() == set()


async def test_a_second_phone_is_noted_from_its_first_photo_on(house: House) -> None:
    lead = await arrived(house)
    await lead.send(lead.shoot(), lead.shoot())
    time = lead.phone.time
    lead.phone = Phone(time=time)
    lead.phone.document = time.document if time else ""
    registered = await lead.browser.post("/api/devices", json=lead.phone.device_offer())
    assert registered.status_code == 201, registered.text
    lead.ticket = (await lead.tickets())[lead.slot["id"]]
    second = lead.shoot()
    await lead.send(second)
    rows = await Finding.select(Finding.capture_id, Finding.code)
    assert rows == [{"capture_id": second.manifest.id, "code": "new_device"}]
    assert await Capture.count() == 3


async def test_a_code_is_wiped_when_it_can_no_longer_be_shown(house: House) -> None:
    lead = await arrived(house)
    unit = await house.log_in("unit")
    where = f"/api/projects/{lead.assignment['project']['id']}/supervisor"
    assert (await unit.post(where, json=SUCCESSOR | {"requestId": str(uuid4())})).status_code == 201
    assert await wipe_shown_codes(house.runtime) == 0
    house.clock.at += 11 * MINUTE
    assert await wipe_shown_codes(house.runtime) == 1
    assert await wipe_shown_codes(house.runtime) == 0
    assert not await Assignment.exists().where(Assignment.code_sealed != "")
    assert await Event.count().where(Event.kind == "assignment.code_wiped") == 1
