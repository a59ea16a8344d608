"""Reminders of half-days, with a clock that moves (catalogue 14 N-14; design §7)."""

import asyncio

from backend.audit.work import housekeeping
from backend.identity.people.queries import EMAIL_PLACE
from backend.identity.tables import Person
from backend.kernel.clock import HOUR, MINUTE
from backend.kernel.crypto.sealed import encrypt
from backend.notifications.errors import TryLater
from backend.notifications.tables import Delivery
from backend.supervision.reminders.jobs import remind_slots
from backend.supervision.reminders.tables import SlotReminder
from backend.supervision.tables import Project, Slot
from tests.builders.house import NOON, House
from tests.builders.lead import Lead
from tests.builders.letters import Postbox, catch, drain

LEAD = "13900000011"
CLERK = "chen.li@first.example.cn"
CLOSES = NOON + 12 * HOUR


async def only(house: House, no: str = "2026-03-01-112") -> Postbox:
    """The demo with one project left approved, whose earlier half-days are complete, and its clerk with an address."""
    await house.load_demo()
    house.counters_made_up = True
    async with housekeeping("test"):
        await Project.update({Project.filing: "recalled"}).where(Project.no != no)
        await Slot.update({Slot.submitted_at: NOON}).where(Slot.closes_at <= NOON)
        sealed = encrypt(house.runtime.keys, EMAIL_PLACE, CLERK)
        await Person.update({Person.email: sealed}).where(Person.name == "陈立")
    return catch(house)


async def last_half_day() -> None:
    """Nothing follows the half-day that is open."""
    async with housekeeping("test"):
        await Slot.update({Slot.active: False}).where(Slot.opens_at >= CLOSES)


async def reminders() -> list[str]:
    rows = await SlotReminder.select(SlotReminder.reminder).order_by(SlotReminder.at)
    return [row["reminder"] for row in rows]


async def test_nothing_yet_then_incomplete_once_each(house: House) -> None:
    box = await only(house)
    house.clock.at = NOON + 29 * MINUTE
    assert await remind_slots(house.runtime) == 0
    house.clock.at = NOON + 30 * MINUTE
    assert await remind_slots(house.runtime) == 1
    assert await remind_slots(house.runtime) == 0
    await drain(house)
    (sms,) = box.to(LEAD)
    (mail,) = box.to(CLERK)
    assert "还没有收到照片" in sms.text
    assert "超声" not in sms.text + mail.text + mail.subject
    house.clock.at = CLOSES - 31 * MINUTE
    assert await remind_slots(house.runtime) == 0
    house.clock.at = CLOSES - 30 * MINUTE
    assert await remind_slots(house.runtime) == 1
    assert await remind_slots(house.runtime) == 0
    house.clock.at = CLOSES
    assert await remind_slots(house.runtime) == 0
    assert await reminders() == ["nothing_yet", "incomplete"]


async def test_who_is_told_and_how(house: House) -> None:
    await only(house)
    house.clock.at = NOON + HOUR
    await remind_slots(house.runtime)
    rows = await Delivery.select(Delivery.person_id._.name.as_alias("name"), Delivery.channel)
    assert sorted((row["name"], row["channel"]) for row in rows) == [
        ("林晓", "inbox"),
        ("林晓", "sms"),
        ("陈立", "email"),
        ("陈立", "inbox"),
    ]
    lead, unit = await house.log_in("lead"), await house.log_in("unit")
    for browser in (lead, unit):
        (item,) = (await browser.get("/api/notifications")).json()["items"]
        assert (item["kind"], item["urgent"]) == ("slot_nothing_yet", True)
        assert item["params"] == {
            "projectNo": "2026-03-01-112",
            "projectName": "超声诊断新进展学习班",
            "date": "2026-11-21",
            "half": "pm",
            "closesAt": CLOSES,
            "done": 0,
            "total": 6,
            "missing": 6,
        }


