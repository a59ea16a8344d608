"""Clean-up of log-ins: what has run out is ended, codes do not stay (design §9)."""

from backend.audit.work import housekeeping, unit_of_work
from backend.identity.login_sessions import end_login_sessions
from backend.identity.tables import Captcha, LoginSession, OneTimeCode
from backend.kernel.actor import SYSTEM
from backend.kernel.clock import DAY
from backend.kernel.runtime import Runtime

EVERY_S = 3_600.0
BATCH = 500
CODES_STAY_MS = 2 * DAY
"""Longer than the 24 hours that limits look back."""


async def clean_up_logins(runtime: Runtime) -> None:
    """One pass over everything that has run out."""
    while await _end_expired(runtime):
        pass
    now = runtime.now()
    async with housekeeping("one_time_code"):
        await OneTimeCode.delete().where(OneTimeCode.created_at < now - CODES_STAY_MS)
    async with housekeeping("captcha"):
        await Captcha.delete().where(Captcha.expires_at < now)


async def _end_expired(runtime: Runtime) -> bool:
    """End one batch of login sessions that have run out; whether there may be more."""
    rows = (
        await LoginSession.select(LoginSession.id)
        .where(LoginSession.ended_at.is_null(), LoginSession.expires_at <= runtime.now())
        .order_by(LoginSession.expires_at)
        .limit(BATCH)
    )
    if not rows:
        return False
    async with unit_of_work(runtime, SYSTEM) as work:
        await end_login_sessions(work, [row["id"] for row in rows], "expired")
        if not work.recorded:
            work.unchanged()
    return len(rows) == BATCH
