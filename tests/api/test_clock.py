"""Half-days at the edges of the day, on a host in another zone: nothing depends on when or where this runs (§11)."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backend.kernel.clock import HOUR, MINUTE
from backend.supervision.capture.tables import Capture
from tests.builders.house import House
from tests.builders.lead import Lead

pytestmark = pytest.mark.clock
SHANGHAI = ZoneInfo("Asia/Shanghai")
AWKWARD = ("00:00:30", "11:59:30", "23:59:30")
ZONES = ("UTC", "America/New_York", "Pacific/Kiritimati")


@pytest.fixture(params=ZONES)
def host_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The zone of the machine that the server runs on."""
    zone: str = request.param
    with monkeypatch.context() as changed:
        changed.setenv("TZ", zone)
        time.tzset()
        yield zone
    time.tzset()


@pytest.fixture(params=AWKWARD)
async def lead(request: pytest.FixtureRequest, house: House) -> Lead:
    """A lead on site at an awkward time of the deployment's day."""
    house.clock.at = instant(request.param)
    await house.load_demo()
    arrived = await Lead.arrive(house)
    await arrived.commit()
    return arrived


def instant(clock: str) -> int:
    return int(datetime.fromisoformat(f"2026-11-22T{clock}").replace(tzinfo=SHANGHAI).timestamp()) * 1000


async def states(lead: Lead) -> dict[tuple[str, str], str]:
    """The half-days of the lead's project by day and half."""
    answer = (await lead.browser.get("/api/supervision/assignments")).json()["assignments"][0]
    return {(slot["date"], slot["half"]): slot["state"] for slot in answer["slots"]}


@pytest.mark.usefixtures("host_zone")
async def test_a_journey_over_the_edge(lead: Lead) -> None:
    """Taken in this half-day, sent in it or in the next; then the next one is open, and this one takes nothing more."""
    now = datetime.fromtimestamp(lead.house.clock.at / 1000, SHANGHAI)
    this = (now.date().isoformat(), "am" if now.hour < 12 else "pm")
    assert (lead.slot["date"], lead.slot["half"]) == this
    assert [half for half, state in (await states(lead)).items() if state == "open"] == [this]
    prompt, slow = lead.shoot(), lead.shoot()
    await lead.send(prompt)
    lead.house.clock.at = lead.slot["closesAt"] + HOUR
    await lead.send(slow)
    for shot in (prompt, slow):
        assert (await lead.put(shot)).json()["receipts"]
    found = await Capture.select(Capture.verdict, Capture.counts).order_by(Capture.arrived_at)
    assert [row["verdict"] for row in found] == ["in_time", "offline"]
    assert all(row["counts"] for row in found)

    later = now + timedelta(hours=12)
    then = (later.date().isoformat(), "am" if later.hour < 12 else "pm")
    seen = await states(lead)
    assert seen[this] == "awaiting_upload", seen
    assert seen.get(then) == "open"
    listed = await lead.browser.get("/api/supervision/assignments")
    lead.phone.hear(listed.headers["X-Halfday-Time"], listed.json()["serverAt"])
    (refused,) = await lead.send(lead.shoot())
    assert (refused["state"], refused["code"]) == ("refused", "outside_slot")


@pytest.mark.usefixtures("host_zone")
async def test_the_edge_itself_is_generous_by_two_minutes(lead: Lead) -> None:
    """A photo of the last second arrives a moment after the end: still in time; three minutes after it, it is not."""
    lead.house.clock.at = lead.slot["closesAt"] - 1_000
    last = lead.shoot()
    lead.house.clock.at = lead.slot["closesAt"] + MINUTE
    await lead.send(last)
    lead.house.clock.at = lead.slot["closesAt"] + 3 * MINUTE
    listed = await lead.browser.get("/api/supervision/assignments")
    lead.phone.hear(listed.headers["X-Halfday-Time"], listed.json()["serverAt"])
    (refused,) = await lead.send(lead.shoot())
    assert refused["code"] == "outside_slot"
    assert await Capture.select(Capture.verdict) == [{"verdict": "in_time"}]
