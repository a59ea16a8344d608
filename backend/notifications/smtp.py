"""E-mail over SMTP."""

import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

import aiosmtplib

from backend.notifications.errors import NeverWill, TryLater
from backend.notifications.letter import Letter
from backend.notifications.settings import NotificationsSettings

FINAL_FROM = 500
"""SMTP answers below are passing troubles (RFC 5321 §4.2.1)."""


class SmtpSender:
    """One connection for each letter: they are few, and a kept one would be dropped between them."""

    def __init__(self, settings: NotificationsSettings) -> None:
        if not settings.smtp_from:
            raise ValueError("HALFDAY_NOTIFICATIONS_SMTP_FROM must name the address that mail comes from")
        self._settings = settings
        try:
            self._tls = ssl.create_default_context(cafile=settings.smtp_ca_file or None)
        except OSError as error:
            raise ValueError(f"HALFDAY_NOTIFICATIONS_SMTP_CA_FILE: {error}") from None

    async def send(self, letter: Letter) -> None:
        """Hand a letter to the mail server.

        Raises:
            TryLater: unreachable, too slow, a log-in that failed, or a 4yz answer. NeverWill: a 5yz answer.
        """
        try:
            async with self._connection() as connection:
                await connection.send_message(self._message(letter))
        except aiosmtplib.SMTPAuthenticationError:
            raise TryLater("mail_login") from None
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise _judged(max(refused.code for refused in error.recipients)) from None
        except aiosmtplib.SMTPConnectResponseError as error:
            raise _judged(error.code) from None
        except aiosmtplib.SMTPResponseException as error:
            raise _judged(error.code) from None
        except aiosmtplib.SMTPTimeoutError:
            raise TryLater("timeout") from None
        except (aiosmtplib.SMTPException, OSError):
            raise TryLater("unreachable") from None

    async def close(self) -> None:
        """Nothing is kept open."""

    def _connection(self) -> aiosmtplib.SMTP:
        settings = self._settings
        return aiosmtplib.SMTP(
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_user or None,
            password=settings.smtp_password or None,
            use_tls=settings.smtp_security == "tls",
            start_tls=settings.smtp_security == "starttls",
            tls_context=None if settings.smtp_security == "none" else self._tls,
            timeout=settings.smtp_timeout_s,
        )

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._settings.smtp_from
        message["To"] = letter.address
        message["Subject"] = letter.subject
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=self._settings.smtp_from.rpartition("@")[2].rstrip(">"))
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message


def _judged(code: int) -> TryLater | NeverWill:
    return NeverWill("refused") if code >= FINAL_FROM else TryLater("mail_server_busy")
