"""The unit's clerk at work while the lead is on site."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from tests.builders.server import Server

PROJECT_NO = "2026-03-01-112"


@dataclass
class UnitDesk:
    """The clerk's log-in, and the project that the lead is at."""

    client: httpx.Client
    project: str

    def post(self, what: str, **fields: str) -> dict[str, Any]:
        """Do something with the project that is done once."""
        body = fields | {"requestId": str(uuid4())}
        answer = self.client.post(f"/api/projects/{self.project}/{what}", json=body)
        assert answer.status_code == httpx.codes.CREATED, answer.text
        done: dict[str, Any] = answer.json()
        return done


@contextmanager
def unit_desk(server: Server) -> Iterator[UnitDesk]:
    """The clerk of the lead's unit, logged in."""
    with httpx.Client(base_url=server.origin, headers={"X-Halfday-CSRF": "none"}) as client:
        entered = client.post("/api/demo/login", json={"role": "unit"})
        client.headers["X-Halfday-CSRF"] = entered.json()["csrf"]
        client.headers["Cookie"] = entered.headers["set-cookie"].partition(";")[0]
        listed = client.get("/api/projects").json()["items"]
        yield UnitDesk(client, next(row["id"] for row in listed if row["no"] == PROJECT_NO))
