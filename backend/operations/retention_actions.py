"""Removing what was kept long enough: once a day, or on command (design §9)."""

import asyncio
import logging
from dataclasses import dataclass
from uuid import UUID

from backend.audit.retention import Kept
from backend.audit.retention_rules import Due, before_of
from backend.audit.work import unit_of_work
from backend.files.leaving import forget_leaving
from backend.kernel.actor import SYSTEM
from backend.kernel.ids import new_id
from backend.kernel.runtime import Runtime
from backend.operations.events import RetentionRemoved
from backend.operations.hold_actions import held_now

log = logging.getLogger("halfday.retention")
EVERY_S = 86_400.0
BREATH_S = 0.01
"""Between two pieces, so that whoever waits for the writer comes first."""


@dataclass(frozen=True)
class RetentionTurn:
    """Service: one run at a time."""

    lock: asyncio.Lock


@dataclass(frozen=True)
class Standing:
    """How a kind stands: kept for so many days (0: for ever), and how much of it is due or was removed."""

    kept: Kept
    days: int
    number: int
    failed: bool = False


async def start_retention(runtime: Runtime) -> None:
    runtime.provide(RetentionTurn, RetentionTurn(asyncio.Lock()))


async def look_up_due(runtime: Runtime) -> list[Standing]:
    """Every kind, and how much of it the next run will remove; held things are not due."""
    found = []
    held = await held_now()
    for kept in runtime.wiring.all(Kept):
        days = kept.days(runtime)
        before = before_of(runtime.now(), days)
        number = 0 if before is None else await kept.count(runtime, Due(before, held))
        found.append(Standing(kept, days, number))
    return found


async def run_retention(runtime: Runtime) -> list[Standing]:
    """Remove everything that is due, piece by piece; a kind that fails holds up no other and is tried next time."""
    async with runtime.find(RetentionTurn).lock:
        run_id = new_id()
        done = [await _run_kind(runtime, kept, run_id) for kept in runtime.wiring.all(Kept)]
        await forget_leaving(runtime)
        return done


async def _run_kind(runtime: Runtime, kept: Kept, run_id: UUID) -> Standing:
    days, removed = kept.days(runtime), 0
    before = before_of(runtime.now(), days)
    if before is None:
        return Standing(kept, days, 0)
    try:
        if kept.find is not None:
            await kept.find(runtime, Due(before, await held_now()))
        while number := await _remove_piece(runtime, kept, days, before, run_id):
            removed += number
            await asyncio.sleep(BREATH_S)
    except Exception:
        log.exception("retention of %s failed; it is tried again", kept.kind)
        return Standing(kept, days, removed, failed=True)
    return Standing(kept, days, removed)


async def _remove_piece(runtime: Runtime, kept: Kept, days: int, before: int, run_id: UUID) -> int:
    """One transaction, with its own look at what is held; the number it records is of what it removed."""
    async with unit_of_work(runtime, SYSTEM, role="system") as work:
        number = await kept.remove(work, Due(before, await held_now()))
        if number:
            work.record(RetentionRemoved(subject_id=run_id, rule=kept.kind, removed=number, days=days))
        else:
            work.unchanged()
    return number
