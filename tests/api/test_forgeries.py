"""Every forgery of design §4 is refused or flagged with its own code, and loses nothing that is true."""

import json
from uuid import uuid4

import httpx
import msgspec
import pytest

from backend.demo.phone import Phone
from backend.identity.tables import Device
from backend.kernel.clock import DAY, HOUR
from backend.kernel.db import write
from backend.kernel.encoding import b64encode, sha256_hex
from backend.supervision.capture.manifest import Manifest
from backend.supervision.capture.tables import Capture, Finding
from media.place import Point, to_wgs84
from tests.builders.house import House
from tests.builders.lead import HERE, Lead


@pytest.fixture
async def lead(house: House) -> Lead:
    await house.load_demo()
    arrived = await Lead.arrive(house)
    await arrived.commit()
    return arrived


async def findings(manifest: Manifest) -> set[str]:
    rows = await Finding.select(Finding.code).where(Finding.capture_id == manifest.id)
    return {row["code"] for row in rows}


async def test_a_changed_manifest(lead: Lead) -> None:
    shot = lead.shoot()
    changed = json.loads(shot.raw) | {"wall": shot.manifest.wall - HOUR}
    (answer,) = await lead.send(shot, manifest=b64encode(json.dumps(changed).encode()))
    assert (answer["state"], answer["code"]) == ("refused", "bad_signature")


async def test_a_copied_signature(lead: Lead) -> None:
    first, second = lead.shoot(), lead.shoot()
    (answer,) = await lead.send(second, signature=b64encode(first.signature))
    assert answer["code"] == "bad_signature"


async def test_anothers_key(lead: Lead) -> None:
    other = await Lead.arrive(lead.house, "lead-women")
    shot = lead.shoot()
    forged = other.phone.sign(shot.manifest, shot.photo)
    (answer,) = await lead.send(forged)
    assert answer["code"] == "foreign_ticket"
    (unknown,) = await lead.send(Phone().sign(shot.manifest, shot.photo))
    assert unknown["code"] == "unknown_key"


async def test_anothers_ticket(lead: Lead) -> None:
    other = await Lead.arrive(lead.house, "lead-women")
    (answer,) = await lead.send(lead.shoot(ticket=other.ticket))
    assert answer["code"] == "foreign_ticket"


async def test_anothers_captures_sent_by_me(lead: Lead) -> None:
    other = await Lead.arrive(lead.house, "lead-women")
    (answer,) = await lead.send(other.shoot())
    assert answer["code"] == "unknown_key"


async def test_a_ticket_of_another_slot(lead: Lead) -> None:
    tickets = await lead.tickets()
    tomorrow = lead.assignment["slots"][-1]["id"]
    (answer,) = await lead.send(lead.shoot(ticket=tickets[tomorrow]))
    assert (answer["state"], answer["code"]) == ("refused", "outside_slot")


async def test_a_made_up_ticket_or_time(lead: Lead) -> None:
    (ticket,) = await lead.send(lead.shoot(ticket=lead.ticket[:-6] + "AAAAAA"))
    assert ticket["code"] == "bad_ticket"
    assert lead.phone.time is not None
    (time,) = await lead.send(lead.shoot(time_token=lead.phone.time.token[:-6] + "AAAAAA"))
    assert time["code"] == "bad_time_token"
    (swapped,) = await lead.send(lead.shoot(time_token=lead.ticket))
    assert swapped["code"] == "bad_time_token"


async def test_an_old_token_cannot_prove_the_slot(lead: Lead) -> None:
    """A photo of yesterday with yesterday's token, claimed for today's slot by a clock that was moved."""
    shot = lead.shoot(since_token_ms=None, token_document=str(uuid4()))
    lead.house.clock.at += 20 * HOUR
    body = {"sentAt": lead.house.clock.at - 2 * HOUR, "items": [shot.sent()]}
    answer = await lead.browser.post("/api/captures", json=body)
    assert answer.json()["items"][0]["state"] == "awaiting_bytes"
    row = await Capture.select(Capture.verdict, Capture.counts).first()
    assert row == {"verdict": "unproven", "counts": False}


async def test_malformed_manifests(lead: Lead) -> None:
    shot = lead.shoot()
    plain = json.loads(shot.raw)
    bad: list[dict[str, object]] = [
        {"sha256": "A" * 64},
        {"size": 0},
        {"v": 2},
        {"extra": 1},
        {"item": {"kind": "lecturer"}},
        {"item": {"kind": "sofa"}},
        {"position": None},
        {"position": {"latE7": 10**10, "lonE7": 0, "accuracyM": 5, "ageMs": 0}},
        {"position": {"latE7": 0, "lonE7": 0, "accuracyM": 2**40, "ageMs": 0}},
        {"wall": 2**60},
        {"document": "x" * 200},
        {"previous": "yesterday"},
    ]
    for change in bad:
        raw = json.dumps(plain | change).encode()
        (answer,) = await lead.send(shot, manifest=b64encode(raw))
        assert (answer["state"], answer["code"]) == ("refused", "bad_manifest"), change
    (broken,) = await lead.send(shot, manifest="@@@")
    assert broken["code"] == "bad_manifest"
    (huge,) = await lead.send(shot, manifest=b64encode(b" " * 8_500))
    assert huge["code"] == "bad_manifest"


