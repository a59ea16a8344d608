"""The sender of demo databases: the person at the terminal is the person addressed. Never through the log."""

import sys
from dataclasses import dataclass

from backend.forms.phone_rules import mask_phone
from backend.notifications.kinds import Outward
from backend.notifications.letter import Letter

LABELS: dict[Outward, str] = {"sms": "短信 SMS", "email": "邮件 e-mail"}


@dataclass(frozen=True)
class ConsoleSender:
    """Writes letters to standard output."""

    channel: Outward

    async def send(self, letter: Letter) -> None:
        address = mask_phone(letter.address) if self.channel == "sms" else letter.address
        subject = f"{letter.subject} · " if letter.subject else ""
        sys.stdout.write(f"  {LABELS[self.channel]} → {address}  {subject}{letter.text}\n")
        sys.stdout.flush()

    async def close(self) -> None:
        """Standard output stays open."""
