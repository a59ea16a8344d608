"""The log-in log, as kinds that do not stay for ever (design §9; catalogue 15.1).

The log of operations shows from where somebody acted (15.2): that address is the log-in's and stays as long as its row.
"""

from piccolo.columns.combination import And, Or, Where

from backend.audit.retention import PIECE, Kept, outside
from backend.audit.retention_rules import Due
from backend.audit.work import Work
from backend.identity.settings import IdentitySettings
from backend.identity.tables import LoginAttempt
from backend.kernel.runtime import Runtime

Condition = Where | And | Or


def _attempts(due: Due) -> tuple[Condition, ...]:
    return (LoginAttempt.at < due.before, *outside(LoginAttempt.person_id, due.held.people))


def _telling(due: Due) -> tuple[Condition, ...]:
    address = (LoginAttempt.address != "") & LoginAttempt.login_session_id.is_null()
    return ((LoginAttempt.client != "") | address, *_attempts(due))


async def count_addresses(_: Runtime, due: Due) -> int:
    """How many attempts still tell more than where a log-in was opened from."""
    count: int = await LoginAttempt.count().where(*_telling(due))
    return count


async def remove_addresses(_: Work, due: Due) -> int:
    """Blank the browser of a piece of the attempts that are due, and the address of those that opened nothing."""
    rows = await LoginAttempt.select(LoginAttempt.id).where(*_telling(due)).order_by(LoginAttempt.at).limit(PIECE)
    if rows:
        piece = LoginAttempt.id.is_in([row["id"] for row in rows])
        await LoginAttempt.update({LoginAttempt.client: ""}).where(piece)
        await LoginAttempt.update({LoginAttempt.address: ""}).where(piece, LoginAttempt.login_session_id.is_null())
    return len(rows)


async def count_attempts(_: Runtime, due: Due) -> int:
    """How many attempts are due."""
    count: int = await LoginAttempt.count().where(*_attempts(due))
    return count


async def remove_attempts(_: Work, due: Due) -> int:
    """Remove a piece of the attempts that are due."""
    rows = await LoginAttempt.select(LoginAttempt.id).where(*_attempts(due)).order_by(LoginAttempt.at).limit(PIECE)
    if rows:
        await LoginAttempt.delete().where(LoginAttempt.id.is_in([row["id"] for row in rows]))
    return len(rows)


KEPT_LOG_INS = (
    Kept(
        kind="login_addresses",
        what="browsers of log-ins, and network addresses of those refused (addresses of the others stay with the rows)",
        setting="HALFDAY_IDENTITY_LOGIN_LOG_DAYS",
        days=lambda runtime: runtime.settings(IdentitySettings).login_log_days,
        count=count_addresses,
        remove=remove_addresses,
    ),
    Kept(
        kind="login_attempts",
        what="rows of the log of log-ins, with the addresses that the log of operations shows (the events stay)",
        setting="HALFDAY_IDENTITY_LOGIN_ATTEMPT_DAYS",
        days=lambda runtime: runtime.settings(IdentitySettings).login_attempt_days,
        count=count_attempts,
        remove=remove_attempts,
    ),
)
