"""Opening and ending login sessions. The cookie's value is random; only its hash is kept."""

import secrets
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from backend.audit.work import Work
from backend.identity.events import LoggedIn, LoggedOut, LogInRefused
from backend.identity.settings import IdentitySettings
from backend.identity.tables import LoginAttempt, LoginSession
from backend.kernel.actor import LoginKind
from backend.kernel.clock import DAY
from backend.kernel.crypto.keyring import Key
from backend.kernel.crypto.sealed import keyed_hash
from backend.kernel.encoding import b64encode, sha256_hex
from backend.kernel.ids import new_id
from backend.kernel.runtime import Runtime

COOKIE = "__Host-halfday"
TOKEN_BYTES = 32


@dataclass(frozen=True)
class Client:
    """Where a request comes from, for the log-in log."""

    address: str
    agent: str


@dataclass(frozen=True)
class Opened:
    """A login session just opened: the cookie's value exists only here."""

    id: UUID
    token: str
    expires_at: int


async def open_login_session(
    work: Work, *, person_id: UUID, kind: LoginKind, way: str, client: Client, account: tuple[str, str] = ("", "")
) -> Opened:
    """Log a person in; `account` is the blind index and mask of the phone used."""
    settings = work.runtime.settings(IdentitySettings)
    days = settings.supervisor_login_days if kind == "supervisor" else settings.login_days
    token = b64encode(secrets.token_bytes(TOKEN_BYTES))
    opened = Opened(id=new_id(), token=token, expires_at=work.at + days * DAY)
    await LoginSession.insert(
        LoginSession(
            id=opened.id,
            token_hash=sha256_hex(token.encode()),
            person_id=person_id,
            kind=kind,
            created_at=work.at,
            seen_at=work.at,
            expires_at=opened.expires_at,
        )
    )
    await _log(work, way=way, result="ok", client=client, account=account, person_id=person_id, opened=opened.id)
    work.record(LoggedIn(subject_id=opened.id, way=way))
    return opened


async def note_refused_login(
    work: Work, *, way: str, result: str, client: Client, account: tuple[str, str], person_id: UUID | None = None
) -> None:
    """Keep a refused log-in in the log-in log."""
    attempt = await _log(work, way=way, result=result, client=client, account=account, person_id=person_id, opened=None)
    work.record(LogInRefused(subject_id=attempt, way=way, result=result))


async def end_login_sessions(work: Work, ids: list[UUID], reason: str) -> None:
    """End login sessions that are still open; the reason is a code."""
    if not ids:
        return
    ended = (
        await LoginSession.update({LoginSession.ended_at: work.at})
        .where(LoginSession.id.is_in(ids), LoginSession.ended_at.is_null())
        .returning(LoginSession.id)
    )
    for row in ended:
        work.record(LoggedOut(subject_id=row["id"], reason=reason))


def csrf_of(runtime: Runtime, login_session_id: UUID) -> str:
    """The header value that unsafe requests of this login session must carry."""
    return _csrf(runtime.keys.current("index"), login_session_id)


@lru_cache(maxsize=4_096)
def _csrf(key: Key, login_session_id: UUID) -> str:
    return keyed_hash(key, "csrf", str(login_session_id))


async def _log(
    work: Work,
    *,
    way: str,
    result: str,
    client: Client,
    account: tuple[str, str],
    person_id: UUID | None,
    opened: UUID | None,
) -> UUID:
    attempt = LoginAttempt(
        id=new_id(),
        at=work.at,
        way=way,
        result=result,
        account_index=account[0],
        account_mask=account[1],
        person_id=person_id,
        login_session_id=opened,
        address=client.address[:60],
        client=client.agent[:200],
    )
    await LoginAttempt.insert(attempt)
    attempt_id: UUID = attempt.id
    return attempt_id
