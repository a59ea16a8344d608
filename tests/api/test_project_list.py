"""The list of projects: every order, filter and count, page by page."""

import re
from itertools import pairwise
from typing import Any

import httpx
import pytest
from piccolo.querystring import QueryString

from backend.kernel.clock import DAY, HOUR
from backend.kernel.db import Engine, engine, write
from backend.supervision.projects.filters import COLUMNS
from backend.supervision.tables import Project
from tests.builders.house import House

Row = dict[str, Any]
FIELDS = {
    "start": "plannedStart",
    "no": "no",
    "filed": "filedAt",
    "first": "firstAt",
    "latest": "latestAt",
    "look": "look",
}


async def pages(browser: httpx.AsyncClient, **asked: str) -> list[list[Row]]:
    """Every page of a list, three rows each."""
    found: list[list[Row]] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = await browser.get("/api/projects", params={**asked, "limit": "3", "cursor": cursor})
        assert answer.status_code == httpx.codes.OK, answer.text
        body = answer.json()
        found.append(body["items"])
        cursor = body["next"]
    return found


async def varied(house: House) -> httpx.AsyncClient:
    """The demo district with some things set, equal ones among them."""
    await house.load_demo()
    ids = [row["id"] for row in await Project.select(Project.id).order_by(Project.no)]
    for place, project_id in enumerate(ids):
        values: dict[Any, Any] = {Project.look: place % 2}
        if place % 3:
            values |= {Project.first_at: 1_000 + place % 4, Project.latest_at: 2_000 - place}
        if place == 0:
            values |= {Project.rating: "qualified", Project.published: True, Project.rating_stale: True}
        async with write():
            await Project.update(values).where(Project.id == project_id)
    return await house.log_in("authority")


@pytest.mark.parametrize("sort", COLUMNS)
@pytest.mark.parametrize("sign", ["", "-"])
async def test_pages_in_any_order_hold_every_project_once(house: House, sort: str, sign: str) -> None:
    browser = await varied(house)
    rows = [row for page in await pages(browser, sort=sign + sort) for row in page]
    whole = (await browser.get("/api/projects", params={"limit": "200"})).json()["items"]
    assert sorted(row["id"] for row in rows) == sorted(row["id"] for row in whole)
    values = [row["slots"]["complete"] if sort == "complete" else row[FIELDS[sort]] for row in rows]
    known = [value for value in values if value is not None]
    assert values == [*known, *[None] * (len(values) - len(known))], "those without a value come last"
    assert known == sorted(known, reverse=bool(sign))
    equal = [(a["no"], b["no"]) for (a, x), (b, y) in pairwise(zip(rows, values, strict=True)) if x == y]
    assert all(first < second for first, second in equal)


async def test_filters_narrow_and_counts_follow(house: House) -> None:
    browser = await varied(house)
    whole = (await browser.get("/api/projects", params={"limit": "200"})).json()
    (rated,) = (await browser.get("/api/projects", params={"rating": "qualified"})).json()["items"]
    assert (rated["rating"], rated["ratingStale"], rated["published"]) == ("qualified", True, True)
    unrated = (await browser.get("/api/projects", params={"rating": "unrated", "limit": "200"})).json()
    assert len(unrated["items"]) == unrated["total"] == unrated["counts"]["all"] == whole["total"] - 1
    assert [r["id"] for r in (await browser.get("/api/projects", params={"published": "true"})).json()["items"]] == [
        rated["id"]
    ]
    day = rated["plannedEnd"]
    meeting = (await browser.get("/api/projects", params={"from": day, "to": day, "limit": "200"})).json()["items"]
    assert {r["id"] for r in meeting} == {
        r["id"] for r in whole["items"] if r["plannedStart"] <= day <= r["plannedEnd"]
    }
    for state, count in whole["counts"].items():
        if state != "all":
            page = (await browser.get("/api/projects", params={"state": state, "limit": "200"})).json()
            assert len(page["items"]) == page["total"] == count, state
            assert page["counts"] == whole["counts"], "another state is as far away as before"


