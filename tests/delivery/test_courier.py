"""The worker: leases, lanes, quiet hours, expiry, and one final outcome for each delivery (design §7, §8)."""

import asyncio
from typing import Any
from uuid import UUID

import msgspec
import pytest

from backend.audit.tables import Event
from backend.audit.work import housekeeping, unit_of_work
from backend.identity.people.queries import EMAIL_PLACE, person_for
from backend.identity.tables import Person
from backend.kernel.actor import SYSTEM
from backend.kernel.clock import DAY, HOUR, MINUTE, SECOND
from backend.kernel.crypto.sealed import encrypt
from backend.kernel.ids import new_id
from backend.notifications.actions import Message, deliver
from backend.notifications.courier import LEASE_MS, Couriers, Lane
from backend.notifications.errors import NeverWill, TryLater
from backend.notifications.kinds import Outward
from backend.notifications.letter import Letter
from backend.notifications.own_kinds import TEST
from backend.notifications.senders import Senders
from backend.notifications.settings import NotificationsSettings
from backend.notifications.tables import Delivery
from backend.operations.retention_actions import run_retention
from backend.supervision.filing.messages import FILING_DECIDED
from backend.supervision.reminders.messages import NOTHING_YET
from tests.builders.house import NOON, House
from tests.builders.letters import ask_code, catch, drain, lane

PHONE = "13900000001"


async def people(house: House, count: int = 1) -> list[UUID]:
    """People with a phone and an address each."""
    async with unit_of_work(house.runtime, SYSTEM) as work:
        found = [
            await person_for(work, name=f"人{n}", phone=f"1380000{n:04d}", email=f"p{n}@example.cn")
            for n in range(count)
        ]
        if not work.recorded:
            work.unchanged()
    return found


async def tell(house: House, message: Message, to: list[UUID]) -> None:
    async with unit_of_work(house.runtime, SYSTEM) as work:
        if not await deliver(work, message, to=to):
            work.unchanged()


async def rows(channel: Outward = "sms") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await Delivery.select().where(Delivery.channel == channel).order_by(Delivery.id)
    return found


async def outcomes(delivery_id: UUID) -> list[str]:
    """What the events say of a delivery, in order."""
    found = await Event.select(Event.data).where(
        Event.kind == "delivery.tried", Event.subject_id == delivery_id
    ).order_by(Event.id)  # fmt: skip
    return [row["data"].split('"outcome":"')[1].split('"')[0] for row in found]


def another(house: House, channel: Outward = "sms") -> Lane:
    """What another process, or this one after a kill, has: the database and nothing else."""
    return Lane(house.runtime, house.runtime.find(Senders), channel)


def rest(house: House) -> None:
    """Leave everything to the lanes that the test makes."""
    for one in house.runtime.find(Couriers).lanes:
        one._settings = msgspec.structs.replace(one._settings, at_once=0)


async def kill(one: Lane) -> None:
    """End tries without their marks, as SIGKILL does."""
    for task in list(one.running):
        task.cancel()
    await asyncio.gather(*one.running, return_exceptions=True)


async def settle(one: Lane) -> None:
    while await one.start_due() or one.running:
        await asyncio.gather(*one.running)


async def test_a_commit_wakes_the_courier(house: House) -> None:
    box = catch(house)
    await asyncio.sleep(2.1)  # past the pause with which couriers start
    await tell(house, Message(TEST), await people(house))
    for _ in range(250):
        if {row["state"] for row in [*await rows(), *await rows("email")]} == {"sent"}:
            break
        await asyncio.sleep(0.02)
    assert len(box.letters) == 2


async def test_what_a_killed_server_had_under_way_is_tried_again_after_its_lease(house: House) -> None:
    rest(house)
    box = catch(house, "sms")
    box.gate = asyncio.Event()
    await tell(house, Message(TEST), await people(house))
    before = another(house)
    await before.start_due()
    await kill(before)
    (row,) = await rows()
    assert (row["state"], row["next_try_at"]) == ("sending", house.clock.at + LEASE_MS)
    box.gate.set()
    after = another(house)
    await settle(after)
    assert box.letters == []
    house.clock.at += LEASE_MS
    await settle(after)
    assert len(box.letters) == 1
    (row,) = await rows()
    assert (row["state"], row["tries"]) == ("sent", 2)
    assert await outcomes(row["id"]) == ["sent"]


async def test_a_try_given_up_for_lost_never_ends_a_delivery_twice(house: House) -> None:
    rest(house)
    box = catch(house, "sms")
    box.gate = asyncio.Event()
    await tell(house, Message(TEST), await people(house))
    slow, quick = another(house), another(house)
    await slow.start_due()
    house.clock.at += LEASE_MS
    await quick.start_due()
    box.failures = [NeverWill("refused")]
    box.gate.set()
    await asyncio.gather(*slow.running, *quick.running)
    (row,) = await rows()
    assert len(await outcomes(row["id"])) == 1
    assert row["state"] in {"sent", "failed"}
    assert row["tries"] == 2


async def test_several_lanes_never_take_the_same_delivery(house: House) -> None:
    rest(house)
    box = catch(house, "sms")
    await tell(house, Message(TEST), await people(house, 30))
    lanes = [another(house) for _ in range(4)]
    await asyncio.gather(*(settle(one) for one in lanes))
    assert len(box.letters) == len({letter.address for letter in box.letters}) == 30
    assert {(row["state"], row["tries"]) for row in await rows()} == {("sent", 1)}


