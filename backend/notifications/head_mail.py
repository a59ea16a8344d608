"""The newest head of the sealed log, mailed once a day: who has it in a mailbox elsewhere can tell a rewritten log."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from backend.audit.settings import AuditSettings
from backend.audit.tables import SealHead
from backend.kernel.clock import local_datetime
from backend.kernel.runtime import Runtime, read_slice
from backend.notifications.errors import SendFailed
from backend.notifications.letter import Letter
from backend.notifications.senders import Senders
from backend.notifications.settings import NotificationsSettings

log = logging.getLogger("halfday.notifications")
EVERY_S = 3_600.0
MAILED_FILE = "seal-heads.mailed"
SUBJECT = "半日 Halfday：封存日志 sealed log, no. {number}"
TEXT = """\
封存日志的最新一环。请保留此邮件：日志若被改写或截断，与它对不上。
The newest head of the sealed log. Keep this mail: a log that was rewritten or cut off no longer agrees with it.

server    {origin}
number    {number}
hash      {hash}
time      {time} ({at})
key       {kid}, fingerprint {fingerprint}
signature {signature}

核对 To compare, on the server:

    halfday audit verify --head {number}:{hash}
"""


def check_heads_to(environ: Mapping[str, str], _production: bool) -> None:
    """Refuse recipients without a mail server.

    Raises:
        ValueError: with what to set.
    """
    wanted = read_slice(AuditSettings, environ).heads_to
    if wanted and not read_slice(NotificationsSettings, environ).smtp_host:
        raise ValueError("HALFDAY_AUDIT_HEADS_TO needs a mail server: set HALFDAY_NOTIFICATIONS_SMTP_HOST and …_FROM.")


async def mail_head(runtime: Runtime) -> bool:
    """Mail the newest head unless today's has left; True if it left now. What fails is tried again in an hour."""
    to = runtime.settings(AuditSettings).heads_to
    sender = runtime.find(Senders).configured.get("email")
    today = local_datetime(runtime.now(), runtime.zone).date()
    mark = runtime.data_dir / MAILED_FILE
    if not to or sender is None or await asyncio.to_thread(_mailed_on, mark) == today.isoformat():
        return False
    head = await SealHead.select().order_by(SealHead.seal_no, ascending=False).first()
    if head is None:
        return False
    try:
        await sender.send(_letter(runtime, to, head))
    except SendFailed as failed:
        log.warning("the head of the sealed log could not be mailed: %s", failed.reason)
        return False
    await asyncio.to_thread(_note, mark, today)
    return True


def _letter(runtime: Runtime, to: str, head: dict[str, Any]) -> Letter:
    key = runtime.keys.find("sealing", head["kid"])
    text = TEXT.format(
        origin=runtime.origin,
        number=head["seal_no"],
        hash=head["hash"],
        time=f"{local_datetime(head['at'], runtime.zone):%Y-%m-%d %H:%M:%S}",
        at=head["at"],
        kid=head["kid"],
        fingerprint=key.fingerprint() if key else "unknown",
        signature=head["signature"],
    )
    return Letter(address=to, subject=SUBJECT.format(number=head["seal_no"]), text=text)


def _mailed_on(mark: Path) -> str:
    return mark.read_text(encoding="utf-8") if mark.exists() else ""


def _note(mark: Path, day: date) -> None:
    mark.write_text(day.isoformat(), encoding="utf-8")
