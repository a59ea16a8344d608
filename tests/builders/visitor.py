"""Somebody of the demo at a real server, over the wire: a log-in, and for leads a phone with its key and tickets."""

import secrets
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from backend.demo.phone import Phone, Shot
from backend.supervision.capture.manifest import Position
from tests.builders.server import Server
from tests.builders.small_jpeg import small_jpeg

HERE = Position(lat_e7=399811300, lon_e7=1163553800, accuracy_m=12, age_ms=900)


@dataclass
class Visitor:
    """A logged-in client. `ticket` is that of the open half-day, empty for those who take no photos."""

    client: httpx.Client
    phone: Phone = field(default_factory=Phone)
    ticket: str = ""
    server_at: int = 0

    @classmethod
    def enter(cls, server: Server, role: str) -> "Visitor":
        """Log in as somebody of the demo."""
        client = httpx.Client(base_url=server.origin, timeout=30, headers={"X-Halfday-CSRF": "none"})
        answer = client.post("/api/demo/login", json={"role": role})
        assert answer.status_code == httpx.codes.CREATED, answer.text
        client.headers["X-Halfday-CSRF"] = answer.json()["csrf"]
        client.headers["Cookie"] = answer.headers["set-cookie"].partition(";")[0]
        return cls(client)

    @classmethod
    def on_site(cls, server: Server, role: str = "lead") -> "Visitor":
        """Log in as a lead, register a key, fetch tickets, sign the commitment."""
        lead = cls.enter(server, role)
        listed = lead.client.get("/api/supervision/assignments")
        lead.server_at = listed.json()["serverAt"]
        lead.phone.hear(listed.headers["X-Halfday-Time"], lead.server_at)
        registered = lead.client.post("/api/devices", json=lead.phone.device_offer())
        assert registered.status_code == httpx.codes.CREATED, registered.text
        assignment = listed.json()["assignments"][0]
        tickets = lead.client.get("/api/supervision/tickets", params={"keyId": lead.phone.key_id}).json()["tickets"]
        (slot,) = [slot["id"] for slot in assignment["slots"] if slot["state"] == "open"]
        lead.ticket = next(ticket["token"] for ticket in tickets if ticket["slotId"] == slot)
        signed = lead.commit(assignment)
        assert signed.status_code == httpx.codes.CREATED, signed.text
        return lead

    def commit(self, assignment: dict[str, Any]) -> httpx.Response:
        """Sign the commitment of an assignment."""
        heard, commitment = self.phone.time, assignment["commitment"]
        assert heard is not None
        body = {
            "id": str(uuid4()),
            "assignmentId": assignment["id"],
            "textVersion": commitment["textVersion"],
            "textSha256": commitment["textSha256"],
            "drawing": {"sha256": "a" * 64, "size": 100},
            "wall": heard.wall,
            "timeToken": heard.token,
        }
        return self.client.post("/api/supervision/commitments", json=body)

    def shoot(self, photo: bytes | None = None, position: Position = HERE, **changes: Any) -> Shot:  # noqa: ANN401 - any field
        """A photo taken now; `changes` override fields of its manifest."""
        content = small_jpeg(secrets.randbits(32)) if photo is None else photo
        return self.phone.shoot(
            ticket=self.ticket, photo=content, taken_at=self.server_at, position=position, **changes
        )

    def send(self, *shots: Shot) -> httpx.Response:
        """Send manifests."""
        body = {"sentAt": self.server_at, "items": [shot.sent() for shot in shots]}
        return self.client.post("/api/captures", json=body)

    def put(self, shot: Shot, content: bytes | None = None) -> httpx.Response:
        """Send a photo's bytes, or others in their place."""
        return self.client.put(f"/api/blobs/{shot.digest}", content=shot.photo if content is None else content)
