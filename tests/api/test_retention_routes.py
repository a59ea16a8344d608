"""What is kept how long, on screen, and what the last runs removed."""

from typing import Any

import httpx

from backend.audit.retention import Kept
from backend.kernel.clock import DAY
from tests.builders.house import House
from tests.builders.retention import keep, run


async def shown(house: House) -> dict[str, Any]:
    answer = await (await house.log_in("admin")).get("/api/retention")
    assert answer.status_code == httpx.codes.OK, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_every_kind_with_its_days_and_what_is_due(house: House) -> None:
    await house.load_demo()
    keep(house, IDENTITY_LOGIN_LOG_DAYS=1)
    await house.log_in("unit")
    house.clock.at += 2 * DAY
    found = await shown(house)
    assert [one["kind"] for one in found["kinds"]] == [one.kind for one in house.runtime.wiring.all(Kept)]
    kinds = {one["kind"]: one for one in found["kinds"]}
    assert kinds["photos"] | {"due": 0} == {
        "kind": "photos",
        "days": 0,
        "due": 0,
        "setting": "HALFDAY_SUPERVISION_PHOTO_DAYS",
    }
    assert (kinds["login_addresses"]["days"], kinds["login_addresses"]["due"]) == (1, 1)
    assert found["runs"] == []


async def test_the_last_runs_with_their_numbers(house: House) -> None:
    await house.load_demo()
    keep(house, IDENTITY_LOGIN_LOG_DAYS=1)
    runs = []
    for _ in range(2):
        await house.log_in("unit")
        house.clock.at += 2 * DAY
        runs.append((house.clock.at, (await run(house))["login_addresses"]))
    await run(house)
    found = (await shown(house))["runs"]
    removed = [(one["at"], [(row["kind"], row["number"], row["days"]) for row in one["removed"]]) for one in found]
    assert removed == [(at, [("login_addresses", number, 1)]) for at, number in reversed(runs)]
