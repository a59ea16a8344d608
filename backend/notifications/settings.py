"""How messages leave the house."""

from typing import Annotated, Literal

import msgspec


class NotificationsSettings(msgspec.Struct, frozen=True):
    """Read from HALFDAY_NOTIFICATIONS_*. Quiet hours are minutes of the day in the deployment's zone."""

    quiet_from: int = 22 * 60
    quiet_until: int = 7 * 60
    max_tries: int = 12
    at_once: int = 8
    """Deliveries under way at the same moment, for each channel."""
    keep_days: Annotated[int, msgspec.Meta(ge=0)] = 90
    """How long finished mails and SMS stay listed. 0: for ever."""
    inbox_days: Annotated[int, msgspec.Meta(ge=0)] = 1_095
    """How long messages stay in the inbox. 0: for ever."""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_from: str = ""
    smtp_ca_file: str = ""
    """Certificates to trust instead of the system's."""
    smtp_timeout_s: int = 20
    sms_url: str = ""
    sms_method: Literal["POST", "PUT"] = "POST"
    sms_headers: str = "{}"
    """A JSON object of header names and values."""
    sms_body: str = '{"phone": "{phone}", "text": "{text}"}'
    """JSON in whose texts {phone} and {text} are replaced."""
    sms_prefix: str = "【半日】"
    """The signature that gateways ask before each text."""
    sms_timeout_s: int = 15
