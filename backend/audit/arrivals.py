"""Arrivals: facts from phones, written together in one unit of work (design §8)."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

import msgspec

from backend.audit.work import Work, unit_of_work
from backend.kernel.actor import SYSTEM, Actor
from backend.kernel.batch import Batcher
from backend.kernel.errors import Refusal
from backend.kernel.runtime import Runtime

CALM_S = 0.1
PATIENCE_S = 2.0
ItemT = TypeVar("ItemT")
OutcomeT_co = TypeVar("OutcomeT_co", covariant=True)


class Arrival(msgspec.Struct, Generic[ItemT], frozen=True):
    """One fact and who brought it."""

    actor: Actor
    item: ItemT


class ArrivalKind(Protocol[ItemT, OutcomeT_co]):
    """How facts of one kind are written.

    `apply` checks permissions again inside the transaction, resolves clashes per unique index, records an event per
    change, and answers one outcome per arrival, in order; a `Refusal` as outcome is raised to that one sender.
    """

    async def apply(self, work: Work, arrivals: Sequence[Arrival[ItemT]]) -> Sequence[OutcomeT_co | Refusal]: ...


class _Entry(msgspec.Struct, frozen=True):
    kind: ArrivalKind[object, object]
    arrival: Arrival[object]


class Arrivals:
    """The one queue of a server that arrivals of every kind go through."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._batcher: Batcher[_Entry, object] = Batcher(self._commit, more_coming=lambda: self._underway > 0)
        self._underway = 0
        self._putting = 0
        self._busy_at = 0.0

    @property
    def waiting(self) -> int:
        return self._batcher.waiting

    @contextmanager
    def underway(self) -> Iterator[None]:
        """While something is made ready that will be put here as soon as it is."""
        self._underway += 1
        try:
            yield
        finally:
            self._underway -= 1
            self._busy_at = time.monotonic()

    async def quiet(self) -> bool:
        """Wait until nothing has arrived for a moment: what is not urgent gives way to evidence.

        False if arrivals do not end: then a little of it may be done all the same.
        """
        until = time.monotonic() + PATIENCE_S
        while (now := time.monotonic()) < until:
            if not self._underway and not self._putting and now - self._busy_at >= CALM_S:
                return True
            await asyncio.sleep(CALM_S / 2)
        return False

    def start(self) -> None:
        self._batcher.start()

    async def stop(self) -> None:
        await self._batcher.stop()

    async def put(self, kind: ArrivalKind[ItemT, OutcomeT_co], actor: Actor, item: ItemT) -> OutcomeT_co:
        """Write a fact; returns once it is durable.

        Raises:
            Busy: too many are waiting. Refusal: what the kind answered for this fact.
        """
        (outcome,) = await self.put_all(kind, actor, [item])
        return outcome

    async def put_all(
        self, kind: ArrivalKind[ItemT, OutcomeT_co], actor: Actor, items: Sequence[ItemT]
    ) -> list[OutcomeT_co]:
        """Write facts; returns once all are durable, with the outcome of each, in order.

        Raises:
            Busy: too many are waiting; some may have been taken in. Refusal: the first one the kind answered.
        """
        self._putting += 1
        try:
            waiting = [self._batcher.put(_Entry(kind, Arrival(actor, item))) for item in items]  # type: ignore[arg-type]
            outcomes = await asyncio.gather(*waiting)
        finally:
            self._putting -= 1
            self._busy_at = time.monotonic()
        for outcome in outcomes:
            if isinstance(outcome, Refusal):
                raise outcome
        return outcomes  # type: ignore[return-value]

    async def _commit(self, entries: Sequence[_Entry]) -> Sequence[object]:
        outcomes: list[object] = [None] * len(entries)
        async with unit_of_work(self._runtime, SYSTEM, brief=True) as work:
            for kind in {id(entry.kind): entry.kind for entry in entries}.values():
                places = [place for place, entry in enumerate(entries) if entry.kind is kind]
                results = await kind.apply(work, [entries[place].arrival for place in places])
                for place, result in zip(places, results, strict=True):
                    outcomes[place] = result
            if not work.recorded:
                work.unchanged()
        return outcomes
