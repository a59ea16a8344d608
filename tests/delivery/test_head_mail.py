"""The newest head of the sealed log leaves by mail once a day, and an honest log agrees with it (design §8)."""

import re

import pytest

from backend.audit.sealing import Sealer
from backend.kernel.clock import DAY
from backend.notifications.head_mail import check_heads_to, mail_head
from backend.notifications.senders import Senders
from backend.notifications.settings import NotificationsSettings
from backend.notifications.smtp import SmtpSender
from tests.builders.attacker import tamper
from tests.builders.commands import run_command
from tests.builders.house import House
from tests.delivery.gateway import open_mailbox

TO = "registry@example.cn, audit@example.cn"


def configure(house: House, port: int, to: str = TO) -> None:
    house.runtime.environ = {**house.runtime.environ, "HALFDAY_AUDIT_HEADS_TO": to}
    house.runtime._slices.clear()
    settings = NotificationsSettings(
        smtp_host="127.0.0.1", smtp_port=port, smtp_from="halfday@wjw.example.cn", smtp_security="none"
    )
    house.runtime.find(Senders).configured["email"] = SmtpSender(settings)


async def test_once_a_day_with_the_newest_head(house: House) -> None:
    await house.load_demo()
    await house.runtime.find(Sealer).seal_all()
    async with open_mailbox() as (mailbox, port):
        configure(house, port)
        sent = [await mail_head(house.runtime), await mail_head(house.runtime)]
        house.clock.at += DAY
        sent.append(await mail_head(house.runtime))
    assert sent == [True, False, True]
    first, _ = mailbox.mails
    assert first["To"] == TO
    text = first.get_content()
    head = house.runtime.find(Sealer).head
    assert f"halfday audit verify --head {head}" in text
    assert head.partition(":")[2] in text
    assert house.runtime.keys.current("sealing").fingerprint() in text
    assert re.search(r"^signature [\w-]{80,}$", text, re.MULTILINE)
    assert await run_command(house.runtime, "audit verify", "--head", head) == 0
    await tamper("UPDATE seal SET hash = 'f' || substr(hash, 2)")
    assert await run_command(house.runtime, "audit verify", "--head", head) == 1


async def test_a_refused_mail_is_tried_again(house: House) -> None:
    await house.load_demo()
    await house.runtime.find(Sealer).seal_all()
    async with open_mailbox() as (mailbox, port):
        configure(house, port)
        mailbox.answers = ["451 later", "451 later"]
        assert not await mail_head(house.runtime)
        assert await mail_head(house.runtime)
    assert len(mailbox.mails) == 1


async def test_off_unless_somebody_is_named(house: House) -> None:
    await house.load_demo()
    await house.runtime.find(Sealer).seal_all()
    async with open_mailbox() as (mailbox, port):
        configure(house, port, to="")
        assert not await mail_head(house.runtime)
    assert mailbox.mails == []


def test_recipients_need_a_mail_server() -> None:
    with pytest.raises(ValueError, match="HALFDAY_NOTIFICATIONS_SMTP_HOST"):
        check_heads_to({"HALFDAY_AUDIT_HEADS_TO": TO}, False)
