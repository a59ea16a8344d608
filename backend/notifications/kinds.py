"""What kinds of messages there are. Each area registers its own; the PWA has words for each inbox kind.

The texts that leave the house are fixed: no names, projects or reasons in them (design §7).
"""

from dataclasses import dataclass
from typing import Literal

from backend.identity.login_codes.ports import Language
from backend.kernel.clock import DAY
from backend.kernel.runtime import Runtime

Channel = Literal["inbox", "email", "sms"]
Outward = Literal["email", "sms"]
Urgency = Literal["urgent", "normal"]
"""Urgent messages do not wait for the end of quiet hours."""
OUTWARD: tuple[Outward, ...] = ("email", "sms")


@dataclass(frozen=True)
class Words:
    """A fixed text in both languages; only secret kinds have a placeholder, `{code}`."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class MessageKind:
    """Port: one kind of message.

    `sms` and `mail` are None where the kind never takes that way; `subject` heads the mail. `supervisor`: may be read
    in an on-site lead's login session, which is weaker than a full one. `lives_ms`: how long it is tried.
    """

    key: str
    urgency: Urgency
    sms: Words | None = None
    subject: Words | None = None
    mail: Words | None = None
    inbox: bool = True
    supervisor: bool = False
    lives_ms: int = 3 * DAY

    @property
    def secret(self) -> bool:
        """Its text carries a code, and the address is the code's."""
        return self.sms is not None and "{code}" in self.sms.zh

    def goes_by(self, channel: Outward) -> bool:
        return (self.sms if channel == "sms" else self.mail) is not None


def find_kind(runtime: Runtime, key: str) -> MessageKind | None:
    """The kind of this key; None if no area registers it any more."""
    return next((kind for kind in runtime.wiring.all(MessageKind) if kind.key == key), None)
