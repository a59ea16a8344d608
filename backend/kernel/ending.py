"""Hearing that the server is asked to end, early enough for answers that would never end by themselves.

The HTTP server waits for open answers before it lets the application stop its services, so those services can't do it.
"""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

ASKED_BY = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def when_asked_to_end(call: Callable[[], None]) -> Iterator[None]:
    """Call something on the event loop at each signal that asks to end, beside what the HTTP server does at it.

    Does nothing where nobody handles these signals: they would no longer end the process. Only in the main thread.
    """
    loop = asyncio.get_running_loop()
    former = {number: signal.getsignal(number) for number in ASKED_BY}

    def heard(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(call)
        before = former[signal.Signals(number)]
        if callable(before):
            before(number, frame)

    handled = [number for number, handler in former.items() if callable(handler)]
    for number in handled:
        # the event loop learns of a signal by its wake-up descriptor, whoever handles it
        signal.signal(number, heard)
        signal.siginterrupt(number, False)
    try:
        yield
    finally:
        for number in handled:
            signal.signal(number, former[number])
