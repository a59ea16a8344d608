"""The lead's phone hears what counts and why the rest does not, while there is time to take it again."""

import pytest

from tests.api.test_wall import Answer, arrived
from tests.builders.house import House
from tests.builders.lead import Lead


@pytest.fixture
async def lead(house: House) -> Lead:
    await house.load_demo()
    return await Lead.arrive(house)


async def heard(lead: Lead) -> list[tuple[bool, str | None]]:
    """`counts` and the reason of each photo of the open half-day, oldest first."""
    listed = (await lead.browser.get("/api/supervision/assignments")).json()
    slots: list[Answer] = listed["assignments"][0]["slots"]
    captures = next(slot for slot in slots if slot["id"] == lead.slot["id"])["captures"]
    return [(one["counts"], one["whyNot"]) for one in sorted(captures, key=lambda one: one["takenAt"])]


async def test_from_the_manifest_to_the_ruling(lead: Lead) -> None:
    shot = lead.shoot()
    await lead.send(shot)
    assert await heard(lead) == [(False, "awaiting_bytes")]
    await lead.put(shot)
    assert await heard(lead) == [(False, "waiting")]
    await lead.commit()
    assert await heard(lead) == [(True, None)]
    authority = await lead.house.log_in("authority")
    where = f"/api/captures/{shot.manifest.id}/ruling"
    await authority.post(where, json={"verdict": "questioned", "reason": "看不清日期"})
    assert await heard(lead) == [(False, "questioned")]
    lead.house.clock.at += 1000
    await authority.post(where, json={"verdict": "accepted", "reason": "已核实"})
    assert await heard(lead) == [(True, None)]


async def test_what_waits_for_the_authority_and_what_can_never_count(lead: Lead) -> None:
    await lead.commit()
    await arrived(lead, position=None, no_position="no_fix")
    await arrived(lead, photo=b"\xff\xd8\xff\xe0 no picture at all")
    assert await heard(lead) == [(False, "no_position"), (False, "undecodable")]
