"""What capture keeps running as long as the server does."""

import asyncio
from collections.abc import Awaitable, Callable

from backend.kernel.runtime import Runtime, Startup
from backend.supervision.capture.awaited import Awaited
from backend.supervision.capture.derived import Derived
from backend.supervision.capture.inspection import Inspector


async def _start_derived(runtime: Runtime) -> None:
    runtime.provide(Derived, Derived(runtime.data_dir / "derived"))


async def _start_awaited(runtime: Runtime) -> None:
    runtime.provide(Awaited, Awaited())


async def _start_inspector(runtime: Runtime) -> Callable[[], Awaitable[None]]:
    inspector = runtime.provide(Inspector, Inspector(runtime))
    task = asyncio.create_task(inspector.run(), name="inspector")

    async def stop() -> None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    return stop


CAPTURE_STARTS = (
    Startup("derived pictures", _start_derived),
    Startup("awaited photos", _start_awaited),
    Startup("inspector", _start_inspector, background=True),
)
