"""Captchas: single use, server-held, bound to purpose and browser (design §9). No setting turns them off."""

import asyncio
import base64
import hmac
import secrets
from typing import Literal
from uuid import UUID

from captcha.image import ImageCaptcha

from backend.audit.work import housekeeping
from backend.identity.errors import CaptchaWrong
from backend.identity.settings import IdentitySettings
from backend.identity.tables import Captcha
from backend.kernel.clock import MINUTE
from backend.kernel.encoding import sha256_hex
from backend.kernel.ids import new_id
from backend.kernel.runtime import Runtime

Purpose = Literal["supervisor", "code"]
LENGTH = 4
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No signs that look alike in a distorted picture."""
_PICTURES = ImageCaptcha(width=180, height=70)


async def draw_captcha(runtime: Runtime, *, purpose: Purpose, browser: str) -> tuple[UUID, str, int]:
    """A new captcha: its id, the picture as a data address, and until when it may be answered."""
    now = runtime.now()
    answer = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    captcha = Captcha(
        id=new_id(),
        purpose=purpose,
        browser_hash=sha256_hex(browser.encode()),
        answer=answer,
        expires_at=now + runtime.settings(IdentitySettings).captcha_minutes * MINUTE,
    )
    picture = await asyncio.to_thread(_picture, answer)
    async with housekeeping("captcha"):
        await Captcha.insert(captcha)
        await Captcha.delete().where(Captcha.expires_at < now - MINUTE)
    return captcha.id, picture, captcha.expires_at


async def check_captcha(runtime: Runtime, *, captcha_id: UUID, purpose: Purpose, browser: str, answer: str) -> None:
    """Use a captcha up.

    Raises:
        CaptchaWrong: whatever the reason; the captcha is used up in any case.
    """
    async with housekeeping("captcha"):
        rows = (
            await Captcha.update({Captcha.used_at: runtime.now()})
            .where(Captcha.id == captcha_id, Captcha.used_at.is_null())
            .returning(Captcha.purpose, Captcha.browser_hash, Captcha.answer, Captcha.expires_at)
        )
    if not rows:
        raise CaptchaWrong
    row = rows[0]
    fits = (
        row["purpose"] == purpose
        and row["browser_hash"] == sha256_hex(browser.encode())
        and row["expires_at"] >= runtime.now()
        and hmac.compare_digest(row["answer"].encode(), answer.strip().upper().encode())
    )
    if not fits:
        raise CaptchaWrong


def _picture(answer: str) -> str:
    raw: bytes = _PICTURES.generate(answer, format="png").getvalue()
    return "data:image/png;base64," + base64.b64encode(raw).decode()
