"""One-time codes: made, handed over, tried (design §9).

A code belongs to one phone, one purpose and one browser, so that nobody can use up the tries of another person's code.
"""

import hmac
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.audit.work import Work, housekeeping
from backend.forms.phone_rules import mask_phone
from backend.identity.events import CodeAsked
from backend.identity.login_codes.login_code_rules import LIVE, CodeLimits, Fate, fate_of, free_at
from backend.identity.login_codes.ports import CodeMessage, CodePurpose, CodeSender, Language
from backend.identity.people.queries import PHONE_PLACE
from backend.identity.settings import IdentitySettings
from backend.identity.tables import OneTimeCode
from backend.kernel.clock import DAY, MINUTE, SECOND
from backend.kernel.crypto import Key, KeyRing
from backend.kernel.crypto.sealed import blind_index, blind_indexes, keyed_hash
from backend.kernel.db import fetch, is_postgres
from backend.kernel.encoding import sha256_hex
from backend.kernel.ids import new_id
from backend.kernel.runtime import Runtime

_NO_CODE = UUID(int=0)


@dataclass(frozen=True)
class CodeRequest:
    """Who asks for a code; `known`: whether the phone is to get one."""

    purpose: CodePurpose
    phone: str
    browser: str
    known: bool
    person_id: UUID | None = None
    language: Language = "zh"


@dataclass(frozen=True)
class Proof:
    """A code that was right; whoever acts on it ends it, once."""

    id: UUID


@dataclass(frozen=True)
class Wrong:
    """Not the code, or there is none."""


@dataclass(frozen=True)
class Spent:
    """Too many tries; a new code can be had at `retry_at`."""

    retry_at: int


def limits_of(runtime: Runtime) -> CodeLimits:
    """The limits the deployment's settings name."""
    settings = runtime.settings(IdentitySettings)
    return CodeLimits(
        gap_ms=settings.code_gap_s * SECOND, per_phone=settings.codes_per_phone, budget=settings.codes_per_day
    )


async def issue_code(work: Work, asked: CodeRequest) -> Fate:
    """Make a code and hand it over; the same is done whatever its fate."""
    keys, settings = work.runtime.keys, work.runtime.settings(IdentitySettings)
    index = blind_index(keys, PHONE_PLACE, asked.phone)
    await _one_at_a_time(index)
    former = await codes_had(work.runtime, asked.phone)
    fate = fate_of(work.at, former, spent=await _sent(work.at), known=asked.known, limits=limits_of(work.runtime))
    code, code_id = f"{secrets.randbelow(1_000_000):06d}", new_id()
    row = OneTimeCode(
        id=code_id,
        purpose=asked.purpose,
        phone_index=index,
        phone_mask=mask_phone(asked.phone),
        browser_hash=sha256_hex(asked.browser.encode()),
        code_hash=_hash(keys.current("index"), code_id, code),
        fate=fate,
        person_id=asked.person_id,
        created_at=work.at,
        expires_at=work.at + settings.code_minutes * MINUTE,
    )
    await OneTimeCode.insert(row)
    message = CodeMessage(
        purpose=asked.purpose,
        phone=asked.phone,
        code=code,
        language=asked.language,
        expires_at=row.expires_at,
        withheld=fate != "send",
    )
    for sender in work.runtime.wiring.all(CodeSender):
        await sender.send(work, message)
    work.record(CodeAsked(subject_id=code_id, purpose=asked.purpose, fate=fate))
    return fate


async def try_code(
    runtime: Runtime, *, purpose: CodePurpose, phone: str, browser: str, code: str
) -> Proof | Wrong | Spent:
    """Spend one try on the newest code of this phone in this browser."""
    settings = runtime.settings(IdentitySettings)
    row = await _newest(runtime, purpose, phone, browser)
    if row is not None and row["tries"] >= settings.code_tries:
        return Spent(free_at(runtime.now(), await codes_had(runtime, phone), limits_of(runtime)))
    async with housekeeping("one_time_code"):
        spent = (
            await OneTimeCode.update({OneTimeCode.tries: OneTimeCode.tries + 1})
            .where(
                OneTimeCode.id == (row["id"] if row else _NO_CODE),
                OneTimeCode.tries < settings.code_tries,
                OneTimeCode.proved_at.is_null(),
            )
            .returning(OneTimeCode.id, OneTimeCode.code_hash)
        )
    code_id, kept = (spent[0]["id"], spent[0]["code_hash"]) if spent else (_NO_CODE, "")
    right = _fits(runtime.keys, code_id, code, kept)
    return Proof(code_id) if spent and right else Wrong()


async def codes_had(runtime: Runtime, phone: str) -> list[int]:
    """When this phone had codes in the last 24 hours, for any purpose."""
    rows = await OneTimeCode.select(OneTimeCode.created_at).where(
        OneTimeCode.phone_index.is_in(blind_indexes(runtime.keys, PHONE_PLACE, phone)),
        OneTimeCode.created_at > runtime.now() - DAY,
        OneTimeCode.fate.is_in(list(LIVE)),
    )
    return [row["created_at"] for row in rows]


async def _newest(runtime: Runtime, purpose: CodePurpose, phone: str, browser: str) -> dict[str, Any] | None:
    row: dict[str, Any] | None = (
        await OneTimeCode.select(OneTimeCode.id, OneTimeCode.tries)
        .where(
            OneTimeCode.phone_index.is_in(blind_indexes(runtime.keys, PHONE_PLACE, phone)),
            OneTimeCode.purpose == purpose,
            OneTimeCode.browser_hash == sha256_hex(browser.encode()),
            OneTimeCode.fate.is_in(list(LIVE)),
            OneTimeCode.expires_at > runtime.now(),
            OneTimeCode.proved_at.is_null(),
            OneTimeCode.ended_at.is_null(),
        )
        .order_by(OneTimeCode.created_at, ascending=False)
        .first()
    )
    return row


async def _sent(now: int) -> int:
    found: int = await OneTimeCode.count().where(OneTimeCode.created_at > now - DAY, OneTimeCode.fate == "send")
    return found


async def _one_at_a_time(index: str) -> None:
    """Let requests for one phone pass one by one, so that two at once do not both find none before them."""
    if is_postgres():
        await fetch("SELECT pg_advisory_xact_lock(hashtext({}))", index)


def _hash(key: Key, code_id: UUID, code: str) -> str:
    return keyed_hash(key, "one_time_code", f"{code_id}\n{code}")


def _fits(keys: KeyRing, code_id: UUID, code: str, kept: str) -> bool:
    found = False
    for key in keys.of("index"):
        found |= hmac.compare_digest(_hash(key, code_id, code).encode(), kept.encode())
    return found
