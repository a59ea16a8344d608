"""What those who judge see on the wall beside the photos (catalogue 11.5, 11.6)."""

from typing import Any
from uuid import UUID

import httpx

from backend.demo.phone import Shot
from tests.builders.house import House
from tests.builders.lead import Lead
from tests.builders.photos import photo

Answer = dict[str, Any]


async def arrived(lead: Lead, **changes: Any) -> Shot:  # noqa: ANN401 - fields of the manifest, of any type
    """A photo that is stored and inspected."""
    shot = lead.shoot(**changes)
    await lead.send(shot)
    assert (await lead.put(shot)).status_code == httpx.codes.OK
    await lead.house.inspect_all()
    return shot


async def wall_of(browser: httpx.AsyncClient, lead: Lead) -> Answer:
    answer = await browser.get(f"/api/projects/{lead.assignment['project']['id']}/feedback")
    assert answer.status_code == httpx.codes.OK, answer.text
    wall: Answer = answer.json()
    return wall


async def slot_of(browser: httpx.AsyncClient, lead: Lead) -> Answer:
    slots = (await wall_of(browser, lead))["slots"]
    return next(slot for slot in slots if slot["id"] == lead.slot["id"])


async def detail(browser: httpx.AsyncClient, lead: Lead, shot: Shot) -> Answer:
    captures = (await slot_of(browser, lead))["captures"]
    return next(capture for capture in captures if capture["id"] == str(shot.manifest.id))


def items_of(lead: Lead) -> list[Answer]:
    """What the half-day asks for."""
    fixed: list[Answer] = [{"item": kind} for kind in ("venue", "agenda_board", "room")]
    return fixed + [{"item": "lecturer", "row": UUID(row["row"])} for row in lead.slot["lecturers"]]


async def test_a_complete_half_day_says_when_and_by_whom(house: House) -> None:
    await house.load_demo()
    lead, authority = await Lead.arrive(house), await house.log_in("authority")
    await lead.commit()
    *most, last = items_of(lead)
    for item in most:
        await arrived(lead, **item)
    assert (await slot_of(authority, lead))["submittedAt"] is None
    await arrived(lead, **last)
    at = house.clock.at
    slot = await slot_of(authority, lead)
    assert (slot["state"], slot["submittedAt"], slot["submittedBy"]) == ("complete", at, "林晓")
    assert {capture["by"] for capture in slot["captures"]} == {"林晓"}


async def test_the_photo_that_another_one_is_like(house: House) -> None:
    """Whoever may see its project sees where it belongs; others learn only that there is one."""
    await house.load_demo()
    lead, women = await Lead.arrive(house), await Lead.arrive(house, "lead-women")
    picture = photo(seed=7)
    await lead.commit()
    first = await arrived(lead, photo=picture)
    second = await arrived(women, photo=picture)
    authority, unit = await house.log_in("authority"), await house.log_in("unit-women")
    found = {one["code"]: one for one in (await detail(authority, women, second))["findings"]}
    assert {"same_bytes", "near_equal"} <= set(found)
    assert found["near_equal"]["other"] == {
        "id": str(first.manifest.id),
        "projectId": lead.assignment["project"]["id"],
        "projectNo": lead.assignment["project"]["no"],
        "projectName": lead.assignment["project"]["name"],
        "slotId": lead.slot["id"],
        "date": lead.slot["date"],
        "half": lead.slot["half"],
        "item": {"kind": first.manifest.item.kind, "row": None, "name": None},
        "pictured": True,
    }
    hidden = {one["code"]: one for one in (await detail(unit, women, second))["findings"]}
    for code in ("same_bytes", "near_equal"):
        assert hidden[code]["other"] is None
        assert str(first.manifest.id) not in str(hidden[code])


async def test_every_word_on_a_photo_stays_readable(house: House) -> None:
    await house.load_demo()
    lead, authority = await Lead.arrive(house), await house.log_in("authority")
    await lead.commit()
    shot = await arrived(lead)
    assert (await detail(authority, lead, shot))["earlierRulings"] == []
    for verdict, reason in (("questioned", "看不清日期"), ("accepted", "已电话核实"), ("questioned", "再次核对")):
        house.clock.at += 1000
        body = {"verdict": verdict, "reason": reason}
        answer = await authority.post(f"/api/captures/{shot.manifest.id}/ruling", json=body)
        assert answer.status_code == httpx.codes.OK, answer.text
    shown = await detail(authority, lead, shot)
    assert shown["ruling"]["reason"] == "再次核对"
    assert [one["reason"] for one in shown["earlierRulings"]] == ["已电话核实", "看不清日期"]
