"""The key of one lost phone is revoked, by its owner or an administrator (design §4, Keys and tickets; §9)."""

import httpx

from backend.audit.tables import Event
from backend.demo.phone import Phone
from backend.kernel.clock import MINUTE
from tests.builders.house import House
from tests.builders.lead import Answer, Lead
from tests.builders.members import log_in_member


async def devices(browser: httpx.AsyncClient, where: str = "/api/me/devices") -> list[Answer]:
    answer = await browser.get(where)
    assert answer.status_code == httpx.codes.OK, answer.text
    items: list[Answer] = answer.json()["items"]
    return items


async def another_phone(house: House, lead: Lead) -> tuple[httpx.AsyncClient, Phone]:
    """The lead logged in on a second phone, with a key of its own."""
    house.clock.at += MINUTE
    browser, phone = await house.log_in("lead"), Phone()
    listed = await browser.get("/api/supervision/assignments")
    phone.hear(listed.headers["X-Halfday-Time"], listed.json()["serverAt"])
    assert (await browser.post("/api/devices", json=phone.device_offer())).status_code == httpx.codes.CREATED
    assert phone.key_id != lead.phone.key_id
    return browser, phone


async def test_a_lead_sees_and_revokes_a_phone_they_lost(house: House) -> None:
    await house.load_demo()
    lead = await Lead.arrive(house)
    await lead.commit()
    before, after = lead.shoot(), lead.shoot()
    await lead.send(before)
    assert (await lead.put(before)).status_code in {200, 201}
    used = house.clock.at
    browser, phone = await another_phone(house, lead)
    newest, lost = await devices(browser)
    assert (newest["keyId"], newest["lastUsedAt"], newest["revokedAt"]) == (phone.key_id, None, None)
    assert (lost["keyId"], lost["lastUsedAt"] <= used, lost["label"] != "") == (lead.phone.key_id, True, True)
    answer = await browser.post(f"/api/me/devices/{lead.phone.key_id}/revoke")
    assert [one["revokedAt"] for one in answer.json()["items"]] == [None, house.clock.at]
    # The log-in on the lost phone is over, this one is not; the lost key gets no more tickets and stays revoked.
    assert (await lead.browser.get("/api/me")).status_code == httpx.codes.UNAUTHORIZED
    assert (await browser.get("/api/me")).status_code == httpx.codes.OK
    refused = await browser.get("/api/supervision/tickets", params={"keyId": lead.phone.key_id})
    assert refused.json()["errors"] == {"keyId": ["unknown_key"]}
    again = await browser.post("/api/devices", json=lead.phone.device_offer())
    assert (again.status_code, again.json()["code"]) == (409, "device_revoked")
    # What had arrived counts as it did; what arrives from now on is unproven, and says why.
    house.clock.at += MINUTE
    lead.browser = browser
    await lead.send(after)
    assert (await lead.put(after)).status_code in {200, 201}
    await house.inspect_all()
    wall = (
        await (await house.log_in("authority")).get(f"/api/projects/{lead.assignment['project']['id']}/feedback")
    ).json()
    shown = {one["id"]: one for one in captures_in(wall)}
    first, late = shown[str(before.manifest.id)], shown[str(after.manifest.id)]
    assert (first["verdict"], codes(first) & {"revoked_key"}) == ("in_time", set())
    assert (late["verdict"], codes(late) & {"revoked_key"}) == ("unproven", {"revoked_key"})


def captures_in(shown: object) -> list[Answer]:
    """Every capture anywhere in an answer."""
    if isinstance(shown, list):
        return [one for part in shown for one in captures_in(part)]
    if not isinstance(shown, dict):
        return []
    here = [shown] if {"id", "verdict", "findings"} <= set(shown) else []
    return here + [one for part in shown.values() for one in captures_in(part)]


def codes(capture: Answer) -> set[str]:
    return {finding["code"] for finding in capture["findings"]}


async def test_revoking_twice_changes_nothing_and_a_strange_key_is_absent(house: House) -> None:
    await house.load_demo()
    lead = await Lead.arrive(house)
    browser, phone = await another_phone(house, lead)
    where = "/api/me/devices"
    first = await browser.post(f"{where}/{lead.phone.key_id}/revoke")
    house.clock.at += MINUTE
    assert (await browser.post(f"{where}/{lead.phone.key_id}/revoke")).json() == first.json()
    events = await Event.select().where(Event.kind == "device.revoked")
    assert [event["data"] for event in events] == [f'{{"key_id":"{lead.phone.key_id}","reason":"device_lost"}}']
    other = await Lead.arrive(house, "lead-women")
    for key in (other.phone.key_id, "x", "0" * 22):
        assert (await browser.post(f"{where}/{key}/revoke")).status_code == httpx.codes.NOT_FOUND
    assert (await devices(other.browser))[0]["revokedAt"] is None
    assert phone.key_id in {one["keyId"] for one in await devices(browser) if one["revokedAt"] is None}


async def test_an_administrator_revokes_a_phone_of_their_own_people_only(house: House) -> None:
    await house.load_demo()
    clerk, phone = await log_in_member(house, "cme_institution", "海淀区第一医院", name="孟洁"), Phone()
    told = await clerk.get("/api/me")
    phone.hear(told.headers["X-Halfday-Time"], told.json()["serverAt"])
    assert (await clerk.post("/api/devices", json=phone.device_offer())).status_code == httpx.codes.CREATED
    where = f"/api/people/{told.json()['person']['id']}/devices"
    elsewhere = await log_in_member(house, "unit_admin", "海淀区妇幼保健院", name="elsewhere")
    for outsider in (elsewhere, clerk, await house.log_in("authority")):
        assert (await outsider.get(where)).status_code == httpx.codes.NOT_FOUND
        assert (await outsider.post(f"{where}/{phone.key_id}/revoke")).status_code == httpx.codes.NOT_FOUND
    administrator = await house.log_in("unit-admin")
    assert [one["keyId"] for one in await devices(administrator, where)] == [phone.key_id]
    done = await administrator.post(f"{where}/{phone.key_id}/revoke")
    assert done.json()["items"][0]["revokedAt"] == house.clock.at
    assert (await clerk.get("/api/me")).status_code == httpx.codes.UNAUTHORIZED
    assert (await administrator.get("/api/me")).status_code == httpx.codes.OK
