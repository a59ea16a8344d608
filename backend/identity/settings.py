"""How long log-ins, captchas and codes live, and how many codes are sent."""

from typing import Annotated

import msgspec


class IdentitySettings(msgspec.Struct, frozen=True):
    """Read from HALFDAY_IDENTITY_*."""

    login_days: int = 7
    supervisor_login_days: int = 30
    captcha_minutes: int = 5
    actor_cache_s: int = 5
    limit_window_s: Annotated[int, msgspec.Meta(ge=1)] = 900
    """How long what went wrong at log-ins counts against an address, and against all together."""
    wrong_until_captcha: int = 10
    wrong_until_captcha_in_all: int = 200
    wrong_until_refused: int = 100
    wrong_until_refused_in_all: int = 3_000
    captchas_per_minute: int = 60
    """For one address: a hotel full of people is one."""
    captchas_per_minute_in_all: int = 1_200
    code_minutes: int = 10
    code_tries: int = 5
    code_gap_s: int = 60
    codes_per_phone: int = 10
    """In any 24 hours, for a phone known or not."""
    codes_per_day: int = 2_000
    """The deployment's budget of codes really sent in any 24 hours."""
    confirm_tries: int = 5
    """Wrong answers about a person's identity in any 24 hours."""
    login_log_days: Annotated[int, msgspec.Meta(ge=0)] = 180
    """How long the log-in log keeps browsers, and addresses of refused log-ins; its other columns stay. 0: for ever."""
    login_attempt_days: Annotated[int, msgspec.Meta(ge=0)] = 1_825
    """How long its rows stay, and with them from where somebody acted (catalogue 15.2). 0: for ever."""
