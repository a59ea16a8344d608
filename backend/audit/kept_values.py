"""Before and after of changes, as one of the kinds that do not stay for ever; the events themselves do."""

from uuid import UUID

from backend.audit.erasing import EventsAbout
from backend.audit.erasure import erase_values
from backend.audit.retention import PIECE, Kept
from backend.audit.retention_rules import Due
from backend.audit.settings import AuditSettings
from backend.audit.work import Work
from backend.kernel.db import run
from backend.kernel.runtime import Runtime

_FROM = "FROM event_values v JOIN event e ON e.id = v.event_id WHERE v.erased_at IS NULL AND e.at < {}"


async def _statement(runtime: Runtime, due: Due) -> tuple[str, list[object]]:
    """The rows that are due and their values, past what is held: a project's events, and those by or about a person."""
    text, values = _FROM, [due.before]
    parts: list[tuple[str, list[UUID]]] = [
        ("e.scope_id", sorted(due.held.projects)),
        ("e.actor_id", sorted(due.held.people)),
        ("e.subject_id", sorted({*due.held.projects, *due.held.people, *await _told_about(runtime, due)})),
    ]
    bound: list[object] = list(values)
    for column, ids in parts:
        if ids:
            text += f" AND ({column} IS NULL OR {column} NOT IN {{*}})"
            bound.append(ids)
    return text, bound


async def _told_about(runtime: Runtime, due: Due) -> set[UUID]:
    ports = runtime.wiring.all(EventsAbout)
    return {subject for person in due.held.people for port in ports for subject in await port.subjects(person)}


async def count_values(runtime: Runtime, due: Due) -> int:
    """How many events' values are due."""
    text, values = await _statement(runtime, due)
    (row,) = await run(f"SELECT COUNT(*) AS due {text}", *values)
    return int(row["due"])


async def remove_values(work: Work, due: Due) -> int:
    """Erase the values of a piece of them; each leaves its tombstone."""
    text, values = await _statement(work.runtime, due)
    rows = await run(f"SELECT v.event_id AS event_id {text} ORDER BY v.event_id LIMIT {PIECE}", *values)
    return await erase_values(work, [row["event_id"] for row in rows], reason="retention") if rows else 0


KEPT_VALUES = Kept(
    kind="event_values",
    what="what changes were from and to, in the log of operations (the events stay)",
    setting="HALFDAY_AUDIT_VALUE_DAYS",
    days=lambda runtime: runtime.settings(AuditSettings).value_days,
    count=count_values,
    remove=remove_values,
)
