"""Work that is done again and again while the server runs."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from backend.kernel.runtime import Runtime, Startup

log = logging.getLogger("halfday.periodic")
FIRST_AFTER_S = 5.0
"""A command that ends at once does none of it."""


def periodic(name: str, every_s: float, run: Callable[[Runtime], Awaitable[object]]) -> Startup:
    """A job of an area; what fails is logged and tried again at its next turn."""

    async def start(runtime: Runtime) -> Callable[[], Awaitable[None]]:
        task = asyncio.create_task(_for_ever(name, every_s, runtime, run), name=name)

        async def stop() -> None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

        return stop

    return Startup(name, start, background=True)


async def _for_ever(name: str, every_s: float, runtime: Runtime, run: Callable[[Runtime], Awaitable[object]]) -> None:
    await asyncio.sleep(min(FIRST_AFTER_S, every_s))
    while True:
        try:
            await run(runtime)
        except Exception:
            log.exception("%s failed; it is tried again", name)
        await asyncio.sleep(every_s)
