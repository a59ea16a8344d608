"""Where the demo's photos are painted: in processes of their own, beside the server's work.

Painting holds the interpreter's lock for milliseconds at a time, and every answer of the database would wait for it.
"""

import os
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import IO

import msgspec

from backend.demo.scenes.orders import LENGTH, Order
from backend.demo.scenes.subject import Kind, Subject

PAINTERS = min(4, max(2, os.cpu_count() or 0))
FOLDER = Path(__file__).resolve().parents[2]
Painter = subprocess.Popen[bytes]


class PainterGone(RuntimeError):
    """A painter ended without painting what was ordered."""


class Studio:
    """Paints each photo once, in the order of the orders. A context: painters end with it."""

    def __init__(self) -> None:
        self._photos: dict[str, Future[bytes]] = {}
        self._threads = ThreadPoolExecutor(PAINTERS, thread_name_prefix="studio")
        self._painters = [_painter() for _ in range(PAINTERS)]
        self._free: SimpleQueue[Painter] = SimpleQueue()
        for painter in self._painters:
            self._free.put(painter)

    def photo(self, kind: Kind, subject: Subject) -> "Future[bytes]":
        """The bytes of a photo, once they are there; a subject that was ordered before is not painted again.

        Raises:
            PainterGone: from the future.
        """
        if subject.seed not in self._photos:
            self._photos[subject.seed] = self._threads.submit(self._paint, Order(kind, subject))
        return self._photos[subject.seed]

    def __enter__(self) -> "Studio":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for painter in self._painters:
            painter.kill()
            painter.wait()
        self._threads.shutdown()
        for painter in self._painters:
            for pipe in _pipes(painter):
                pipe.close()

    def _paint(self, order: Order) -> bytes:
        painter = self._free.get()
        try:
            orders, photos = _pipes(painter)
            orders.write(msgspec.json.encode(order) + b"\n")
            orders.flush()
            size = int.from_bytes(_exactly(photos, LENGTH))
            return _exactly(photos, size)
        except OSError as error:
            raise PainterGone(order.subject.seed) from error
        finally:
            self._free.put(painter)


def _painter() -> Painter:
    command = (sys.executable, "-m", "backend.demo.scenes")
    return subprocess.Popen(command, cwd=FOLDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own


def _pipes(painter: Painter) -> tuple[IO[bytes], IO[bytes]]:
    assert painter.stdin is not None
    assert painter.stdout is not None
    return painter.stdin, painter.stdout


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    found = pipe.read(size)
    if len(found) < size:
        raise PainterGone
    return found