async def test_a_replayed_request_changes_nothing(lead: Lead) -> None:
    shot = lead.shoot()
    first = await lead.send(shot)
    await lead.put(shot)
    again = await lead.send(shot)
    other_signature = lead.phone.sign(shot.manifest, shot.photo)
    resigned = await lead.send(other_signature)
    assert (first[0]["state"], again[0]["state"], resigned[0]["state"]) == ("awaiting_bytes", "stored", "stored")
    assert await Capture.count() == 1


async def test_another_fact_under_the_same_id_is_a_conflict(lead: Lead) -> None:
    shot = lead.shoot()
    await lead.send(shot)
    other = lead.phone.sign(msgspec.structs.replace(shot.manifest, wall=shot.manifest.wall + 1), shot.photo)
    (answer,) = await lead.send(other)
    assert (answer["state"], answer["code"]) == ("conflict", "conflict")
    kept = await Capture.select(Capture.manifest_sha256).first()
    assert kept == {"manifest_sha256": sha256_hex(shot.raw)}


async def test_the_same_photo_twice_is_flagged(lead: Lead) -> None:
    first = lead.shoot()
    second = lead.shoot(photo=first.photo)
    await lead.send(first)
    await lead.put(first)
    (answer,) = await lead.send(second)
    assert answer["state"] == "stored"
    assert "same_bytes" in await findings(second.manifest)


async def test_a_revoked_key_proves_nothing_any_more(lead: Lead) -> None:
    shot = lead.shoot()
    async with write():
        await Device.update({Device.revoked_at: lead.house.clock.at - 1}).where(Device.key_id == lead.phone.key_id)
    (answer,) = await lead.send(shot)
    assert answer["state"] == "awaiting_bytes"
    row = await Capture.select(Capture.verdict).first()
    assert row == {"verdict": "unproven"}
    assert "revoked_key" in await findings(shot.manifest)
    refused = await lead.browser.get("/api/supervision/tickets", params={"keyId": lead.phone.key_id})
    assert refused.json()["errors"] == {"keyId": ["unknown_key"]}


async def test_a_wrong_clock_is_noted_and_does_no_harm(house: House) -> None:
    await house.load_demo()
    lead = await Lead.arrive(house)
    await lead.commit()
    lead.phone.offset_ms = HOUR
    listed = await lead.browser.get("/api/supervision/assignments")
    lead.phone.hear(listed.headers["X-Halfday-Time"], listed.json()["serverAt"])
    shot = lead.shoot()
    house.clock.at += 15 * HOUR
    body = {"sentAt": house.clock.at + HOUR, "items": [shot.sent()]}
    await lead.browser.post("/api/captures", json=body)
    assert await Capture.select(Capture.verdict).first() == {"verdict": "offline"}
    assert "clock_skew" in await findings(shot.manifest)


async def test_after_the_late_window_it_is_kept_for_a_person(lead: Lead) -> None:
    shot = lead.shoot()
    lead.house.clock.at += 4 * DAY
    (answer,) = await lead.send(shot)
    assert answer["state"] == "awaiting_bytes"
    await lead.put(shot)
    assert await Capture.select(Capture.verdict, Capture.counts).first() == {"verdict": "unproven", "counts": False}


async def test_too_many_at_once(lead: Lead) -> None:
    body = {"sentAt": 0, "items": [lead.shoot().sent()] * 51}
    answer = await lead.browser.post("/api/captures", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "too_many_items")


async def test_without_the_header_of_the_login_session_nothing_is_written(lead: Lead) -> None:
    for value in ("none", "", "x" * 43):
        lead.browser.headers["X-Halfday-CSRF"] = value
        answer = await lead.browser.post("/api/captures", json={"sentAt": 0, "items": []})
        assert (answer.status_code, answer.json()["code"]) == (httpx.codes.FORBIDDEN, "csrf")


async def test_far_away_is_flagged_only_if_both_datums_are(lead: Lead) -> None:
    far = lead.shoot(position=msgspec.structs.replace(HERE, lat_e7=HERE.lat_e7 + 40_000))
    shifted = to_wgs84(Point(HERE.lat_e7, HERE.lon_e7), "gcj02")
    other_datum = Point(2 * HERE.lat_e7 - shifted.lat_e7, 2 * HERE.lon_e7 - shifted.lon_e7)
    kind = lead.shoot(position=msgspec.structs.replace(HERE, lat_e7=other_datum.lat_e7, lon_e7=other_datum.lon_e7))
    near = lead.shoot()
    await lead.send(far, kind, near)
    assert "far" in await findings(far.manifest)
    assert await findings(kind.manifest) == await findings(near.manifest) == set()
