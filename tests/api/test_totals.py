"""How many there are in a list that comes in pages: of a log up to a bound, of everything else exactly."""

from typing import Any

import httpx
import pytest

from backend.kernel.db import count_up_to
from backend.logs import window as log_window
from backend.organisations.tables import Organisation
from tests.api.test_logs_events import taken
from tests.api.test_logs_login import CITY, enter
from tests.api.test_notifications import tell
from tests.api.test_results import rate
from tests.builders.filing import UNIT_NAME, filed
from tests.builders.house import House
from tests.builders.members import log_in_member
from tests.builders.organisations import id_of

LOGS = ("login", "operation", "login-code", "capture", "reveal", "file")
Shown = dict[str, Any]


async def ask(browser: httpx.AsyncClient, path: str, **wanted: object) -> Shown:
    answer = await browser.get(path, params=wanted)  # type: ignore[arg-type]
    assert answer.status_code == httpx.codes.OK, answer.text
    page: Shown = answer.json()
    return page


async def counted(browser: httpx.AsyncClient, path: str, **wanted: object) -> int:
    """The rows of all pages; the first says how many they are, and those that follow say nothing."""
    first = page = await ask(browser, path, limit=2, **wanted)
    found = len(page["items"])
    while page["next"] is not None:
        page = await ask(browser, path, limit=2, cursor=page["next"], **wanted)
        assert page["total"] is None
        found += len(page["items"])
    assert first["total"] == {"n": found, "more": False}
    return found


@pytest.fixture
async def auditor(house: House) -> httpx.AsyncClient:
    """Of a house where somebody was let in, somebody was not, and a photo was taken."""
    await house.load_demo()
    await taken(house)
    await enter(house)
    await enter(house, code="0" * 8)
    return await log_in_member(house, "auditor", CITY, name="罗兰")


async def test_each_log_tells_how_many_rows_it_holds(auditor: httpx.AsyncClient) -> None:
    found = {log: await counted(auditor, f"/api/logs/{log}") for log in LOGS}
    assert found["reveal"] == 0
    assert all(found[log] for log in LOGS if log != "reveal")
    assert await counted(auditor, "/api/logs/login-code", action="refused") == 1
    assert await counted(auditor, "/api/logs/capture", result="refused") == 0
    assert 0 < await counted(auditor, "/api/logs/operation", module="identity") < found["operation"]
    assert await counted(auditor, "/api/logs/file", action="uploaded") == found["file"]


async def test_a_log_is_counted_up_to_a_bound(auditor: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = (await ask(auditor, "/api/logs/login-code"))["total"]["n"]
    monkeypatch.setattr(log_window, "MOST_COUNTED", codes - 1)
    assert (await ask(auditor, "/api/logs/login-code"))["total"] == {"n": codes - 1, "more": True}
    monkeypatch.setattr(log_window, "MOST_COUNTED", codes)
    assert (await ask(auditor, "/api/logs/login-code"))["total"] == {"n": codes, "more": False}


async def test_counting_ends_at_its_limit(house: House) -> None:
    await house.load_demo()
    everything = await Organisation.count()
    assert [await count_up_to(Organisation.select(Organisation.id), limit) for limit in (0, 1, everything, 9_999)] == [
        0,
        1,
        everything,
        everything,
    ]


async def test_people_and_roles_are_counted_as_their_administrator_sees_them(house: House) -> None:
    await house.load_demo()
    admin, of_unit = await house.log_in("admin"), await house.log_in("unit-admin")
    everybody, own = await counted(admin, "/api/people"), await counted(of_unit, "/api/people")
    assert 0 < own < everybody
    assert await counted(of_unit, "/api/people", state="disabled") == 0
    unit = str(await id_of(UNIT_NAME))
    assert await counted(of_unit, "/api/memberships", organisation=unit) >= own
    assert await counted(of_unit, "/api/memberships", organisation=unit, former="true") == 0
    found = (await admin.post("/api/people/search", json={"text": "陈立"})).json()
    assert found["total"] == {"n": 1, "more": False}


async def test_holds_are_counted_by_state_and_by_what_they_keep(house: House) -> None:
    await house.load_demo()
    admin, authority = await house.log_in("admin"), await house.log_in("authority")
    projects = [row["id"] for row in (await ask(authority, "/api/projects"))["items"]]
    assert await counted(admin, "/api/holds") == 0
    sent = [{"held": "project", "subjectId": project, "reason": "调查中"} for project in projects[:4]]
    placed = [(await admin.post("/api/holds", json=one)).json()["id"] for one in sent]
    await admin.post(f"/api/holds/{placed[3]}/release", json={"reason": "结案"})
    assert await counted(admin, "/api/holds") == 3
    assert await counted(admin, "/api/holds", released="true") == 1
    assert await counted(admin, "/api/holds", subject=projects[0]) == 1
    assert await counted(admin, "/api/holds", subject=projects[3]) == 0


async def test_messages_are_counted_as_their_reader_sees_them(house: House) -> None:
    await house.load_demo()
    for n in range(5):
        await tell(house, "陈立", n)
    await tell(house, "林晓")
    unit, lead = await house.log_in("unit"), await house.log_in("lead")
    newest = (await ask(unit, "/api/notifications"))["items"][0]
    await unit.post(f"/api/notifications/{newest['id']}/read")
    assert await counted(unit, "/api/notifications") == 5
    assert await counted(unit, "/api/notifications", unread="true") == 4
    assert await counted(lead, "/api/notifications") == 0, "a lead's log-in is told of nothing but the half-days"


async def test_tasks_are_counted_as_they_were_asked_for(house: House) -> None:
    await house.load_demo()
    for number in ("P-0", "P-1", "P-2", "Q-0", "Q-1"):
        await filed(house, project_no=number)
    authority, lead = await house.log_in("authority"), await house.log_in("lead")
    assert await counted(authority, "/api/inbox") == 5
    assert await counted(authority, "/api/inbox", flow="filing") == 5
    assert await counted(authority, "/api/inbox", flow="filing_change") == 0
    assert await counted(authority, "/api/inbox", q="P-") == 3
    assert await counted(authority, "/api/inbox", flow="filing", q=" Q-1 ") == 1
    assert await counted(authority, "/api/inbox", flow="filing_change", q="P-") == 0
    assert await counted(lead, "/api/inbox") == 0


async def test_published_results_are_counted_where_they_stand(house: House) -> None:
    """Once for each project, however often it was published, and no longer once it was withdrawn."""
    await house.load_demo()
    authority = await house.log_in("authority")
    assert await counted(authority, "/api/publications") == 0
    rows = (await ask(authority, "/api/projects"))["items"]
    projects = [row["id"] for row in rows][:4]
    for project in projects:
        await rate(authority, project, "qualified")
    await authority.post("/api/publications", json={"projectIds": projects})
    await rate(authority, projects[0], "unqualified", "照片不是当天拍的")
    await authority.post("/api/publications", json={"projectIds": projects[:1]})
    assert await counted(authority, "/api/publications") == 4
    await authority.post(f"/api/projects/{projects[3]}/publication/withdraw", json={"reason": "评分有误"})
    assert await counted(authority, "/api/publications") == 3
    own = {row["id"] for row in (await ask(await house.log_in("unit"), "/api/projects"))["items"]}
    of_unit = await counted(await house.log_in("unit"), "/api/publications")
    assert of_unit == len(own.intersection(projects[:3]))
    assert await counted(await house.log_in("lead"), "/api/publications") == 0
