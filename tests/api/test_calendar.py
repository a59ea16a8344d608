"""Half-days as a calendar file."""

import httpx
from icalendar import Calendar

from tests.builders.house import House
from tests.builders.lead import Lead


async def test_the_lead_and_the_unit_get_the_same_half_days(house: House) -> None:
    await house.load_demo()
    lead = await Lead.arrive(house)
    own = await lead.browser.get("/api/supervision/calendar.ics")
    assert own.headers["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(own.content).walk("VEVENT")
    assert len(events) == len(lead.assignment["slots"])
    assert {str(event["UID"]).split("@")[0] for event in events} == {slot["id"] for slot in lead.assignment["slots"]}
    unit = await house.log_in("unit")
    where = f"/api/projects/{lead.assignment['project']['id']}/calendar.ics"
    shown = Calendar.from_ical((await unit.get(where, params={"lang": "en"})).content)
    assert {str(event["UID"]) for event in shown.walk("VEVENT")} == {str(event["UID"]) for event in events}
    sibling = await house.log_in("unit-women")
    assert (await sibling.get(where)).status_code == httpx.codes.NOT_FOUND
    assert (await unit.get("/api/supervision/calendar.ics")).status_code == httpx.codes.FORBIDDEN
