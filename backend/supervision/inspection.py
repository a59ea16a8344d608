"""What a stored photo really is: decoded in the background, right after it is durable (design §4, Inspection)."""

import asyncio
import logging
from contextlib import suppress
from typing import Any

from backend.audit.arrivals import Arrivals
from backend.audit.work import Work, unit_of_work
from backend.kernel.actor import SYSTEM
from backend.kernel.db import insert_rows
from backend.kernel.runtime import Runtime
from backend.supervision.capture_findings import finding_row
from backend.supervision.capture_tables import Capture, Finding
from backend.supervision.derived import Derived
from backend.supervision.events import CaptureInspected
from backend.supervision.inspection_findings import inspection_findings, likeness_columns, nearly_equal
from backend.supervision.recount import recount
from media.blobs import BlobStore
from media.inspect import Inspection, inspect_with_thumbnail

log = logging.getLogger("halfday.supervision")
BATCH = 16
IDLE_S = 30.0
Row = dict[str, Any]
WAITING = (Capture.bytes_at.is_not_null(), Capture.inspected_at.is_null())
Seen = tuple[Inspection, bytes | None]


class Inspector:
    """Inspects stored photos, oldest first, a few at a time; yields while arrivals wait."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()

    def wake(self) -> None:
        """There may be something to inspect."""
        self._wake.set()

    async def run(self) -> None:
        """For ever: inspect what is there, then sleep until woken."""
        while True:
            self._wake.clear()
            try:
                while await self.inspect_some():
                    await self._runtime.find(Arrivals).quiet()
            except Exception:
                log.exception("inspection failed; it is tried again")
            with suppress(TimeoutError):
                async with asyncio.timeout(IDLE_S):
                    await self._wake.wait()

    async def inspect_some(self) -> int:
        """Inspect one batch; how many there were."""
        async with self._turn:
            rows = await _uninspected()
            if rows:
                seen = await asyncio.gather(*(asyncio.to_thread(self._look, row["sha256"]) for row in rows))
                await self._note_all(rows, [result for result, _ in seen])
            return len(rows)

    async def _note_all(self, rows: list[Row], results: list[Inspection]) -> None:
        async with unit_of_work(self._runtime, SYSTEM, role="system") as work:
            for row, result in zip(rows, results, strict=True):
                await _note(work, row, result)
            if not work.recorded:
                work.unchanged()
            await recount(work, {row["slot_id"] for row in rows})

    def _look(self, digest: str) -> Seen:
        result, thumbnail = inspect_with_thumbnail(self._runtime.find(BlobStore).read(digest))  # type: ignore[type-abstract]
        if thumbnail is not None:
            self._runtime.find(Derived).keep(digest, "thumb", thumbnail)
        return result, thumbnail


async def count_uninspected(_: Runtime) -> float:
    """How many photos wait to be looked at."""
    return float(await Capture.count().where(*WAITING))


async def _uninspected() -> list[Row]:
    rows: list[Row] = (
        await Capture.select(
            Capture.id, Capture.project_id, Capture.slot_id, Capture.item, Capture.sha256, Capture.taken_at,
            Capture.camera, Capture.lat_e7, Capture.lon_e7,
        )
        .where(*WAITING)
        .order_by(Capture.bytes_at)
        .limit(BATCH)
    )  # fmt: skip
    return rows


async def _note(work: Work, row: Row, result: Inspection) -> None:
    claimed = (
        await Capture.update(
            {
                Capture.inspected_at: work.at,
                Capture.width: result.width,
                Capture.height: result.height,
                **likeness_columns(result.perceptual_hash),
            }
        )
        .where(Capture.id == row["id"], Capture.inspected_at.is_null())
        .returning(Capture.id)
    )
    if not claimed:
        return
    found = inspection_findings(row, result, work.runtime.zone)
    near = await nearly_equal(row, result.perceptual_hash)
    await insert_rows(Finding, [finding_row(row["id"], one, work.at) for one in [*found, *([near] if near else [])]])
    outcome = "ok" if result.ok else str(result.code)
    work.record(CaptureInspected(subject_id=row["id"], scope_id=row["project_id"], outcome=outcome))