async def test_the_two_states_count_each_other(house: House) -> None:
    """Each tab says how many it would show, given the other."""
    browser = await varied(house)
    whole = (await browser.get("/api/projects", params={"limit": "200"})).json()
    assert sum(whole["filingCounts"].values()) == whole["counts"]["all"]
    for filing, count in whole["filingCounts"].items():
        asked = {"filing": re.sub("([A-Z])", lambda letter: f"_{letter[1].lower()}", filing), "limit": "200"}
        page = (await browser.get("/api/projects", params=asked)).json()
        assert len(page["items"]) == page["total"] == page["counts"]["all"] == count, filing
        assert page["filingCounts"] == whole["filingCounts"]
        for state in ("running", "look", "missing", "complete"):
            both = (await browser.get("/api/projects", params=asked | {"state": state})).json()
            assert len(both["items"]) == both["total"] == both["filingCounts"][filing] == page["counts"][state]


@pytest.mark.parametrize("hours", [0, 5, 30, 24 * 40])
async def test_missing_means_closed_and_incomplete(house: House, hours: int) -> None:
    """One definition for the filter, its count and the number in a row, at any time of a day."""
    await house.load_demo()
    house.clock.at += hours * HOUR
    browser = await house.log_in("authority")
    whole = (await browser.get("/api/projects", params={"limit": "200"})).json()
    lacking = {row["id"] for row in whole["items"] if row["missing"] > 0}
    filtered = (await browser.get("/api/projects", params={"state": "missing", "limit": "200"})).json()
    assert {row["id"] for row in filtered["items"]} == lacking
    assert whole["counts"]["missing"] == len(lacking) > 0


async def test_the_list_says_where_nobody_is_named(house: House) -> None:
    await house.load_demo()
    browser = await house.log_in("authority")
    rows = (await browser.get("/api/projects", params={"limit": "200"})).json()["items"]
    assert {row["led"] for row in rows if row["no"] == "2026-03-01-112"} == {True}


@pytest.mark.parametrize(
    "asked",
    [
        {"sort": "name"},
        {"sort": "start", "cursor": "WyItc3RhcnQiLCJ4IiwieSJd"},
        {"state": "lost"},
        {"filing": "lost"},
        {"rating": "good"},
        {"from": "yesterday"},
    ],
)
async def test_what_cannot_be_asked_is_refused(house: House, asked: dict[str, str]) -> None:
    await house.load_demo()
    answer = await (await house.log_in("authority")).get("/api/projects", params=asked)
    assert answer.status_code in {400, 422}, answer.text


async def test_odd_searches_find_nothing_and_break_nothing(house: House) -> None:
    await house.load_demo()
    browser = await house.log_in("authority")
    for text in ("\x00", "%", "'", "\\", "没有这样的项目", "x" * 2_000):
        assert (await browser.get("/api/projects", params={"q": text})).status_code == httpx.codes.OK, text


async def test_the_number_of_queries_does_not_grow_with_the_list(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await house.load_demo()
    browser = await house.log_in("authority")
    await browser.get("/api/projects")
    ran: list[str] = []
    running: Any = type(engine()).run_querystring

    async def counting(self: Engine, querystring: QueryString, in_pool: bool = True) -> object:
        ran.append(str(querystring))
        found: object = await running(self, querystring, in_pool)
        return found

    monkeypatch.setattr(type(engine()), "run_querystring", counting)
    numbers = []
    for limit in ("1", "200"):
        ran.clear()
        assert (await browser.get("/api/projects", params={"limit": limit})).status_code == httpx.codes.OK
        numbers.append(len(ran))
    assert numbers[0] == numbers[1] > 0


async def test_list_and_wall_count_half_days_alike(house: House) -> None:
    browser = await varied(house)
    house.clock.at += 2 * DAY
    rows = (await browser.get("/api/projects", params={"limit": "200"})).json()["items"]
    for row in rows:
        summary = (await browser.get(f"/api/projects/{row['id']}/feedback")).json()["summary"]
        assert (summary["due"], summary["complete"]) == (row["slots"]["due"], row["slots"]["complete"]), row["no"]
    assert any(row["slots"]["due"] for row in rows)
