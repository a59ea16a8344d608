"""SMS through an HTTP gateway: one request for each text, shaped by the settings."""

from typing import TypeVar
from urllib.parse import urlsplit

import httpx
import msgspec

from backend.notifications.errors import NeverWill, TryLater
from backend.notifications.letter import Letter
from backend.notifications.settings import NotificationsSettings

T = TypeVar("T")
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
LATER = frozenset({httpx.codes.REQUEST_TIMEOUT, httpx.codes.TOO_EARLY, httpx.codes.TOO_MANY_REQUESTS})
"""Client errors that say of themselves that they pass."""


class SmsGateway:
    """2xx is sent; 4xx is final but for those that ask to come back; everything else is tried again."""

    def __init__(self, settings: NotificationsSettings) -> None:
        _check_url(settings.sms_url)
        self._settings = settings
        self._headers = _decode(settings.sms_headers, dict[str, str], "HEADERS")
        self._template = _decode(settings.sms_body, dict[str, object], "BODY")
        self._client = httpx.AsyncClient(timeout=settings.sms_timeout_s, follow_redirects=False)

    async def send(self, letter: Letter) -> None:
        """Ask the gateway to send a text.

        Raises:
            TryLater: unreachable, too slow, or at fault. NeverWill: it refuses this request.
        """
        body = fill(self._template, phone=letter.address, text=self._settings.sms_prefix + letter.text)
        try:
            answer = await self._client.request(
                self._settings.sms_method, self._settings.sms_url, headers=self._headers, json=body
            )
        except httpx.TimeoutException:
            raise TryLater("timeout") from None
        except httpx.HTTPError:
            raise TryLater("unreachable") from None
        if answer.is_success:
            return
        if answer.is_server_error or answer.status_code in LATER:
            raise TryLater("gateway_error")
        raise NeverWill("refused")

    async def close(self) -> None:
        await self._client.aclose()


def fill(template: object, *, phone: str, text: str) -> object:
    """A decoded JSON template with its placeholders replaced; what is filled in is not looked at again."""
    if isinstance(template, str):
        return text.join(part.replace("{phone}", phone) for part in template.split("{text}"))
    if isinstance(template, dict):
        return {key: fill(value, phone=phone, text=text) for key, value in template.items()}
    if isinstance(template, list):
        return [fill(value, phone=phone, text=text) for value in template]
    return template


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ValueError("HALFDAY_NOTIFICATIONS_SMS_URL must be an https address: texts carry login codes")


def _decode(text: str, shape: type[T], name: str) -> T:
    try:
        return msgspec.json.decode(text, type=shape)
    except msgspec.MsgspecError as error:
        raise ValueError(f"HALFDAY_NOTIFICATIONS_SMS_{name}: {error}") from None
