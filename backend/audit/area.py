"""What audit registers: the sealer's job, the arrivals queue, the hints."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from backend.audit.arrivals import Arrivals
from backend.audit.hints import Hints, publish_hints
from backend.audit.sealing import Sealer
from backend.audit.work import AfterCommit
from backend.kernel.runtime import Runtime, Startup
from backend.kernel.wiring import Area

log = logging.getLogger("halfday.audit")
SEAL_EVERY_S = 1.0


async def _start_arrivals(runtime: Runtime) -> Callable[[], Awaitable[None]]:
    runtime.provide(Hints, Hints())
    arrivals = runtime.provide(Arrivals, Arrivals(runtime))
    arrivals.start()
    return arrivals.stop


async def _start_sealer(runtime: Runtime) -> Callable[[], Awaitable[None]]:
    sealer = runtime.provide(Sealer, Sealer(runtime))
    await sealer.load()
    task = asyncio.create_task(_seal_for_ever(sealer), name="sealer")

    async def stop() -> None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await sealer.seal_all()

    return stop


async def _seal_for_ever(sealer: Sealer) -> None:
    while True:
        await asyncio.sleep(SEAL_EVERY_S)
        try:
            await sealer.seal_all()
        except Exception:
            log.exception("sealing failed; it is tried again")


AREA = Area(
    name="audit",
    piccolo_app="backend.audit.piccolo_app",
    provides=(
        Startup("sealer", _start_sealer),
        Startup("arrivals", _start_arrivals),
        AfterCommit(publish_hints),
    ),
)