async def test_the_end_with_photos_missing_is_told_once_and_not_by_sms(house: House) -> None:
    box = await only(house)
    await last_half_day()
    lead = await Lead.arrive(house)
    await lead.send(lead.shoot())
    house.clock.at = CLOSES + MINUTE
    assert await remind_slots(house.runtime) == 0
    house.clock.at = CLOSES + 2 * MINUTE
    assert await remind_slots(house.runtime) == 1
    house.clock.at = CLOSES + 71 * HOUR
    assert await remind_slots(house.runtime) == 0
    assert await reminders() == ["ended"]
    rows = await Delivery.select(Delivery.person_id._.name.as_alias("name"), Delivery.channel)
    assert sorted((row["name"], row["channel"]) for row in rows) == [
        ("林晓", "inbox"),
        ("陈立", "email"),
        ("陈立", "inbox"),
    ]
    house.clock.at = CLOSES + 10 * HOUR
    await drain(house)
    (mail,) = box.to(CLERK)
    assert "已结束" in mail.text
    assert "超声" not in mail.text + mail.subject
    unit = await house.log_in("unit")
    (item,) = (await unit.get("/api/notifications")).json()["items"]
    assert (item["kind"], item["urgent"], item["params"]["missing"]) == ("slot_ended", False, 6)


async def test_an_end_in_quiet_hours_is_mailed_after_them(house: House) -> None:
    box = await only(house)
    house.clock.at = CLOSES + 2 * MINUTE
    await remind_slots(house.runtime)
    await drain(house)
    assert box.letters == []


async def test_a_server_that_slept_over_the_end_tells_it_until_the_late_window_ends(house: House) -> None:
    await only(house)
    await last_half_day()
    house.clock.at = CLOSES + 72 * HOUR
    assert await remind_slots(house.runtime) == 0
    house.clock.at = CLOSES + 71 * HOUR
    assert await remind_slots(house.runtime) == 1
    assert await reminders() == ["ended"]


async def test_a_photo_that_came_is_enough_for_the_first_reminder(house: House) -> None:
    await only(house)
    lead = await Lead.arrive(house)
    await lead.send(lead.shoot())
    house.clock.at = NOON + HOUR
    assert await remind_slots(house.runtime) == 0
    house.clock.at = CLOSES - 10 * MINUTE
    assert await remind_slots(house.runtime) == 1
    assert await reminders() == ["incomplete"]


async def test_complete_inactive_and_recalled_slots_are_left_alone(house: House) -> None:
    await only(house)
    house.clock.at = NOON + HOUR
    ours = Project.no == "2026-03-01-112"
    async with housekeeping("test"):
        await Slot.update({Slot.active: False}, force=True)
    assert await remind_slots(house.runtime) == 0
    async with housekeeping("test"):
        await Slot.update({Slot.active: True}, force=True)
        await Project.update({Project.filing: "recalled"}).where(ours)
    assert await remind_slots(house.runtime) == 0
    async with housekeeping("test"):
        await Project.update({Project.filing: "approved"}).where(ours)
        await Slot.update(
            {
                Slot.venue_done: True,
                Slot.board_done: True,
                Slot.room_done: True,
                Slot.lecturers_done: Slot.lecturers_total,
            },
            force=True,
        )
    assert await remind_slots(house.runtime) == 0


async def test_a_server_that_slept_gives_only_the_reminder_of_the_hour(house: House) -> None:
    await only(house)
    house.clock.at = CLOSES - 5 * MINUTE
    assert await remind_slots(house.runtime) == 1
    assert await reminders() == ["incomplete"]


async def test_passes_at_the_same_moment_remind_once(house: House) -> None:
    await only(house)
    house.clock.at = NOON + HOUR
    given = await asyncio.gather(*(remind_slots(house.runtime) for _ in range(4)))
    assert sum(given) == 1
    assert await Delivery.count().where(Delivery.channel == "sms") == 1


async def test_a_reminder_is_not_sent_after_its_half_day(house: House) -> None:
    box = await only(house)
    box.failures = [TryLater("timeout"), TryLater("timeout")]
    house.clock.at = CLOSES - 5 * MINUTE
    await remind_slots(house.runtime)
    await drain(house)
    house.clock.at = CLOSES
    await drain(house)
    assert box.letters == []
    rows = await Delivery.select(Delivery.state).where(Delivery.channel != "inbox")
    assert [row["state"] for row in rows] == ["expired", "expired"]
