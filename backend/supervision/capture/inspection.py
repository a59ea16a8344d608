"""What a stored photo really is: decoded in the background, right after it is durable (design §4, Inspection)."""

import asyncio
import logging
import os
from collections.abc import Collection
from contextlib import suppress
from typing import Any
from uuid import UUID

from backend.audit.arrivals import Arrivals
from backend.audit.work import Work, unit_of_work
from backend.kernel.actor import SYSTEM
from backend.kernel.db import insert_rows, run, run_many
from backend.kernel.runtime import Runtime
from backend.kernel.threads import giving_way
from backend.supervision.capture.derived import Derived
from backend.supervision.capture.finding_rules import Found
from backend.supervision.capture.findings import finding_row
from backend.supervision.capture.inspection_findings import inspection_findings, likeness_values, nearly_equal
from backend.supervision.capture.recount import recount
from backend.supervision.capture.tables import Capture, Finding
from backend.supervision.events import CaptureInspected
from media.blobs import BlobStore
from media.inspect import Inspection, inspect_with_thumbnail

log = logging.getLogger("halfday.supervision")
BATCH = 32
BATCH_MEANWHILE = 2
"""While arrivals do not end: enough that nothing waits for ever."""
IDLE_S = 30.0
Row = dict[str, Any]
Looked = tuple[list[Row], asyncio.Task[list[Inspection]]]
WAITING = (Capture.bytes_at.is_not_null(), Capture.inspected_at.is_null(), Capture.bytes_removed_at.is_null())


class Inspector:
    """Inspects stored photos, oldest first, a few at a time; yields while arrivals wait."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()
        self._workers = giving_way(os.cpu_count(), name="inspector")
        """Its own, as many as processors: decoding shall neither keep bytes from being stored nor crowd itself."""

    def wake(self) -> None:
        """There may be something to inspect."""
        self._wake.set()

    async def run(self) -> None:
        """For ever: inspect what is there, then sleep until woken."""
        while True:
            self._wake.clear()
            try:
                await self._inspect_waiting()
            except Exception:
                log.exception("inspection failed; it is tried again")
            with suppress(TimeoutError):
                async with asyncio.timeout(IDLE_S):
                    await self._wake.wait()

    async def inspect_some(self) -> int:
        """Inspect one batch; how many there were."""
        async with self._turn:
            rows = await _uninspected(BATCH, ())
            if rows:
                await self._note_all(rows, await self._look_at(rows))
            return len(rows)

    async def _inspect_waiting(self) -> None:
        """Inspect until nothing waits: while one batch is written down, the workers have the next before them."""
        looked: asyncio.Queue[Looked | None] = asyncio.Queue(maxsize=1)
        underway: set[UUID] = set()
        async with self._turn, asyncio.TaskGroup() as group:
            group.create_task(self._look_ahead(group, looked, underway))
            while (batch := await looked.get()) is not None:
                rows, looking = batch
                await self._note_all(rows, await looking)
                underway.difference_update(row["id"] for row in rows)

    async def _look_ahead(
        self, group: asyncio.TaskGroup, looked: asyncio.Queue[Looked | None], underway: set[UUID]
    ) -> None:
        while rows := await self._next(underway):
            underway.update(row["id"] for row in rows)
            await looked.put((rows, group.create_task(self._look_at(rows))))
        await looked.put(None)

    async def _next(self, underway: Collection[UUID]) -> list[Row]:
        calm = await self._runtime.find(Arrivals).quiet()
        return await _uninspected(BATCH if calm else BATCH_MEANWHILE, underway)

    async def _look_at(self, rows: list[Row]) -> list[Inspection]:
        loop = asyncio.get_running_loop()
        return await asyncio.gather(*(loop.run_in_executor(self._workers, self._look, row["sha256"]) for row in rows))

    async def _note_all(self, rows: list[Row], results: list[Inspection]) -> None:
        hashes = [result.perceptual_hash for result in results]
        near = await nearly_equal(rows, hashes)
        async with unit_of_work(self._runtime, SYSTEM, role="system", brief=True) as work:
            open_still = await run(
                "SELECT id FROM capture WHERE id IN {*} AND inspected_at IS NULL", [row["id"] for row in rows]
            )
            waiting = {row["id"] for row in open_still}
            taken = [entry for entry in zip(rows, results, near, strict=True) if entry[0]["id"] in waiting]
            if not taken:
                work.unchanged()
                return
            await run_many(_INSPECTED, [_values(work, row, result) for row, result, _ in taken])
            found = [_findings(work, row, result, like) for row, result, like in taken]
            await insert_rows(Finding, [one for several in found for one in several])
            for row, result, _ in taken:
                outcome = "ok" if result.ok else str(result.code)
                work.record(CaptureInspected(subject_id=row["id"], scope_id=row["project_id"], outcome=outcome))
            await recount(work, [row["id"] for row, _, _ in taken])

    def _look(self, digest: str) -> Inspection:
        result, thumbnail = inspect_with_thumbnail(self._runtime.find(BlobStore).read(digest))  # type: ignore[type-abstract]
        if thumbnail is not None:
            self._runtime.find(Derived).keep(digest, "thumb", thumbnail)
        return result


async def count_uninspected(_: Runtime) -> float:
    """How many photos wait to be looked at."""
    return float(await Capture.count().where(*WAITING))


async def _uninspected(limit: int, underway: Collection[UUID]) -> list[Row]:
    rows: list[Row] = (
        await Capture.select(
            Capture.id, Capture.project_id, Capture.slot_id, Capture.item, Capture.sha256, Capture.taken_at,
            Capture.camera, Capture.lat_e7, Capture.lon_e7,
        )
        .where(*WAITING, *([Capture.id.not_in(list(underway))] if underway else []))
        .order_by(Capture.bytes_at)
        .limit(limit)
    )  # fmt: skip
    return rows


_INSPECTED = """
    UPDATE capture SET inspected_at = {}, width = {}, height = {}, like_0 = {}, like_1 = {}, like_2 = {}, like_3 = {}
    WHERE id = {}
"""


def _values(work: Work, row: Row, result: Inspection) -> tuple[object, ...]:
    return (work.at, result.width, result.height, *likeness_values(result.perceptual_hash), row["id"])


def _findings(work: Work, row: Row, result: Inspection, near: Found | None) -> list[Finding]:
    found = inspection_findings(row, result, work.runtime.zone)
    return [finding_row(row["id"], one, work.at) for one in [*found, *([near] if near else [])]]
