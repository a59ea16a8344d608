"""Threads for what takes long: they give way to the event loop, which answers everybody."""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

NICE = 5
"""Steps of priority below the event loop's. Storing and decoding keep every processor busy; a loop that is woken for
each of a dozen exchanges with the database must not stand in line behind them each time."""


def giving_way(threads: int | None = None, *, name: str = "") -> ThreadPoolExecutor:
    """Threads of lower priority than the rest of the process; by default as many as asyncio starts."""
    return ThreadPoolExecutor(threads, thread_name_prefix=name, initializer=_give_way)


def _give_way() -> None:
    if sys.platform != "linux":  # elsewhere priority is a process's, not a thread's
        return
    thread = threading.get_native_id()
    with suppress(PermissionError):  # forbidden by whoever confines the process: slower, and no less right
        os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + NICE)
