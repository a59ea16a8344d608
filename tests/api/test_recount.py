"""`halfday recount`: counters that differ from what they count are told, and mended on request (design §8)."""

import pytest

from backend.audit.tables import Event
from backend.kernel.db import write
from backend.supervision.tables import Project, Slot
from tests.builders.commands import run_command
from tests.builders.house import House
from tests.builders.lead import Lead


async def photographed(house: House) -> str:
    """The number of a project with a photo that counts."""
    await house.load_demo()
    lead = await Lead.arrive(house)
    await lead.commit()
    shot = lead.shoot()
    await lead.send(shot)
    await lead.put(shot)
    await house.inspect_all()
    row = await Project.select(Project.no).where(Project.latest_at.is_not_null()).first()
    assert row is not None
    return str(row["no"])


async def counters() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = [
        *await Project.select().order_by(Project.id),
        *await Slot.select().order_by(Slot.id),
    ]
    return rows


async def test_right_counters_are_left_alone(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    await photographed(house)
    before = await counters()
    assert await run_command(house.runtime, "recount", "--check") == 0
    assert await run_command(house.runtime, "recount") == 0
    assert capsys.readouterr().out.count("OK: the counters of") == 2
    assert await counters() == before
    assert not await Event.exists().where(Event.kind == "project.recounted")


async def test_wrong_counters_are_told_then_mended(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    number = await photographed(house)
    right = await counters()
    async with write():
        await Slot.update({Slot.look: 7}).where(Slot.project_id.no == number)
        await Project.update({Project.slots_total: 99}).where(Project.no == number)
    wrong = await counters()
    assert await run_command(house.runtime, "recount", "--check") == 1
    told = capsys.readouterr().out
    assert f"project {number}: wrong" in told
    assert "1 of " in told
    assert await counters() == wrong, "a check changes nothing"
    assert await run_command(house.runtime, "recount") == 0
    assert await counters() == right
    events = await Event.select(Event.data).where(Event.kind == "project.recounted")
    assert ['"slots":' in row["data"] for row in events] == [True]
    assert await run_command(house.runtime, "recount", "--check") == 0
