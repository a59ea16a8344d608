"""Mail to a real SMTP server: words, refusals, STARTTLS (design §7)."""

from pathlib import Path

import pytest

from backend.notifications.errors import NeverWill, SendFailed, TryLater
from backend.notifications.letter import Letter
from backend.notifications.senders import Senders
from backend.notifications.settings import NotificationsSettings
from backend.notifications.smtp import SmtpSender
from tests.builders.house import ORIGIN, House
from tests.builders.letters import drain
from tests.delivery.gateway import make_certificate, open_mailbox

LETTER = Letter("chen.li@first.example.cn", "督查结果已公布", "请登录系统查看。\n")
FROM = "半日 <halfday@wjw.example.cn>"


def sender(port: int, **changes: object) -> SmtpSender:
    given = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_from": FROM, "smtp_security": "none"} | changes
    return SmtpSender(NotificationsSettings(**given))  # type: ignore[arg-type]


async def test_a_mail_arrives_whole(house: House) -> None:
    await house.load_demo()
    async with open_mailbox() as (mailbox, port):
        house.runtime.find(Senders).configured["email"] = sender(port)
        unit = await house.log_in("unit")
        wishes = {"email": LETTER.address, "emailOn": True, "smsOn": True, "language": "zh"}
        await unit.put("/api/notifications/preferences", json=wishes)
        asked = await unit.post("/api/notifications/test", json={"channel": "email"})
        await drain(house)
        shown = (await unit.get(f"/api/notifications/deliveries/{asked.json()['id']}")).json()
    assert (shown["state"], shown["reason"]) == ("sent", "")
    (mail,) = mailbox.mails
    assert (mail["To"], mail["Subject"], mail["Auto-Submitted"]) == (LETTER.address, "测试通知", "auto-generated")
    assert str(mail["From"]) == FROM
    assert "测试邮件" in mail.get_content()
    assert house.runtime.origin in mail.get_content()
    assert ORIGIN not in str(mail["Message-ID"])


@pytest.mark.parametrize(
    ("answer", "failure", "reason"),
    [
        ("550 no such mailbox", NeverWill, "refused"),
        ("451 try again later", TryLater, "mail_server_busy"),
        ("421 closing", TryLater, "mail_server_busy"),
    ],
)
async def test_which_answers_are_final(answer: str, failure: type[SendFailed], reason: str) -> None:
    async with open_mailbox() as (mailbox, port):
        mailbox.answers = [answer]
        with pytest.raises(failure, match=reason):
            await sender(port).send(LETTER)
        assert mailbox.mails == []


async def test_an_absent_server_is_tried_later() -> None:
    with pytest.raises(TryLater, match="unreachable"):
        await sender(9).send(LETTER)


async def test_starttls_with_a_trusted_certificate_and_no_other(tmp_path: Path) -> None:
    context, trusted = make_certificate(tmp_path)
    async with open_mailbox(context) as (mailbox, port):
        await sender(port, smtp_security="starttls", smtp_ca_file=str(trusted)).send(LETTER)
        with pytest.raises(TryLater, match="unreachable"):
            await sender(port, smtp_security="starttls").send(LETTER)
        with pytest.raises(SendFailed):
            await sender(port).send(LETTER)
    assert [mail["Subject"] for mail in mailbox.mails] == [LETTER.subject]


async def test_a_server_without_tls_gets_nothing() -> None:
    async with open_mailbox() as (mailbox, port):
        with pytest.raises(SendFailed):
            await sender(port, smtp_security="starttls").send(LETTER)
    assert mailbox.mails == []


def test_an_address_to_send_from_is_needed() -> None:
    with pytest.raises(ValueError, match="HALFDAY_NOTIFICATIONS_SMTP_FROM"):
        SmtpSender(NotificationsSettings(smtp_host="mail.example.cn"))
