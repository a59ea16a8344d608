"""The server is killed at random moments during 500 uploads and restarted each time (design §4, §8).

Every receipt given must be true afterwards, every photo must arrive, none twice.
"""

import asyncio
import random
import secrets
import sqlite3
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from backend.demo.phone import Phone, Shot
from backend.kernel.encoding import b64decode, sha256_hex
from backend.supervision.capture.manifest import Position
from media.local import LocalStore
from tests.builders.server import Server
from tests.builders.small_jpeg import small_jpeg

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(300)]
PHOTOS = 500
PHONES = 5
KILLS = 6
HERE = Position(lat_e7=399811300, lon_e7=1163553800, accuracy_m=12, age_ms=900)
LEADS = ("lead", "lead-women", "lead-west", "lead-infection")


class Sender:
    """One phone that keeps trying until every photo has a receipt, as the phone queue does."""

    def __init__(self, server: Server, lead: str, shots: int) -> None:
        self.server = server
        self.lead = lead
        self.count = shots
        self.phone = Phone()
        self.receipts: dict[str, dict[str, Any]] = {}
        self.shots: dict[str, Shot] = {}
        self.server_at = 0
        self.browser = httpx.AsyncClient(base_url=server.origin, timeout=10, headers={"X-Halfday-CSRF": "none"})

    async def prepare(self) -> None:
        """Log in, register the key, fetch the ticket of the open slot, take the photos."""
        answer = await self.browser.post("/api/demo/login", json={"role": self.lead})
        assert answer.status_code == httpx.codes.CREATED, answer.text
        self.browser.headers["X-Halfday-CSRF"] = answer.json()["csrf"]
        self.browser.headers["Cookie"] = answer.headers["set-cookie"].partition(";")[0]
        listed = await self.browser.get("/api/supervision/assignments")
        server_at = self.server_at = listed.json()["serverAt"]
        self.phone.hear(listed.headers["X-Halfday-Time"], server_at)
        await self.browser.post("/api/devices", json=self.phone.device_offer())
        tickets = await self.browser.get("/api/supervision/tickets", params={"keyId": self.phone.key_id})
        slots = {slot["id"]: slot for one in listed.json()["assignments"] for slot in one["slots"]}
        token = next(t["token"] for t in tickets.json()["tickets"] if slots[t["slotId"]]["state"] == "open")
        for _ in range(self.count):
            photo = small_jpeg(secrets.randbits(32))
            shot = self.phone.shoot(ticket=token, photo=photo, taken_at=server_at, position=HERE)
            self.shots[str(shot.manifest.id)] = shot

    async def run(self) -> None:
        """Send until all receipts are there; every broken connection is tried again."""
        while len(self.receipts) < self.count:
            waiting = [shot for key, shot in self.shots.items() if key not in self.receipts]
            try:
                await self._send(random.sample(waiting, min(len(waiting), 12)))
            except httpx.TransportError:
                await asyncio.sleep(0.1)

    async def _send(self, shots: list[Shot]) -> None:
        body = {"sentAt": self.server_at, "items": [shot.sent() for shot in shots]}
        answer = await self.browser.post("/api/captures", json=body)
        assert answer.status_code == httpx.codes.OK, answer.text
        for item, shot in zip(answer.json()["items"], shots, strict=True):
            assert item["state"] in {"awaiting_bytes", "waiting", "stored"}, item
            put = await self.browser.put(f"/api/blobs/{shot.digest}", content=shot.photo)
            assert put.status_code == httpx.codes.OK, put.text
            for token in put.json()["receipts"]:
                receipt = msgspec.json.decode(b64decode(token.split(".")[1]))
                self.receipts[receipt["captureId"]] = receipt


async def _kill_now_and_then(server: Server, senders: list[Sender]) -> int:
    kills = 0
    while kills < KILLS:
        await asyncio.sleep(random.uniform(0.2, 1.2))
        if all(len(sender.receipts) == sender.count for sender in senders):
            break
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
        kills += 1
    return kills


async def test_killed_during_500_uploads(tmp_path: Path) -> None:
    server = Server(tmp_path)
    server.start()
    try:
        leads = [LEADS[n % len(LEADS)] for n in range(PHONES)]
        senders = [Sender(server, lead, PHOTOS // PHONES) for lead in leads]
        for sender in senders:
            await sender.prepare()
        killing = asyncio.create_task(_kill_now_and_then(server, senders))
        await asyncio.gather(*(asyncio.wait_for(sender.run(), 200) for sender in senders))
        kills = await killing
    finally:
        server.stop()
    assert kills >= 2, "the uploads were over before the server was killed"
    _check_everything_is_there(tmp_path, senders)


def _check_everything_is_there(folder: Path, senders: list[Sender]) -> None:
    with sqlite3.connect(folder / "halfday.sqlite") as database:
        rows = {row[0]: row[1:] for row in database.execute("SELECT id, sha256, size, bytes_at FROM capture")}
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(rows) == sum(sender.count for sender in senders)
    store = LocalStore(folder / "blobs")
    for sender in senders:
        for capture_id, shot in sender.shots.items():
            receipt = sender.receipts[capture_id]
            assert rows[capture_id] == (shot.digest, len(shot.photo), receipt["bytesAt"])
            assert sha256_hex(store.read(shot.digest)) == receipt["sha256"] == shot.digest
