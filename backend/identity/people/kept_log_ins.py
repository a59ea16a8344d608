"""The log-in log, as kinds that do not stay for ever (design §9; catalogue 15.1)."""

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


def _with_address(due: Due) -> tuple[Condition, ...]:
    return ((LoginAttempt.address != "") | (LoginAttempt.client != ""), *_attempts(due))


async def count_addresses(_: Runtime, due: Due) -> int:
    """How many attempts still tell where they came from."""
    count: int = await LoginAttempt.count().where(*_with_address(due))
    return count


async def remove_addresses(_: Work, due: Due) -> int:
    """Blank address and browser of a piece of the attempts that are due; their other columns stay."""
    rows = await LoginAttempt.select(LoginAttempt.id).where(*_with_address(due)).order_by(LoginAttempt.at).limit(PIECE)
    if rows:
        await LoginAttempt.update({LoginAttempt.address: "", LoginAttempt.client: ""}).where(
            LoginAttempt.id.is_in([row["id"] for row in rows])
        )
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
        what="network addresses and browsers in the log of log-ins (its other columns stay)",
        setting="HALFDAY_IDENTITY_LOGIN_LOG_DAYS",
        days=lambda runtime: runtime.settings(IdentitySettings).login_log_days,
        count=count_addresses,
        remove=remove_addresses,
    ),
    Kept(
        kind="login_attempts",
        what="rows of the log of log-ins (that a log-in was opened or refused stays in the sealed log)",
        setting="HALFDAY_IDENTITY_LOGIN_ATTEMPT_DAYS",
        days=lambda runtime: runtime.settings(IdentitySettings).login_attempt_days,
        count=count_attempts,
        remove=remove_attempts,
    ),
)
