"""A re-used picture, saved anew so that its bytes differ, is flagged with its own code (design §4, Findings)."""

import io
import json
from typing import Any

import pytest
from PIL import Image

from backend.kernel.clock import HOUR
from backend.supervision.capture.tables import Finding
from tests.builders.house import House
from tests.builders.lead import Lead
from tests.builders.photos import photo

ELSE = "lead-women"
"""On site for another project."""


@pytest.fixture
async def lead(house: House) -> Lead:
    await house.load_demo()
    arrived = await Lead.arrive(house)
    await arrived.commit()
    return arrived


def again(picture: bytes, *, quality: int = 60, width: int = 512) -> bytes:
    """The same picture as an editor or a messenger saves it: smaller and compressed harder."""
    with Image.open(io.BytesIO(picture)) as image:
        small = image.resize((width, image.height * width // image.width), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=quality)
    return out.getvalue()


async def take(lead: Lead, picture: bytes, item: str, *, inspected: bool = True) -> str:
    """A photo of an item that is on the server; the id of its capture."""
    row = lead.slot["lecturers"][0]["row"] if item == "lecturer" else None
    shot = lead.shoot(photo=picture, item=item, row=row)
    await lead.send(shot)
    assert (await lead.put(shot)).is_success
    if inspected:
        await lead.house.inspect_all()
    return str(shot.manifest.id)


async def near(capture_id: str) -> dict[str, Any]:
    """What the finding `near_equal` of a capture says; nothing where there is none."""
    row = (
        await Finding.select(Finding.data).where(Finding.capture_id == capture_id, Finding.code == "near_equal").first()
    )
    found: dict[str, Any] = json.loads(row["data"]) if row else {}
    return found


async def next_half_day(lead: Lead) -> Lead:
    """The same lead twelve hours on, in the half-day that is open then."""
    lead.house.clock.at += 12 * HOUR
    later = await Lead.arrive(lead.house)
    assert later.slot["id"] != lead.slot["id"]
    return later


@pytest.mark.parametrize("item", ["room", "lecturer"])
async def test_a_saved_again_photo_in_another_half_day_is_flagged(lead: Lead, item: str) -> None:
    picture = photo(7)
    first = await take(lead, picture, item)
    second = await take(await next_half_day(lead), again(picture), item)
    found = await near(second)
    assert (found["captureId"], found["bits"] <= 6) == (first, True)
    assert await near(first) == {}


async def test_boards_and_venues_look_alike_within_one_meeting(lead: Lead) -> None:
    for seed, item in ((8, "agenda_board"), (9, "venue")):
        picture = photo(seed)
        await take(lead, picture, item)
        assert await near(await take(lead, again(picture), item)) == {}
    board = photo(8)
    later = await next_half_day(lead)
    assert await near(await take(later, again(board, quality=70), "agenda_board")) == {}


@pytest.mark.parametrize("item", ["venue", "agenda_board", "room"])
async def test_any_item_of_another_project_is_flagged(lead: Lead, item: str) -> None:
    picture = photo(11)
    first = await take(lead, picture, item)
    other = await Lead.arrive(lead.house, ELSE)
    await other.commit()
    found = await near(await take(other, again(picture), item))
    assert found["captureId"] == first


async def test_of_two_in_one_batch_the_later_is_flagged(lead: Lead) -> None:
    picture = photo(13)
    other = await Lead.arrive(lead.house, ELSE)
    await other.commit()
    first = await take(lead, picture, "room", inspected=False)
    lead.house.clock.at += 1
    second = await take(other, again(picture), "room", inspected=False)
    await lead.house.inspect_all()
    assert (await near(first), (await near(second))["captureId"]) == ({}, first)


async def test_another_picture_is_not_flagged(lead: Lead) -> None:
    await take(lead, photo(17), "room")
    assert await near(await take(await next_half_day(lead), photo(18), "room")) == {}
