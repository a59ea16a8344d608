"""Ways out of the house: one sender for each outward channel, chosen by the settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from backend.identity.routes import DemoMark
from backend.kernel.runtime import Runtime, read_slice
from backend.notifications.console import ConsoleSender
from backend.notifications.errors import SenderMissing
from backend.notifications.kinds import Outward
from backend.notifications.letter import Letter
from backend.notifications.settings import NotificationsSettings
from backend.notifications.sms_gateway import SmsGateway
from backend.notifications.smtp import SmtpSender


class Sender(Protocol):
    """Hands one letter to the outside.

    Raises:
        TryLater: not this time. NeverWill: not at all.
    """

    async def send(self, letter: Letter) -> None: ...

    async def close(self) -> None: ...


@dataclass(frozen=True)
class Senders:
    """The senders of a running server. A demo database writes to the terminal what nobody else would send."""

    runtime: Runtime
    configured: dict[Outward, Sender]

    def of(self, channel: Outward) -> Sender | None:
        """Who sends by this channel; None where nobody does."""
        if channel in self.configured:
            return self.configured[channel]
        return ConsoleSender(channel) if self.runtime.find(DemoMark).is_demo else None

    async def close(self) -> None:
        for sender in self.configured.values():
            await sender.close()


def make_senders(runtime: Runtime) -> Senders:
    """The senders that the settings name.

    Raises:
        SenderMissing, ValueError: as `check_senders` says before the server starts.
    """
    return Senders(runtime, _configured(runtime.settings(NotificationsSettings), production=runtime.production))


def check_senders(environ: Mapping[str, str], production: bool) -> None:
    """Refuse settings under which messages could not be sent.

    Raises:
        SenderMissing: production without an SMS gateway, so that nobody could log in.
        ValueError: a setting that cannot work, named.
    """
    _configured(read_slice(NotificationsSettings, environ), production=production)


def _configured(settings: NotificationsSettings, *, production: bool) -> dict[Outward, Sender]:
    if production and not settings.sms_url:
        raise SenderMissing(
            "HALFDAY_ENV=production needs a real SMS sender: without one nobody gets a login code. "
            "Set HALFDAY_NOTIFICATIONS_SMS_URL (and …_SMS_HEADERS, …_SMS_BODY) to your gateway's address."
        )
    configured: dict[Outward, Sender] = {}
    if settings.sms_url:
        configured["sms"] = SmsGateway(settings)
    if settings.smtp_host:
        configured["email"] = SmtpSender(settings)
    return configured
