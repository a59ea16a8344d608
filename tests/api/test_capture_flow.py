"""From a manifest signed on a phone to the authority's wall, in process."""

import httpx

from backend.kernel.clock import HOUR, MINUTE
from tests.builders.house import House
from tests.builders.lead import Lead


async def test_a_photo_reaches_the_wall(house: House) -> None:
    await house.load_demo()
    lead = await Lead.arrive(house)
    await lead.commit()
    shot = lead.shoot()
    (named,) = await lead.send(shot)
    assert (named["state"], named["receipt"]) == ("awaiting_bytes", None)
    put = await lead.put(shot)
    assert put.status_code == httpx.codes.OK, put.text
    assert len(put.json()["receipts"]) == 1
    (again,) = await lead.send(shot)
    assert again["state"] == "stored"

    await house.inspect_all()
    authority = await house.log_in("authority")
    projects = (await authority.get("/api/projects")).json()
    project = next(row for row in projects["items"] if row["no"] == "2026-03-01-112")
    assert project["items"]["venue"] == 16
    wall = (await authority.get(f"/api/projects/{project['id']}/feedback")).json()
    (capture,) = [capture for slot in wall["slots"] for capture in slot["captures"]]
    assert capture["id"] == str(shot.manifest.id)
    assert (capture["state"], capture["verdict"], capture["counts"], capture["inspected"]) == (
        "stored",
        "in_time",
        True,
        True,
    )
    assert capture["distanceM"] < 5
    for variant in ("original", "thumb", "stamped"):
        photo = await authority.get(f"/api/captures/{shot.manifest.id}/photo", params={"variant": variant})
        assert (photo.status_code, photo.content[:3]) == (200, b"\xff\xd8\xff"), variant


async def test_offline_then_reconnected(house: House) -> None:
    await house.load_demo()
    lead = await Lead.arrive(house)
    shot = lead.shoot()
    house.clock.at += 20 * HOUR
    (named,) = await lead.send(shot)
    assert named["state"] == "waiting"
    await lead.commit()
    assert len((await lead.put(shot)).json()["receipts"]) == 1
    listed = (await lead.browser.get("/api/supervision/assignments")).json()
    slots = {slot["id"]: slot for slot in listed["assignments"][0]["slots"]}
    (capture,) = slots[lead.slot["id"]]["captures"]
    assert (capture["state"], capture["verdict"]) == ("stored", "offline")


async def test_taken_after_the_slot_closed_is_refused(house: House) -> None:
    await house.load_demo()
    lead = await Lead.arrive(house)
    house.clock.at = lead.slot["closesAt"] + 10 * MINUTE
    shot = lead.shoot()
    (named,) = await lead.send(shot)
    assert (named["state"], named["code"]) == ("refused", "outside_slot")
    refused = await lead.put(shot)
    assert (refused.status_code, refused.json()["code"]) == (409, "not_awaited")
