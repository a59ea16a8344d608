"""A meeting that moves: venue points that count from a half-day on (design §4, Slots)."""

from typing import Any

import httpx

from backend.kernel.clock import HOUR
from backend.supervision.capture.manifest import Position
from backend.supervision.tables import Venue
from tests.api.test_cases import take_for
from tests.api.test_filing_changes import ask, start, versions
from tests.builders.filing import Filer, decide
from tests.builders.house import House
from tests.builders.lead import HERE, Lead

Answer = dict[str, Any]
HALL = {"id": "v1", "name": "一号酒店", "datum": "wgs84", "lat": "39.98113", "lon": "116.35538", "radius_m": 200}
OTHER = {"id": "v2", "name": "二号酒店", "datum": "wgs84", "lat": "40.05", "lon": "116.42", "radius_m": 200}
THERE = Position(lat_e7=400_500_000, lon_e7=1_164_200_000, accuracy_m=12, age_ms=900)


async def begun(house: House) -> tuple[Filer, Lead]:
    """A project in its second day, with its lead."""
    await house.load_demo()
    filer = await Filer.begin(house, planned_start="2026-11-20", planned_end="2026-11-22")
    speakers = [
        {"id": f"r{day}{half}", "name": "李明", "topic": "心衰", "date": f"2026-11-2{day}", "half": half}
        for day in range(3)
        for half in ("am", "pm")
    ]
    await filer.complete(days_off=[], speakers=speakers, venues=[HALL])
    await filer.file()
    await decide(await house.log_in("authority"), filer.shown["case"], "approve")
    named = {"name": "林晓", "phone": "13900000011", "requestId": "0199f6a0-0000-7000-8000-00000000000a"}
    issued = (await filer.browser.post(f"{filer.where}/supervisor", json=named)).json()
    lead = await Lead.arrive(house)
    await take_for(house, lead, filer, issued["loginCode"])
    return filer, lead


async def ticket(lead: Lead, filer: Filer) -> str:
    """For the half-day of the project that is open now."""
    listed = (await lead.browser.get("/api/supervision/assignments")).json()["assignments"]
    own = next(one for one in listed if one["project"]["id"] == filer.project)
    slot = next(slot for slot in own["slots"] if slot["state"] == "open")
    return (await lead.tickets())[slot["id"]]


async def distances(filer: Filer) -> list[tuple[str, bool]]:
    """Of each photo, in no order of theirs: the point it is nearest to, and whether it is far."""
    wall = (await filer.browser.get(f"{filer.where}/feedback")).json()
    taken = [one for slot in wall["slots"] for one in slot["captures"]]
    return sorted((one["venue"], any(found["code"] == "far" for found in one["findings"])) for one in taken)


async def test_a_meeting_moves_to_another_hotel(house: House) -> None:
    filer, lead = await begun(house)
    authority = await house.log_in("authority")
    await lead.send(lead.shoot(ticket=await ticket(lead, filer), position=THERE))
    assert await distances(filer) == [("一号酒店", False), ("一号酒店", True)]
    moved = await ask(filer, await start(filer, venues=[(await start(filer))["venues"][0], OTHER]))
    assert moved.status_code == httpx.codes.OK, moved.text
    (standing,) = await Venue.select(Venue.id).where(Venue.project_id == filer.project)
    decided = await decide(authority, moved.json()["case"], "approve")
    assert decided.status_code == httpx.codes.OK, decided.text
    rows = await Venue.select().where(Venue.project_id == filer.project).order_by(Venue.position)
    assert [(row["name"], row["from_day"], row["from_half"]) for row in rows] == [
        ("一号酒店", "", ""),
        ("二号酒店", "2026-11-22", "am"),
    ]
    assert rows[0]["id"] == standing["id"]
    told = (await authority.get(f"{filer.where}/feedback")).json()["project"]["venues"]
    assert [(one["name"], one["fromDay"], one["fromHalf"]) for one in told] == [
        ("一号酒店", "", ""),
        ("二号酒店", "2026-11-22", "am"),
    ]
    listed = (await lead.browser.get("/api/supervision/assignments")).json()["assignments"]
    assert next(one["venues"] for one in listed if one["project"]["id"] == filer.project) == told
    assert {place: version for place, (version, _) in (await versions(filer)).items()} == {
        ("20", "am"): 1, ("20", "pm"): 1, ("21", "am"): 1, ("21", "pm"): 1, ("22", "am"): 2, ("22", "pm"): 2,
    }  # fmt: skip

    same_half_day = lead.shoot(ticket=await ticket(lead, filer), position=THERE)
    await lead.send(same_half_day)
    house.clock.at += 12 * HOUR
    following = await ticket(lead, filer)
    await lead.send(lead.shoot(ticket=following, position=THERE), lead.shoot(ticket=following, position=HERE))
    assert await distances(filer) == sorted(
        [("一号酒店", False), ("一号酒店", True), ("一号酒店", True), ("二号酒店", False), ("一号酒店", False)]
    )


async def test_points_of_what_has_begun_stay(house: House) -> None:
    filer, _ = await begun(house)
    for venues in ([], [OTHER], [HALL | {"radius_m": 900}]):
        fixed = await ask(filer, await start(filer, venues=venues))
        assert (fixed.status_code, fixed.json()["code"]) == (409, "venues_fixed")
    beyond = await ask(filer, await start(filer, venues=[HALL, OTHER | {"from_date": "2026-11-23"}]))
    assert beyond.json()["errors"] == {"venues.1.from_date": ["outside_period"]}


async def test_a_point_may_be_planned_for_a_later_half_day(house: House) -> None:
    filer, _ = await begun(house)
    authority = await house.log_in("authority")
    later = OTHER | {"from_date": "2026-11-22", "from_half": "pm"}
    moved = await ask(filer, await start(filer, venues=[HALL, later]))
    await decide(authority, moved.json()["case"], "approve")
    shown = (await start(filer))["venues"]
    assert [(row.get("from_date"), row.get("from_half")) for row in shown] == [(None, None), ("2026-11-22", "pm")]
    dropped = await ask(filer, await start(filer, venues=shown[:1]))
    assert dropped.status_code == httpx.codes.OK, dropped.text
    await decide(authority, dropped.json()["case"], "approve")
    assert len((await start(filer))["venues"]) == 1
