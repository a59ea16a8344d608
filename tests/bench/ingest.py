"""Capture ingest: manifest, bytes and durable receipt of 600 KB photos from 16 phones, against its floor."""

import asyncio
import resource
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from itertools import cycle

import httpx

from backend.demo.phone import Phone, Shot
from backend.identity.login_sessions import COOKIE
from backend.kernel.encoding import sha256_hex
from backend.supervision.capture.manifest import Position
from tests.bench.photos import photo
from tests.bench.seed import Login
from tests.bench.stage import Stage
from tests.bench.wire import Wire

PHONES = 16
BATCH = 10
HERE = Position(lat_e7=399811300, lon_e7=1163553800, accuracy_m=12, age_ms=900)
_fresh = iter(range(10**9))


@dataclass(frozen=True)
class Rate:
    """Photos a second, processor milliseconds of the server per photo, and the generator's own seconds per second."""

    per_s: float
    cpu_ms: float
    generator_cpu: float


async def measure_server(stage: Stage, logins: list[Login], photos: int) -> Rate:
    """`photos` of one phone after the other, from all logins at once, each with its receipt."""
    each = photos // len(logins)
    phones = [await Sender.prepare(stage.server.port, login, each) for login in logins]
    return await timed(each * len(logins), [phone.run() for phone in phones], stage.cpu)


async def measure_floor(stage: Stage, photos: int) -> Rate:
    """The same bytes to the bare server."""

    async def run(bodies: list[bytes]) -> None:
        wire = Wire(stage.floor.port)
        await wire.open()
        for body in bodies:
            status, _ = await wire.send("PUT", f"/{sha256_hex(body)}", body, "application/octet-stream")
            if status != httpx.codes.OK:
                raise RuntimeError(f"floor answered {status}")
        await wire.close()

    loads = [[photo(next(_fresh)) for _ in range(photos // PHONES)] for _ in range(PHONES)]
    return await timed(photos // PHONES * PHONES, [run(load) for load in loads], stage.floor.cpu)


async def timed(photos: int, work: list[Coroutine[None, None, None]], server_cpu: Callable[[], float]) -> Rate:
    """How fast `photos` went through `work`."""
    cpu, used, began = _cpu(), server_cpu(), time.perf_counter()
    await asyncio.gather(*work)
    took = time.perf_counter() - began
    return Rate(photos / took, (server_cpu() - used) * 1000 / photos, (_cpu() - cpu) / took)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class Sender:
    """One phone with photos taken and signed beforehand, ten to a half-day."""

    def __init__(self, wire: Wire, shots: list[Shot], server_at: int) -> None:
        self._wire = wire
        self._shots = shots
        self._server_at = server_at

    @classmethod
    async def prepare(cls, port: int, login: Login, count: int) -> "Sender":
        """Register a key, fetch tickets, take `count` photos."""
        phone, cookie = Phone(), f"{COOKIE}={login.token}"
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers={"Cookie": cookie}) as browser:
            csrf = (await browser.get("/api/me")).json()["csrf"]
            browser.headers["X-Halfday-CSRF"] = csrf
            listed = await browser.get("/api/supervision/assignments")
            server_at = listed.json()["serverAt"]
            phone.hear(listed.headers["X-Halfday-Time"], server_at)
            await browser.post("/api/devices", json=phone.device_offer())
            tickets = (await browser.get("/api/supervision/tickets", params={"keyId": phone.key_id})).json()["tickets"]
        tokens = cycle(token for ticket in tickets for token in [ticket["token"]] * BATCH)
        shots = [
            phone.shoot(ticket=next(tokens), photo=photo(next(_fresh)), taken_at=server_at, position=HERE)
            for _ in range(count)
        ]
        wire = Wire(port, {"Cookie": cookie, "X-Halfday-CSRF": csrf})
        await wire.open()
        return cls(wire, shots, server_at)

    async def run(self) -> None:
        """Manifests of a batch, then its bytes one after the other; every answer must hold a receipt."""
        for start in range(0, len(self._shots), BATCH):
            batch = self._shots[start : start + BATCH]
            body = {"sentAt": self._server_at, "items": [shot.sent() for shot in batch]}
            answered = await self._wire.post_json("/api/captures", body)
            if any(item["state"] != "awaiting_bytes" for item in answered["items"]):
                raise RuntimeError(str(answered["items"])[:300])
            for shot in batch:
                path = f"/api/blobs/{shot.digest}"
                status, answer = await self._wire.send("PUT", path, shot.photo, "application/octet-stream")
                if status != httpx.codes.OK or b'"receipts":["' not in answer:
                    raise RuntimeError(f"{status} {answer[:300]!r}")
        await self._wire.close()