async def test_no_more_than_so_many_at_once(house: House) -> None:
    rest(house)
    box = catch(house, "sms")
    box.gate = asyncio.Event()
    await tell(house, Message(TEST), await people(house, 20))
    one = another(house)
    assert await one.start_due() == NotificationsSettings().at_once
    assert await one.start_due() == 0
    box.gate.set()
    await settle(one)
    assert (len(box.letters), box.most_under_way) == (20, NotificationsSettings().at_once)


async def test_a_mail_server_that_hangs_holds_back_no_code(house: House) -> None:
    await house.load_demo()
    stuck, box = catch(house, "email"), catch(house, "sms")
    stuck.gate = asyncio.Event()
    await tell(house, Message(TEST), await people(house, 10))
    await lane(house, "email").start_due()
    await ask_code(house, house.browser(), PHONE)
    await settle(lane(house, "sms"))
    assert stuck.under_way == NotificationsSettings().at_once
    assert len(box.to(PHONE)) == 1
    assert stuck.letters == []
    stuck.gate.set()
    await drain(house)


async def test_quiet_hours_hold_back_what_is_not_urgent(house: House) -> None:
    box = catch(house)
    house.clock.at = NOON + 10 * HOUR
    to = await people(house)
    await tell(house, Message(FILING_DECIDED), to)
    await tell(house, Message(NOTHING_YET), to)
    await drain(house)
    assert sorted(letter.subject for letter in box.letters) == ["", "有半天还没有收到照片"]
    house.clock.at = NOON + 19 * HOUR - SECOND
    await drain(house)
    assert len(box.letters) == 2
    house.clock.at = NOON + 19 * HOUR
    await drain(house)
    assert [letter.subject for letter in box.letters][-1] == "项目报备有审核结果"


async def test_a_retry_waits_for_the_end_of_quiet_hours(house: House) -> None:
    box = catch(house)
    box.failures = [TryLater("timeout")]
    house.clock.at = NOON + 10 * HOUR - SECOND
    await tell(house, Message(FILING_DECIDED), await people(house))
    await drain(house)
    house.clock.at += HOUR
    await drain(house)
    assert box.letters == []
    house.clock.at += 9 * HOUR
    await drain(house)
    assert len(box.letters) == 1


async def test_after_its_last_try_a_delivery_has_failed(house: House) -> None:
    box = catch(house)
    box.failures = [TryLater("gateway_error") for _ in range(50)]
    await tell(house, Message(FILING_DECIDED), await people(house))
    for _ in range(20):
        await drain(house)
        house.clock.at = (house.clock.at + 2 * HOUR) if box.failures else house.clock.at
    (row,) = await rows("email")
    assert (row["state"], row["reason"], row["tries"]) == ("failed", "too_many_tries", 12)
    assert (await outcomes(row["id"])).count("failed") == 1
    assert row["next_try_at"] is None


async def test_where_nobody_sends(house: House) -> None:
    await tell(house, Message(TEST), await people(house))
    await drain(house)
    ended = [(row["state"], row["reason"]) for row in [*await rows(), *await rows("email")]]
    assert ended == [("failed", "no_sender")] * 2


async def test_where_nobody_is_reached(house: House) -> None:
    rest(house)
    box = catch(house)
    (person_id,) = await people(house)
    await tell(house, Message(TEST), [person_id])
    async with housekeeping("test"):
        await Person.update({Person.active: False}).where(Person.id == person_id)
    await settle(another(house))
    (row,) = await rows()
    assert (row["state"], row["reason"]) == ("failed", "no_recipient")
    await tell(house, Message(TEST), [person_id, new_id()])
    assert len(await rows()) == 1
    assert box.letters == []


async def test_a_message_goes_where_its_person_is_reached_now(house: House) -> None:
    box = catch(house)
    box.failures = [TryLater("timeout"), TryLater("timeout")]
    to = await people(house)
    await tell(house, Message(TEST), to)
    await drain(house)
    async with housekeeping("test"):
        sealed = encrypt(house.runtime.keys, EMAIL_PLACE, "new@example.cn")
        await Person.update({Person.email: sealed}).where(Person.id == to[0])
    house.clock.at += MINUTE
    await drain(house)
    assert len(box.to("new@example.cn")) == 1


async def test_a_fault_of_a_sender_is_tried_again_and_never_quoted(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        async def send(self, letter: Letter) -> None:
            raise RuntimeError(f"{letter.address} and the whole text")

        async def close(self) -> None:
            """Nothing is open."""

    house.runtime.find(Senders).configured["sms"] = Broken()
    await tell(house, Message(TEST), await people(house))
    await drain(house)
    (row,) = await rows()
    assert (row["state"], row["reason"]) == ("retry", "unexpected")
    assert "RuntimeError" in caplog.text
    assert "13800000000" not in caplog.text


async def test_finished_mails_and_sms_do_not_stay_for_ever(house: House) -> None:
    catch(house)
    await tell(house, Message(TEST), await people(house))
    await tell(house, Message(FILING_DECIDED), await people(house))
    await drain(house)
    house.clock.at += 91 * DAY
    await run_retention(house.runtime)
    assert await Delivery.count().where(Delivery.channel == "inbox") == await Delivery.count() == 2
