"""SMS through a real HTTP gateway: shape, retries, final failures (design §7; notes of the settings)."""

import pytest

from backend.kernel.clock import MINUTE, SECOND
from backend.notifications.errors import NeverWill, SendFailed, TryLater
from backend.notifications.letter import Letter
from backend.notifications.senders import Senders
from backend.notifications.settings import NotificationsSettings
from backend.notifications.sms_gateway import SmsGateway
from backend.notifications.tables import Delivery, DeliverySecret
from tests.builders.house import House
from tests.builders.letters import ask_code, drain, give_code
from tests.delivery.gateway import Gateway, open_gateway

PHONE = "13900000001"
LETTER = Letter(PHONE, "", '验证码 123456 "引号" {phone}')


def settings(url: str, **changes: object) -> NotificationsSettings:
    return NotificationsSettings(sms_url=url, **changes)  # type: ignore[arg-type]


def connect(house: House, gateway: Gateway) -> None:
    house.runtime.find(Senders).configured["sms"] = SmsGateway(settings(gateway.url))


async def state() -> tuple[str, str, int, bool]:
    """State, reason, tries of the one SMS, and whether its code is still kept."""
    row = await Delivery.select().where(Delivery.channel == "sms").first()
    assert row is not None
    return row["state"], row["reason"], row["tries"], await DeliverySecret.exists()


async def test_the_request_is_what_the_settings_say() -> None:
    async with open_gateway() as gateway:
        sender = SmsGateway(
            settings(
                gateway.url,
                sms_method="PUT",
                sms_headers='{"X-Key": "k1"}',
                sms_body='{"to": "+86{phone}", "content": "{text}", "kind": 7, "nested": {"list": ["{phone}"]}}',
                sms_prefix="【测试】",
            )
        )
        await sender.send(LETTER)
        await sender.close()
    (asked,) = gateway.requests
    assert (asked.method, asked.path, asked.headers["x-key"]) == ("PUT", "/send", "k1")
    assert asked.body == {
        "to": f"+86{PHONE}",
        "content": f"【测试】{LETTER.text}",
        "kind": 7,
        "nested": {"list": [PHONE]},
    }


@pytest.mark.parametrize(
    ("status", "failure"),
    [(400, NeverWill), (401, NeverWill), (404, NeverWill), (302, NeverWill), (408, TryLater), (429, TryLater),
     (500, TryLater), (503, TryLater)],
)  # fmt: skip
async def test_which_answers_are_final(status: int, failure: type[SendFailed]) -> None:
    async with open_gateway() as gateway:
        gateway.statuses = [status]
        sender = SmsGateway(settings(gateway.url))
        with pytest.raises(failure) as raised:
            await sender.send(LETTER)
        assert "123456" not in repr(raised.value)
        await sender.close()


async def test_silence_and_absence_are_tried_later() -> None:
    async with open_gateway() as gateway:
        gateway.hangs = True
        sender = SmsGateway(settings(gateway.url, sms_timeout_s=1))
        with pytest.raises(TryLater, match="timeout"):
            await sender.send(LETTER)
        await sender.close()
    sender = SmsGateway(settings("http://127.0.0.1:9/"))
    with pytest.raises(TryLater, match="unreachable"):
        await sender.send(LETTER)
    await sender.close()


async def test_a_code_arrives_after_the_gateway_recovers(house: House) -> None:
    await house.load_demo()
    async with open_gateway() as gateway:
        connect(house, gateway)
        gateway.statuses = [500, 503]
        browser = house.browser()
        await ask_code(house, browser, PHONE)
        await drain(house)
        assert await state() == ("retry", "gateway_error", 1, True)
        for tries, pause in ((2, 6 * SECOND), (3, 17 * SECOND)):
            house.clock.at += pause
            await drain(house)
            assert (await state())[2] == tries
        assert await state() == ("sent", "", 3, False)
        assert len({request.body["text"] for request in gateway.requests}) == 1
        code = gateway.requests[-1].body["text"].split()[1][:6]
        assert (await give_code(browser, PHONE, code)).status_code == 201


async def test_a_refused_code_is_wiped_at_once(house: House) -> None:
    await house.load_demo()
    async with open_gateway() as gateway:
        connect(house, gateway)
        gateway.statuses = [400]
        await ask_code(house, house.browser(), PHONE)
        await drain(house)
        assert await state() == ("failed", "refused", 1, False)
        house.clock.at += 9 * MINUTE
        await drain(house)
        assert len(gateway.requests) == 1


async def test_a_code_is_never_tried_after_it_expired(house: House) -> None:
    await house.load_demo()
    async with open_gateway() as gateway:
        connect(house, gateway)
        gateway.statuses = [500] * 20
        await ask_code(house, house.browser(), PHONE)
        await drain(house)
        asked = len(gateway.requests)
        house.clock.at += 10 * MINUTE
        await drain(house)
        assert await state() == ("expired", "expired", 1, False)
        assert len(gateway.requests) == asked == 1


@pytest.mark.parametrize(
    ("changes", "named"),
    [({"sms_url": "http://sms.example.cn/"}, "URL"), ({"sms_headers": "[]"}, "HEADERS"), ({"sms_body": "{"}, "BODY")],
)
def test_settings_that_cannot_work_are_named(changes: dict[str, str], named: str) -> None:
    with pytest.raises(ValueError, match=f"HALFDAY_NOTIFICATIONS_SMS_{named}"):
        SmsGateway(settings(**({"url": changes.pop("sms_url", "https://sms.example.cn/")} | changes)))
