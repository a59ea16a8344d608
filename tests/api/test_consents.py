"""Consent as a versioned fact: kept once, on record in the trace (design §9)."""

from uuid import uuid4

import httpx

from backend.audit.tables import Event
from backend.identity.people.consent_tables import Consent
from tests.builders.house import House


def fact(**changes: object) -> dict[str, object]:
    return {"id": str(uuid4()), "kind": "camera_position", "version": "1", "given": True, "wall": 1} | changes


async def test_an_answer_is_kept_once(house: House) -> None:
    await house.load_demo()
    lead = await house.log_in("lead")
    given = fact()
    for _ in range(2):
        answer = await lead.post("/api/consents", json=given)
        assert (answer.status_code, answer.json()["state"]) == (httpx.codes.CREATED, "stored"), answer.text
    assert await Consent.count() == 1
    other = await lead.post("/api/consents", json=given | {"given": False})
    assert (other.status_code, other.json()["code"]) == (409, "conflict")
    refused = await lead.post("/api/consents", json=fact(given=False))
    assert refused.status_code == httpx.codes.CREATED
    kinds = await Event.select(Event.kind, Event.data).where(Event.kind.like("consent.%")).order_by(Event.kind)
    assert [row["kind"] for row in kinds] == ["consent.given", "consent.refused"]
    assert '"version":"1"' in kinds[0]["data"]


async def test_anothers_fact_and_malformed_ones(house: House) -> None:
    await house.load_demo()
    lead, other = await house.log_in("lead"), await house.log_in("lead-women")
    given = fact()
    assert (await lead.post("/api/consents", json=given)).status_code == httpx.codes.CREATED
    assert (await other.post("/api/consents", json=given)).json()["code"] == "conflict"
    for bad in (fact(kind="everything"), fact(version=""), fact(version="1" * 30), fact(extra=1)):
        answer = await lead.post("/api/consents", json=bad)
        assert answer.status_code in {400, 422}, bad
