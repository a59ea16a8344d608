"""Reading what retention keeps and has removed."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from backend.audit.tables import Event
from backend.kernel.db import fetch
from backend.kernel.runtime import Runtime
from backend.operations.events import RetentionRemoved
from backend.operations.retention_actions import look_up_due
from backend.operations.schemas import KeptRow, RemovedRow, RetentionShown, RunRow

Row = dict[str, Any]
SHOWN_RUNS = 10
"""The log of operations has them all."""


async def read_retention(runtime: Runtime) -> RetentionShown:
    """What is kept how long, how much of it is due, and the newest runs that removed something."""
    kinds = [
        KeptRow(kind=one.kept.kind, days=one.days, due=one.number, setting=one.kept.setting)
        for one in await look_up_due(runtime)
    ]
    return RetentionShown(kinds=kinds, runs=await newest_runs())


async def newest_runs() -> list[RunRow]:
    """The newest runs first; each of their transactions has recorded what it removed."""
    newest = await fetch(
        "SELECT subject_id FROM event WHERE kind = {} GROUP BY subject_id ORDER BY MAX(at) DESC, subject_id LIMIT {}",
        RetentionRemoved.kind,
        SHOWN_RUNS,
    )
    ids = [_as_id(row["subject_id"]) for row in newest]
    if not ids:
        return []
    events: list[Row] = await Event.select(Event.subject_id, Event.at, Event.data).where(
        Event.kind == RetentionRemoved.kind, Event.subject_id.is_in(ids)
    )
    return [_run(run_id, [row for row in events if row["subject_id"] == run_id]) for run_id in ids]


def _run(run_id: UUID, events: Sequence[Row]) -> RunRow:
    numbers: Counter[tuple[str, int]] = Counter()
    for row in events:
        said = msgspec.json.decode(row["data"], type=dict[str, Any])
        numbers[said["rule"], said["days"]] += said["removed"]
    removed = [RemovedRow(kind=rule, number=number, days=days) for (rule, days), number in numbers.items()]
    return RunRow(id=run_id, at=min(row["at"] for row in events), removed=removed)


def _as_id(value: object) -> UUID:
    """Raw SQL answers ids as texts on SQLite."""
    return value if isinstance(value, UUID) else UUID(str(value))
