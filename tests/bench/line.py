"""A slow line between a browser and a server: bits one after the other, and a delay that nothing shortens."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from dataclasses import replace
from typing import Literal

from tests.builders.server import Server

Way = Literal["up", "down"]
CHUNK = 4_096
AHEAD = 16
"""Chunks that may be on their way; a sender that is further ahead waits, as a full buffer makes it wait."""


class Line:
    """A proxy on a port of its own; open at first, as if it were not there."""

    def __init__(self, port: int, *, bits_per_s: int, there_and_back_s: float) -> None:
        self._port = port
        self._second_per_byte = 8 / bits_per_s
        self._delay = there_and_back_s / 2
        self._state: Literal["open", "cut", "shaped"] = "open"
        self._free_at: dict[Way, float] = {"up": 0.0, "down": 0.0}
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def before(self, server: Server) -> Server:
        """Start; the answer is the server as it is seen through the line."""
        self._thread.start()

        async def listen() -> None:
            await asyncio.start_server(lambda *ends: self._serve(server.port, *ends), "127.0.0.1", self._port)

        self._do(listen()).result(10)
        return replace(server, port=self._port, process=None)

    def cut(self) -> None:
        """Break every connection and take no new one."""
        self._change("cut")

    def shape(self) -> None:
        """Be slow from now on."""
        self._change("shaped")

    def end(self) -> None:
        """Stop for good."""
        self._change("cut")
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _change(self, state: Literal["cut", "shaped"]) -> None:
        async def change() -> None:
            self._state = state
            for writer in self._writers:
                writer.close()
            self._writers.clear()

        self._do(change()).result(10)

    def _do(self, work: Coroutine[None, None, None]) -> "Future[None]":
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _serve(self, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._state == "cut":
            writer.close()
            return
        if self._state == "shaped":
            await asyncio.sleep(self._delay * 2)  # what a handshake takes
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
        ends = {writer, far_writer}
        self._writers |= ends
        await asyncio.gather(self._carry("up", reader, far_writer), self._carry("down", far_reader, writer))
        for end in ends:
            end.close()
        self._writers -= ends

    async def _carry(self, way: Way, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        waiting: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(AHEAD)
        delivering = asyncio.create_task(self._deliver(waiting, writer))
        try:
            while data := await reader.read(CHUNK):
                now = self._loop.time()
                arrives = now
                if self._state == "shaped":
                    self._free_at[way] = max(self._free_at[way], now) + len(data) * self._second_per_byte
                    arrives = self._free_at[way] + self._delay
                await waiting.put((arrives, data))
                if self._state == "shaped":
                    await asyncio.sleep(self._free_at[way] - self._loop.time())
        except OSError:
            pass
        await waiting.put((0.0, b""))
        await delivering

    async def _deliver(self, waiting: "asyncio.Queue[tuple[float, bytes]]", writer: asyncio.StreamWriter) -> None:
        while True:
            arrives, data = await waiting.get()
            if not data:
                break
            await asyncio.sleep(max(0.0, arrives - self._loop.time()))
            if not writer.is_closing():
                writer.write(data)
        if not writer.is_closing():
            writer.close()
