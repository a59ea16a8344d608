"""A lean HTTP/1.1 client on one kept connection: the generator must not cost more than what it measures."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

Headers = dict[str, str]


@dataclass
class Wire:
    """One connection to a server on this machine."""

    port: int
    headers: Headers = field(default_factory=dict)
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    async def open(self) -> None:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)

    async def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            await self._writer.wait_closed()

    async def post_json(self, path: str, body: object) -> Any:  # noqa: ANN401 - whatever the server answers
        """The decoded answer to a JSON body."""
        raw = json.dumps(body).encode()
        status, answer = await self.send("POST", path, raw, "application/json")
        if status >= 300:
            raise RuntimeError(f"{path}: {status} {answer[:300]!r}")
        return json.loads(answer)

    async def send(self, method: str, path: str, body: bytes, kind: str) -> tuple[int, bytes]:
        """Status and body of one exchange."""
        assert self._reader is not None
        assert self._writer is not None
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"Content-Length: {len(body)}"]
        lines += [f"Content-Type: {kind}", *(f"{name}: {value}" for name, value in self.headers.items()), "", ""]
        self._writer.write("\r\n".join(lines).encode())
        self._writer.write(body)
        await self._writer.drain()
        head = await self._reader.readuntil(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        length = next(
            (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
        )
        return status, await self._reader.readexactly(length)
