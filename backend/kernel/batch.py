"""Group commit: arrivals wait in one bounded queue and are written together (design §8).

An answer leaves only after its transaction has committed. If a transaction fails, its entries are tried again one by
one, so that only the guilty one errs.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from backend.kernel.errors import Busy

E = TypeVar("E")
R = TypeVar("R")
MAX_WAITING = 2_000
MAX_BATCH = 256
GATHER_S = 0.005
"""How long the first waits for others that are on their way: a transaction costs much the same for one as for ten."""


@dataclass(slots=True)
class _Waiting(Generic[E, R]):
    entry: E
    answer: "asyncio.Future[R]"


class Batcher(Generic[E, R]):
    """Drains entries into `commit`, which writes all of them in one transaction and answers one result each.

    `more_coming` says whether entries are being made ready; without any, nothing waits for company.
    """

    def __init__(
        self, commit: Callable[[Sequence[E]], Awaitable[Sequence[R]]], *, more_coming: Callable[[], bool]
    ) -> None:
        self._commit = commit
        self._more_coming = more_coming
        self._queue: asyncio.Queue[_Waiting[E, R]] = asyncio.Queue(maxsize=MAX_WAITING)
        self._task: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        return self._queue.qsize()

    def start(self) -> None:
        self._task = asyncio.create_task(self._drain(), name="batcher")

    async def stop(self) -> None:
        """Write what is still waiting, then end."""
        await self._queue.join()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def put(self, entry: E) -> "asyncio.Future[R]":
        """Write an entry with whatever else arrives now. It is written even if nobody waits for the answer any more.

        Raises:
            Busy: 2,000 entries are waiting; nothing was taken in.
        """
        answer: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        try:
            self._queue.put_nowait(_Waiting(entry, answer))
        except asyncio.QueueFull:
            raise Busy from None
        return answer

    async def _drain(self) -> None:
        while True:
            batch = [await self._queue.get()]
            if self._more_coming():
                await asyncio.sleep(GATHER_S)
            while len(batch) < MAX_BATCH and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            await self._write(batch)
            for _ in batch:
                self._queue.task_done()

    async def _write(self, batch: list[_Waiting[E, R]]) -> None:
        try:
            results = await self._commit([waiting.entry for waiting in batch])
        except Exception as error:  # noqa: BLE001 - handed to whoever waits for this very entry
            if len(batch) == 1:
                _settle(batch[0].answer, error=error)
                return
            for waiting in batch:
                await self._write([waiting])
            return
        for waiting, result in zip(batch, results, strict=True):
            _settle(waiting.answer, result=result)


def _settle(answer: "asyncio.Future[R]", result: R | None = None, error: Exception | None = None) -> None:
    if answer.done():
        return
    if error is not None:
        answer.set_exception(error)
    else:
        answer.set_result(result)  # type: ignore[arg-type]
