"""A replaced lead's phone sends what it took before, by its key alone, and nothing else (design §4)."""

import httpx

from backend.kernel.clock import HOUR, MINUTE
from backend.supervision.capture.tables import Capture, Finding
from tests.builders.house import House
from tests.builders.lead import Lead
from tests.builders.replaced import batch, replace_lead, signed_request


async def replaced(house: House) -> Lead:
    await house.load_demo()
    lead = await Lead.arrive(house)
    await lead.commit()
    return lead


async def findings() -> list[str]:
    return sorted(row["code"] for row in await Finding.select(Finding.code))


async def test_what_was_taken_before_still_arrives(house: House) -> None:
    lead = await replaced(house)
    shot = lead.shoot()
    await replace_lead(house, lead)
    house.clock.at += 20 * HOUR
    answer = await signed_request(lead, "POST", "/api/captures", batch(lead, shot))
    assert answer.status_code == httpx.codes.OK, answer.text
    assert answer.json()["items"][0]["state"] == "awaiting_bytes"
    put = await signed_request(lead, "PUT", f"/api/blobs/{shot.digest}", shot.photo)
    assert len(put.json()["receipts"]) == 1
    row = await Capture.select(Capture.verdict, Capture.counts).first()
    assert row == {"verdict": "offline", "counts": True}
    assert await findings() == ["after_replacement"]
    again = await signed_request(lead, "POST", "/api/captures", batch(lead, shot))
    assert again.json()["items"][0]["state"] == "stored"


async def test_what_was_taken_afterwards_does_not(house: House) -> None:
    lead = await replaced(house)
    await replace_lead(house, lead)
    house.clock.at += 5 * MINUTE
    shot = lead.shoot()
    answer = await signed_request(lead, "POST", "/api/captures", batch(lead, shot))
    assert answer.json()["items"][0]["code"] == "outside_slot"
    refused = await signed_request(lead, "PUT", f"/api/blobs/{shot.digest}", shot.photo)
    assert (refused.status_code, refused.json()["code"]) == (409, "not_awaited")


async def test_nothing_else_is_allowed(house: House) -> None:
    lead = await replaced(house)
    await replace_lead(house, lead)
    for method, path in (
        ("GET", "/api/supervision/assignments"),
        ("GET", f"/api/supervision/tickets?keyId={lead.phone.key_id}"),
        ("POST", "/api/supervision/commitments"),
        ("POST", "/api/supervision/lecturers"),
        ("POST", "/api/captures/import"),
        ("GET", "/api/me"),
    ):
        answer = await signed_request(lead, method, path, b"{}")
        assert answer.status_code == httpx.codes.UNAUTHORIZED, (path, answer.text)


async def test_after_72_hours_it_is_over(house: House) -> None:
    lead = await replaced(house)
    shot = lead.shoot()
    await replace_lead(house, lead)
    house.clock.at += 72 * HOUR + MINUTE
    answer = await signed_request(lead, "POST", "/api/captures", batch(lead, shot))
    assert answer.status_code == httpx.codes.UNAUTHORIZED
    assert await Capture.count() == 0


async def test_a_lead_in_force_needs_a_log_in(house: House) -> None:
    lead = await replaced(house)
    answer = await signed_request(lead, "POST", "/api/captures", batch(lead, lead.shoot()))
    assert (answer.status_code, answer.json()["code"]) == (401, "not_logged_in")


async def test_forged_and_stale_signatures(house: House) -> None:
    lead = await replaced(house)
    shot = lead.shoot()
    await replace_lead(house, lead)
    body = batch(lead, shot)
    swapped = await signed_request(lead, "POST", "/api/captures", body, signed=b"another body")
    assert swapped.status_code == httpx.codes.UNAUTHORIZED
    assert lead.phone.time is not None
    house.clock.at += 11 * MINUTE
    stale = await signed_request(lead, "POST", "/api/captures", body, token=lead.phone.time.token)
    assert stale.status_code == httpx.codes.UNAUTHORIZED
    other = await Lead.arrive(house, "lead-women")
    other.phone.key, key = lead.phone.key, other.phone.key
    assert (await signed_request(other, "POST", "/api/captures", body)).status_code == httpx.codes.OK
    other.phone.key = key
    assert (await signed_request(other, "POST", "/api/captures", body)).status_code == httpx.codes.UNAUTHORIZED
    for header in ("Halfday-Device", "Halfday-Device a b c d", "Halfday-Device  ", "Halfday-Device a b c d e"):
        bad = await house.browser().post("/api/captures", json={}, headers={"Authorization": header})
        assert bad.status_code == httpx.codes.UNAUTHORIZED, header
