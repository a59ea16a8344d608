"""Hints to open screens: `{kind, id}` and nothing else; the screen reads again what it may see (design §9)."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

import msgspec

from backend.audit.work import Recorded
from backend.kernel.runtime import Runtime

WAITING = 100


class Hint(msgspec.Struct, frozen=True):
    """Something of this kind changed."""

    kind: str
    id: str


Watched = asyncio.Queue[Hint | None]
"""Hints in the order of their commits; None is the last one, when the server ends."""


class Hints:
    """Who watches what. A screen that does not keep up is told once that it missed something."""

    def __init__(self) -> None:
        self._watchers: dict[UUID, set[Watched]] = defaultdict(set)
        self._ended = False

    @contextmanager
    def watching(self, scope_id: UUID) -> Iterator[Watched]:
        """A queue of hints about one thing, for as long as the block lasts."""
        queue: Watched = asyncio.Queue(maxsize=WAITING)
        if self._ended:
            queue.put_nowait(None)
        self._watchers[scope_id].add(queue)
        try:
            yield queue
        finally:
            self._watchers[scope_id].discard(queue)
            if not self._watchers[scope_id]:
                del self._watchers[scope_id]

    def publish(self, recorded: Sequence[Recorded]) -> None:
        """Tell the watchers of each event's scope."""
        for entry in recorded:
            scope = entry.event.scope_id
            for queue in self._watchers.get(scope, ()) if scope else ():
                hint = Hint(kind=entry.event.kind.partition(".")[0], id=str(entry.event.subject_id))
                if not queue.full():
                    queue.put_nowait(hint)

    def end(self) -> None:
        """Tell all watchers, and those to come, that there will be no more."""
        self._ended = True
        for queue in {queue for watching in self._watchers.values() for queue in watching}:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(None)


def publish_hints(runtime: Runtime, recorded: Sequence[Recorded]) -> None:
    """After-commit hook."""
    if runtime.has(Hints):
        runtime.find(Hints).publish(recorded)
