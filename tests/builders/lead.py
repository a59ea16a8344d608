"""An on-site lead with a phone, ready to take photos of the open half-day."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

import httpx

from backend.demo.phone import Phone, Shot
from backend.kernel.clock import MINUTE
from backend.kernel.encoding import sha256_hex
from backend.supervision.capture.manifest import Position
from tests.builders.house import House
from tests.builders.small_jpeg import small_jpeg

HERE = Position(lat_e7=399811300, lon_e7=1163553800, accuracy_m=12, age_ms=900)
DRAWING = b"\x89PNG\r\n\x1a\n" + bytes(92)
"""As much of a drawn signature as anybody looks at."""
Answer = dict[str, Any]


@dataclass
class Lead:
    """A logged-in browser and the phone's key; `slot` is the open half-day of `assignment`."""

    house: House
    browser: httpx.AsyncClient
    phone: Phone
    assignment: Answer
    slot: Answer
    ticket: str
    _taken: int = 0

    @classmethod
    async def arrive(cls, house: House, role: str = "lead") -> "Lead":
        """Log in, register the key, fetch tickets."""
        browser, phone = await house.log_in(role), Phone()
        listed = await browser.get("/api/supervision/assignments")
        phone.hear(listed.headers["X-Halfday-Time"], listed.json()["serverAt"])
        registered = await browser.post("/api/devices", json=phone.device_offer())
        assert registered.status_code == httpx.codes.CREATED, registered.text
        assignment = listed.json()["assignments"][0]
        slot = next(slot for slot in assignment["slots"] if slot["state"] == "open")
        lead = cls(house=house, browser=browser, phone=phone, assignment=assignment, slot=slot, ticket="")
        lead.ticket = (await lead.tickets())[slot["id"]]
        return lead

    async def tickets(self) -> dict[str, str]:
        """Tickets by slot."""
        answer = await self.browser.get("/api/supervision/tickets", params={"keyId": self.phone.key_id})
        return {ticket["slotId"]: ticket["token"] for ticket in answer.json()["tickets"]}

    @property
    def commitment_id(self) -> str:
        return str(uuid5(UUID(self.assignment["id"]), "commitment"))

    async def commit(self, drawing: bytes = b"") -> None:
        """Sign the commitment; the drawing's bytes are sent only if there are any."""
        digest = sha256_hex(drawing) if drawing else "a" * 64
        commitment, heard = self.assignment["commitment"], self.phone.time
        assert heard is not None
        body = {
            "id": self.commitment_id,
            "assignmentId": self.assignment["id"],
            "textVersion": commitment["textVersion"],
            "textSha256": commitment["textSha256"],
            "drawing": {"sha256": digest, "size": len(drawing) or 100},
            "wall": heard.wall,
            "timeToken": heard.token,
        }
        answer = await self.browser.post("/api/supervision/commitments", json=body)
        assert answer.status_code == httpx.codes.CREATED, answer.text
        if drawing:
            sent = await self.browser.put(f"/api/blobs/{digest}", content=drawing)
            assert sent.status_code == httpx.codes.OK, sent.text

    def shoot(
        self,
        *,
        ticket: str | None = None,
        photo: bytes | None = None,
        position: Position | None = HERE,
        **changes: Any,  # noqa: ANN401 - fields of the manifest, of any type
    ) -> Shot:
        """A photo taken now; `changes` override the manifest's fields."""
        self._taken += 1
        shot = self.phone.shoot(
            ticket=ticket or self.ticket,
            photo=photo or small_jpeg(self._taken),
            taken_at=self.house.clock.at,
            position=position,
            **changes,
        )
        self.house.clock.at += MINUTE // 2
        return shot

    async def send(self, *shots: Shot, **changes: str) -> list[Answer]:
        """Send manifests; `changes` override what is sent of each."""
        body = {"sentAt": self.house.clock.at, "items": [shot.sent() | changes for shot in shots]}
        answer = await self.browser.post("/api/captures", json=body)
        assert answer.status_code == httpx.codes.OK, answer.text
        items: list[Answer] = answer.json()["items"]
        return items

    async def put(self, shot: Shot, content: bytes | None = None) -> httpx.Response:
        """Send a photo's bytes."""
        return await self.browser.put(f"/api/blobs/{shot.digest}", content=shot.photo if content is None else content)
