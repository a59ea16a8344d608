"""Asking a route as somebody, up to the status of its answer: streams are not waited for."""

import asyncio
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
from litestar import Litestar


@dataclass
class Asked:
    """One request of a browser; `body` is JSON unless another `kind` is named."""

    method: str
    path: str
    body: bytes = b""
    kind: str = "application/json"
    _told: bool = False
    _started: "asyncio.Future[int]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    async def status(self, app: Litestar, browser: httpx.AsyncClient) -> int:
        """The status of the answer, as soon as it begins."""
        running = asyncio.create_task(app(self._scope(browser), self._receive, self._send))  # type: ignore[arg-type]
        running.add_done_callback(lambda _: self._started.done() or self._started.cancel())
        await asyncio.wait({self._started})
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        return self._started.result()

    def _scope(self, browser: httpx.AsyncClient) -> dict[str, Any]:
        url = urlsplit(self.path)
        request = browser.build_request(self.method, self.path, content=self.body, headers={"Content-Type": self.kind})
        headers = [(name.lower(), value) for name, value in request.headers.raw]
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": self.method,
            "scheme": "https",
            "path": url.path,
            "raw_path": url.path.encode(),
            "query_string": url.query.encode(),
            "root_path": "",
            "headers": headers,
            "client": ("127.0.0.1", 1),
            "server": ("halfday.test", 443),
        }

    async def _receive(self) -> dict[str, Any]:
        if self._told:
            await asyncio.Event().wait()
        self._told = True
        return {"type": "http.request", "body": self.body, "more_body": False}

    async def _send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start" and not self._started.done():
            self._started.set_result(int(message["status"]))
