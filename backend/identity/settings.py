"""How long log-ins and captchas live."""

import msgspec


class IdentitySettings(msgspec.Struct, frozen=True):
    """Read from HALFDAY_IDENTITY_*."""

    login_days: int = 7
    supervisor_login_days: int = 30
    captcha_minutes: int = 5
    actor_cache_s: int = 5
