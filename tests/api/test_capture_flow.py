"""From a manifest signed on a phone to the authority's wall, in process."""

from typing import Any
from uuid import UUID

import httpx

from backend.demo.phone import Phone, Shot
from backend.kernel.clock import HOUR, MINUTE
from backend.supervision.inspection import Inspector
from backend.supervision.manifest import Position
from tests.builders.house import House
from tests.builders.small_jpeg import small_jpeg

HERE = Position(lat_e7=399811300, lon_e7=1163553800, accuracy_m=12, age_ms=900)
PHOTO = small_jpeg(1)


async def prepared(house: House) -> tuple[httpx.AsyncClient, Phone, dict[str, Any]]:
    """A lead with a registered phone, and the open slot's ticket."""
    browser = await house.log_in("lead")
    phone = Phone()
    answer = await browser.get("/api/supervision/assignments")
    assert answer.status_code == httpx.codes.OK, answer.text
    phone.hear(answer.headers["X-Halfday-Time"], answer.json()["serverAt"])
    registered = await browser.post("/api/devices", json=phone.device_offer())
    assert registered.status_code == httpx.codes.CREATED, registered.text
    slots = answer.json()["assignments"][0]["slots"]
    open_slot = next(slot for slot in slots if slot["state"] == "open")
    tickets = await browser.get("/api/supervision/tickets", params={"keyId": phone.key_id})
    token = next(t["token"] for t in tickets.json()["tickets"] if t["slotId"] == open_slot["id"])
    return browser, phone, {"slot": open_slot, "token": token, "assignment": answer.json()["assignments"][0]}


async def send(browser: httpx.AsyncClient, house: House, *shots: Shot) -> list[dict[str, Any]]:
    body = {"sentAt": house.clock.at, "items": [shot.sent() for shot in shots]}
    answer = await browser.post("/api/captures", json=body)
    assert answer.status_code == httpx.codes.OK, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def commit(browser: httpx.AsyncClient, given: dict[str, Any], phone: Phone) -> None:
    commitment = given["assignment"]["commitment"]
    assert phone.time
    answer = await browser.post(
        "/api/supervision/commitments",
        json={
            "id": "0199f6a0-0000-7000-8000-000000000001",
            "assignmentId": given["assignment"]["id"],
            "textVersion": commitment["textVersion"],
            "textSha256": commitment["textSha256"],
            "drawing": {"sha256": "a" * 64, "size": 100},
            "wall": phone.time.wall,
            "timeToken": phone.time.token,
        },
    )
    assert answer.status_code == httpx.codes.CREATED, answer.text


async def test_a_photo_reaches_the_wall(house: House) -> None:
    await house.load_demo()
    browser, phone, given = await prepared(house)
    await commit(browser, given, phone)
    shot = phone.shoot(ticket=given["token"], photo=PHOTO, taken_at=house.clock.at + MINUTE, position=HERE)
    house.clock.at += 2 * MINUTE
    (named,) = await send(browser, house, shot)
    assert (named["state"], named["receipt"]) == ("awaiting_bytes", None)
    put = await browser.put(f"/api/blobs/{shot.digest}", content=PHOTO)
    assert put.status_code == httpx.codes.OK, put.text
    assert len(put.json()["receipts"]) == 1
    (again,) = await send(browser, house, shot)
    assert again["state"] == "stored"

    await house.runtime.find(Inspector).inspect_some()
    authority = await house.log_in("authority")
    projects = (await authority.get("/api/projects")).json()
    assert projects["counts"]["all"] == 5
    project = next(row for row in projects["items"] if row["no"] == "2026-03-01-112")
    wall = (await authority.get(f"/api/projects/{project['id']}/feedback")).json()
    captures = [capture for slot in wall["slots"] for capture in slot["captures"]]
    assert [(c["id"], c["state"], c["verdict"], c["counts"]) for c in captures] == [
        (str(shot.manifest.id), "stored", "in_time", True)
    ]
    assert captures[0]["distanceM"] < 5
    assert captures[0]["inspected"]
    for variant in ("original", "thumb", "stamped"):
        photo = await authority.get(f"/api/captures/{shot.manifest.id}/photo", params={"variant": variant})
        assert (photo.status_code, photo.content[:3]) == (200, b"\xff\xd8\xff"), variant
    assert project["items"]["venue"] == 16


async def test_offline_then_reconnected(house: House) -> None:
    await house.load_demo()
    browser, phone, given = await prepared(house)
    shot = phone.shoot(ticket=given["token"], photo=PHOTO, taken_at=house.clock.at + MINUTE, position=HERE)
    house.clock.at += 20 * HOUR
    (named,) = await send(browser, house, shot)
    assert named["state"] == "waiting"
    await commit(browser, given, phone)
    put = await browser.put(f"/api/blobs/{shot.digest}", content=PHOTO)
    assert len(put.json()["receipts"]) == 1
    listed = (await browser.get("/api/supervision/assignments")).json()
    slots = {slot["id"]: slot for slot in listed["assignments"][0]["slots"]}
    (capture,) = slots[given["slot"]["id"]]["captures"]
    assert (capture["state"], capture["verdict"]) == ("stored", "offline")


async def test_taken_after_the_slot_closed_is_refused(house: House) -> None:
    await house.load_demo()
    browser, phone, given = await prepared(house)
    house.clock.at = given["slot"]["closesAt"] + 10 * MINUTE
    shot = phone.shoot(ticket=given["token"], photo=PHOTO, taken_at=house.clock.at - MINUTE, position=HERE)
    (named,) = await send(browser, house, shot)
    assert (named["state"], named["code"]) == ("refused", "outside_slot")
    refused = await browser.put(f"/api/blobs/{shot.digest}", content=PHOTO)
    assert (refused.status_code, refused.json()["code"]) == (409, "not_awaited")
    assert UUID(named["id"]) == shot.manifest.id
