"""Capture ingest: manifest, bytes and durable receipt of 600 KB photos from 16 phones, against its floor."""

import asyncio
import os
import resource
import secrets
import subprocess
import sys
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path

import httpx

from backend.demo.phone import Phone, Shot
from backend.kernel.encoding import sha256_hex
from backend.settings import ROOT
from backend.supervision.manifest import Position
from tests.bench.wire import Wire
from tests.builders.server import Server, free_port
from tests.builders.small_jpeg import small_jpeg

PHONES = 16
PHOTO_BYTES = 600_000
BATCH = 10
HERE = Position(lat_e7=399811300, lon_e7=1163553800, accuracy_m=12, age_ms=900)
LEADS = ("lead", "lead-women", "lead-west", "lead-infection")


@dataclass(frozen=True)
class Rate:
    """Photos a second, and the generator's own processor seconds per second."""

    per_s: float
    generator_cpu: float


def photo() -> bytes:
    """A real small JPEG made heavy by what follows it: the server hashes and stores every byte alike."""
    head = small_jpeg(secrets.randbits(32))
    return head + secrets.token_bytes(PHOTO_BYTES - len(head))


async def measure_server(server: Server, photos: int) -> Rate:
    """All photos from 16 phones at once, each with its receipt."""
    phones = [await _Sender.prepare(server, LEADS[n % len(LEADS)], photos // PHONES) for n in range(PHONES)]
    return await _timed(photos // PHONES * PHONES, [phone.run() for phone in phones])


async def measure_floor(port: int, photos: int) -> Rate:
    """The same bytes to the bare server."""

    async def run(bodies: list[bytes]) -> None:
        wire = Wire(port)
        await wire.open()
        for body in bodies:
            status, _ = await wire.send("PUT", f"/{sha256_hex(body)}", body, "application/octet-stream")
            if status != httpx.codes.OK:
                raise RuntimeError(f"floor answered {status}")
        await wire.close()

    loads = [[photo() for _ in range(photos // PHONES)] for _ in range(PHONES)]
    return await _timed(photos // PHONES * PHONES, [run(load) for load in loads])


async def _timed(photos: int, work: list[Coroutine[None, None, None]]) -> Rate:
    cpu, began = _cpu(), time.perf_counter()
    await asyncio.gather(*work)
    took = time.perf_counter() - began
    return Rate(per_s=photos / took, generator_cpu=(_cpu() - cpu) / took)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class _Sender:
    """One phone with photos taken and signed beforehand."""

    def __init__(self, wire: Wire, shots: list[Shot], server_at: int) -> None:
        self._wire = wire
        self._shots = shots
        self._server_at = server_at

    @classmethod
    async def prepare(cls, server: Server, lead: str, count: int) -> "_Sender":
        phone = Phone()
        async with httpx.AsyncClient(base_url=server.origin, headers={"X-Halfday-CSRF": "none"}) as browser:
            entered = await browser.post("/api/demo/login", json={"role": lead})
            cookie, csrf = entered.headers["set-cookie"].partition(";")[0], entered.json()["csrf"]
            browser.headers.update({"Cookie": cookie, "X-Halfday-CSRF": csrf})
            listed = await browser.get("/api/supervision/assignments")
            server_at = listed.json()["serverAt"]
            phone.hear(listed.headers["X-Halfday-Time"], server_at)
            await browser.post("/api/devices", json=phone.device_offer())
            tickets = (await browser.get("/api/supervision/tickets", params={"keyId": phone.key_id})).json()["tickets"]
        slots = {slot["id"]: slot for one in listed.json()["assignments"] for slot in one["slots"]}
        token = next(ticket["token"] for ticket in tickets if slots[ticket["slotId"]]["state"] == "open")
        shots = [phone.shoot(ticket=token, photo=photo(), taken_at=server_at, position=HERE) for _ in range(count)]
        wire = Wire(server.port, {"Cookie": cookie, "X-Halfday-CSRF": csrf})
        await wire.open()
        return cls(wire, shots, server_at)

    async def run(self) -> None:
        """Manifests of a batch, then its bytes one after the other; every answer must hold a receipt."""
        for start in range(0, len(self._shots), BATCH):
            batch = self._shots[start : start + BATCH]
            body = {"sentAt": self._server_at, "items": [shot.sent() for shot in batch]}
            answered = await self._wire.post_json("/api/captures", body)
            if any(item["state"] == "refused" for item in answered["items"]):
                raise RuntimeError(str(answered["items"])[:300])
            for shot in batch:
                path = f"/api/blobs/{shot.digest}"
                status, answer = await self._wire.send("PUT", path, shot.photo, "application/octet-stream")
                if status != httpx.codes.OK or b'"receipts":["' not in answer:
                    raise RuntimeError(f"{status} {answer[:300]!r}")
        await self._wire.close()


class Floor:
    """The bare server as a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        folder.mkdir(parents=True)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(self.port), "--loop", "uvloop",
             "--no-log", "tests.bench.floor_app:app"],
            cwd=ROOT,
            env=os.environ | {"HALFDAY_FLOOR": str(folder)},
        )  # fmt: skip

    async def wait(self) -> None:
        for _ in range(200):
            try:
                wire = Wire(self.port)
                await wire.open()
                await wire.close()
            except OSError:
                await asyncio.sleep(0.05)
            else:
                return
        raise RuntimeError("the floor did not start")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)
