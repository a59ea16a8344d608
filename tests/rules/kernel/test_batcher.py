"""Group commit: who waits for whom, and who pays for whose error (design §8)."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import pytest

from backend.kernel.batch import MAX_WAITING, Batcher
from backend.kernel.errors import Busy

WRONG = -1


class Written:
    """A commit that notes what it was given together, and refuses the wrong."""

    def __init__(self) -> None:
        self.together: list[list[int]] = []

    async def commit(self, entries: Sequence[int]) -> Sequence[str]:
        if WRONG in entries:
            raise ValueError(WRONG)
        self.together.append(list(entries))
        return [str(entry) for entry in entries]


@asynccontextmanager
async def started(written: Written, more_coming: Callable[[], bool]) -> AsyncIterator[Batcher[int, str]]:
    batcher = Batcher(written.commit, more_coming=more_coming)
    batcher.start()
    yield batcher
    await batcher.stop()


async def after_a_few_turns(batcher: Batcher[int, str], entry: int) -> str:
    for _ in range(5):
        await asyncio.sleep(0)
    return await batcher.put(entry)


async def test_the_first_waits_for_what_is_on_its_way() -> None:
    written = Written()
    async with started(written, lambda: True) as batcher:
        answers = await asyncio.gather(batcher.put(1), after_a_few_turns(batcher, 2), after_a_few_turns(batcher, 3))
    assert (list(answers), written.together) == (["1", "2", "3"], [[1, 2, 3]])


async def test_it_waits_for_nobody_when_nobody_comes() -> None:
    written = Written()
    async with started(written, lambda: False) as batcher:
        await asyncio.gather(batcher.put(1), after_a_few_turns(batcher, 2))
    assert written.together == [[1], [2]]


async def test_only_the_guilty_errs() -> None:
    written = Written()
    async with started(written, lambda: True) as batcher:
        answers = await asyncio.gather(*(batcher.put(entry) for entry in (1, WRONG, 2)), return_exceptions=True)
    assert (answers[0], type(answers[1]), answers[2]) == ("1", ValueError, "2")
    assert written.together == [[1], [2]]


async def test_more_than_may_wait_is_refused_and_loses_nothing() -> None:
    written = Written()
    batcher = Batcher(written.commit, more_coming=lambda: False)
    waiting = [batcher.put(entry) for entry in range(MAX_WAITING)]
    with pytest.raises(Busy):
        await batcher.put(MAX_WAITING)
    batcher.start()
    assert await asyncio.gather(*waiting) == [str(entry) for entry in range(MAX_WAITING)]
    await batcher.stop()
    assert sum(len(batch) for batch in written.together) == MAX_WAITING
