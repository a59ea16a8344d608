"""What audit registers: the sealer's job, the arrivals queue, the hints."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from backend.audit.arrivals import Arrivals
from backend.audit.commands import COMMANDS
from backend.audit.hints import Hints, publish_hints
from backend.audit.kept_values import KEPT_VALUES
from backend.audit.sealer_turn import SealerTurn
from backend.audit.sealing import Sealer
from backend.audit.settings import AuditSettings
from backend.audit.tables import SealHead, Unsealed
from backend.audit.work import AfterCommit
from backend.kernel.keys_named import NamesKeys
from backend.kernel.metrics import Gauge
from backend.kernel.runtime import Runtime, Startup
from backend.kernel.wiring import Area

log = logging.getLogger("halfday.audit")
SEAL_EVERY_S = 0.3
"""A phone's first words after a dead zone shall be sealed within two seconds, and a slow line has used most of them."""


async def _start_arrivals(runtime: Runtime) -> Callable[[], Awaitable[None]]:
    runtime.provide(Hints, Hints())
    arrivals = runtime.provide(Arrivals, Arrivals(runtime))
    arrivals.start()
    return arrivals.stop


async def _start_sealer(runtime: Runtime) -> Callable[[], Awaitable[None]]:
    sealer = runtime.provide(Sealer, Sealer(runtime))
    turn = SealerTurn(runtime.data_dir)
    turn.take()
    await sealer.load()
    stopping = asyncio.Event()
    task = asyncio.create_task(_seal_until(stopping, sealer, turn), name="sealer")

    async def stop() -> None:
        # never cancelled: a pass broken off in its commit would not know whether the chain went on
        stopping.set()
        await task
        await _seal_in_turn(sealer, turn)
        turn.leave()

    return stop


async def _seal_until(stopping: asyncio.Event, sealer: Sealer, turn: SealerTurn) -> None:
    while not stopping.is_set():
        with suppress(TimeoutError):
            async with asyncio.timeout(SEAL_EVERY_S):
                await stopping.wait()
        try:
            await _seal_in_turn(sealer, turn)
        except Exception:
            log.exception("sealing failed; it is tried again")


async def _seal_in_turn(sealer: Sealer, turn: SealerTurn) -> None:
    if not turn.held:
        if not turn.take():
            return
        await sealer.load()
    await sealer.seal_all()


async def _unsealed(_: Runtime) -> float:
    return float(await Unsealed.count())


async def _arriving(runtime: Runtime) -> float:
    return float(runtime.find(Arrivals).waiting)


async def _sealed_with() -> set[str]:
    if not await SealHead.table_exists():
        return set()
    head = await SealHead.select(SealHead.kid).order_by(SealHead.seal_no, ascending=False).first()
    return {head["kid"]} if head else set()


AREA = Area(
    name="audit",
    piccolo_app="backend.audit.piccolo_app",
    settings=(AuditSettings,),
    provides=(
        Startup("sealer", _start_sealer),
        Startup("arrivals", _start_arrivals),
        AfterCommit(publish_hints),
        Gauge("halfday_events_unsealed", "Committed events that wait for their seal", _unsealed),
        Gauge("halfday_arrivals_waiting", "Facts and photos that wait for the next commit", _arriving),
        NamesKeys(_sealed_with),
        KEPT_VALUES,
        *COMMANDS,
    ),
)
