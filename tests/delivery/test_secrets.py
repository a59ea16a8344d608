"""Codes are nowhere in clear: not in the database, not in a log; and only demo databases write to the terminal."""

import logging
import re

import pytest

from backend.identity.routes import DemoMark
from backend.kernel.clock import MINUTE
from backend.notifications.errors import SenderMissing
from backend.notifications.jobs import clear_secrets
from backend.notifications.senders import Senders, check_senders, make_senders
from backend.notifications.settings import NotificationsSettings
from backend.notifications.sms_gateway import SmsGateway
from backend.notifications.tables import Delivery, DeliverySecret
from tests.builders.house import House
from tests.builders.letters import ask_code, catch, drain, give_code
from tests.builders.stored import everything_stored, holders
from tests.delivery.gateway import open_gateway

PHONE = "13900000001"
_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")


def listen(caplog: pytest.LogCaptureFixture) -> None:
    """Hear every log, but for the database driver's list of statements with their values."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.WARNING, logger="aiosqlite")


async def test_a_code_is_nowhere_in_clear(house: House, caplog: pytest.LogCaptureFixture) -> None:
    listen(caplog)
    await house.load_demo()
    async with open_gateway() as gateway:
        house.runtime.find(Senders).configured["sms"] = SmsGateway(NotificationsSettings(sms_url=gateway.url))
        gateway.statuses = [500]
        browser = house.browser()
        await ask_code(house, browser, PHONE)
        waiting = await everything_stored()
        await drain(house)
        retrying = await everything_stored()
        house.clock.at += 10_000
        await drain(house)
        found = _CODE.search(gateway.requests[-1].body["text"])
        assert found is not None
        code = found.group()
        await give_code(browser, PHONE, "0" * 6 if code != "0" * 6 else "1" * 6)
        assert (await give_code(browser, PHONE, code)).status_code == 201
    for stored in (waiting, retrying, await everything_stored()):
        assert len(stored) > 100
        assert holders(stored, code) == []
    assert not await DeliverySecret.exists()
    assert any(text for _, column, text in retrying if column == "secret")
    assert code not in caplog.text
    assert PHONE not in caplog.text


async def test_the_console_writes_on_demo_databases_only_and_not_to_the_log(
    house: House, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    listen(caplog)
    await house.load_demo()
    await ask_code(house, house.browser(), PHONE)
    await drain(house)
    written = capsys.readouterr().out
    assert "登录验证码" in written
    assert "139****0001" in written
    found = _CODE.search(written)
    assert found is not None
    assert found.group() not in caplog.text
    house.runtime.provide(DemoMark, DemoMark(is_demo=False))
    house.clock.at += 60_000
    await ask_code(house, house.browser(), PHONE)
    await drain(house)
    assert capsys.readouterr().out == ""
    rows = await Delivery.select(Delivery.reason).order_by(Delivery.created_at)
    assert [row["reason"] for row in rows] == ["", "no_sender"]


async def test_production_starts_with_a_real_sender_only(house: House) -> None:
    runtime = house.runtime
    runtime.production = True
    with pytest.raises(SenderMissing, match="HALFDAY_NOTIFICATIONS_SMS_URL"):
        make_senders(runtime)
    with pytest.raises(SenderMissing, match="nobody gets a login code"):
        check_senders({}, True)
    check_senders({}, False)
    runtime.environ = {**runtime.environ, "HALFDAY_NOTIFICATIONS_SMS_URL": "https://sms.example.cn/send"}
    runtime._slices.clear()
    senders = make_senders(runtime)
    assert isinstance(senders.of("sms"), SmsGateway)
    assert senders.of("email") is None
    await senders.close()


async def test_a_withheld_code_leaves_no_trace_of_its_phone(house: House) -> None:
    await house.load_demo()
    box = catch(house)
    await ask_code(house, house.browser(), "13912345678")
    await drain(house)
    (row,) = await Delivery.select()
    assert (row["state"], row["reason"]) == ("failed", "withheld")
    (kept,) = await DeliverySecret.select()
    assert (kept["secret"], kept["address"]) == ("", "")
    assert box.letters == []
    assert holders(await everything_stored(), "13912345678") == []
    house.clock.at += 10 * MINUTE
    await clear_secrets(house.runtime)
    assert not await DeliverySecret.exists()
