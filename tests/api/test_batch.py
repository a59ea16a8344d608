"""Several cases decided with one word (design §1), and tasks found by their project (catalogue 0.4)."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.audit.tables import Event
from backend.flows.case_store import events_of
from backend.supervision.tables import Project
from tests.api.test_cases import inbox
from tests.builders.filing import Filer, decide
from tests.builders.house import House

Answer = dict[str, Any]


async def several(house: House, count: int) -> list[Filer]:
    await house.load_demo()
    found = []
    for number in range(count):
        filer = await Filer.begin(house, project_no=f"2026-09-09-00{number}", project_name=f"学习班{number}")
        await filer.complete()
        await filer.file()
        found.append(filer)
    return found


def items(tasks: list[Answer]) -> list[Answer]:
    return [{key: task[key] for key in ("caseId", "round", "documentVersion")} for task in tasks]


async def say(browser: httpx.AsyncClient, tasks: list[Answer], verdict: str, **more: object) -> httpx.Response:
    body = {"flow": "filing", "step": "authority_review", "verdict": verdict, "items": items(tasks)}
    return await browser.post("/api/cases/decisions", json=body | more)


async def state(filer: Filer) -> str:
    return str((await filer.look())["filing"])


async def test_several_filings_are_approved_at_once(house: House) -> None:
    filers = await several(house, 3)
    authority = await house.log_in("authority")
    tasks = (await inbox(authority))["items"]
    assert {(task["form"], tuple(task["verdicts"])) for task in tasks} == {
        ("filing_review", ("approve", "reject", "return"))
    }
    done = await say(authority, tasks, "approve", form={"indoor": True})
    assert [(row["caseId"], row["outcome"]) for row in done.json()["items"]] == [(t["caseId"], "done") for t in tasks]
    assert [await state(filer) for filer in filers] == ["approved"] * 3
    assert await Project.count().where(Project.id.is_in([filer.project for filer in filers]), Project.indoor.eq(True))
    decided = await Event.select(Event.subject_id).where(Event.kind == "case.decided")
    assert {str(row["subject_id"]) for row in decided} == {task["caseId"] for task in tasks}
    assert (await inbox(authority))["counts"]["all"] == 0


async def test_each_case_is_read_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The inbox reads cases too; only what deciding reads is counted."""
    await several(house, 2)
    authority = await house.log_in("authority")
    tasks = (await inbox(authority))["items"]
    read: list[UUID] = []

    async def counted(case_id: UUID) -> object:
        read.append(case_id)
        return await events_of(case_id)

    monkeypatch.setattr("backend.flows.case_store.events_of", counted)
    done = (await say(authority, tasks, "approve", form={"indoor": True})).json()["items"]
    assert {row["outcome"] for row in done} == {"done"}
    assert [str(case_id) for case_id in read] == [task["caseId"] for task in tasks]


async def test_what_came_first_stands_and_the_others_go_on(house: House) -> None:
    filers = await several(house, 3)
    authority = await house.log_in("authority")
    tasks = (await inbox(authority))["items"]
    await decide(authority, filers[1].shown["case"], "reject", reason="材料不全")
    done = (await say(authority, tasks, "return", reason="请补充日程")).json()["items"]
    assert [(row["outcome"], row["code"]) for row in done] == [
        ("done", None),
        ("changed", "round_closed"),
        ("done", None),
    ]
    assert (done[1]["data"]["verdict"], done[1]["data"]["name"]) == ("reject", "周敏")
    assert [await state(filer) for filer in filers] == ["returned", "rejected", "returned"]
    assert filers[0].shown["case"]["timeline"][1]["reason"] == "请补充日程"
    again = (await say(authority, tasks, "return", reason="请补充日程")).json()["items"]
    assert {row["outcome"] for row in again} == {"changed"}


async def test_each_refusal_is_told_and_changes_nothing(house: House) -> None:
    filers = await several(house, 2)
    authority = await house.log_in("authority")
    tasks = (await inbox(authority))["items"]
    unreasoned = (await say(authority, tasks, "return")).json()["items"]
    assert {(row["outcome"], row["code"]) for row in unreasoned} == {("refused", "invalid")}
    formless = (await say(authority, tasks, "approve")).json()["items"]
    assert {row["outcome"] for row in formless} == {"refused"}
    own = (await say(filers[0].browser, tasks, "approve", form={})).json()["items"]
    assert {(row["outcome"], row["code"]) for row in own} == {("refused", "not_holder")}
    stranger = (await say(await house.log_in("unit-women"), tasks, "approve", form={})).json()["items"]
    assert {(row["outcome"], row["code"]) for row in stranger} == {("refused", "not_found")}
    other = (await say(authority, tasks, "approve", form={}, flow="filing_change")).json()["items"]
    assert {(row["outcome"], row["code"]) for row in other} == {("refused", "not_found")}
    twice = await say(authority, [*tasks, tasks[0]], "approve", form={})
    assert (twice.status_code, twice.json()["errors"]) == (422, {"items": ["duplicate_choice"]})
    empty = await say(authority, [], "approve", form={})
    assert empty.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert [await state(filer) for filer in filers] == ["in_review"] * 2


async def test_tasks_are_found_by_number_and_name(house: House) -> None:
    filers = await several(house, 3)
    authority = await house.log_in("authority")
    for text, expected in (
        ("学习班1", [1]),
        ("2026-09-09-002", [2]),
        ("学习班", [0, 1, 2]),
        ("100%", []),
        (" ", [0, 1, 2]),
    ):
        found = await inbox(authority, q=text)
        assert [task["subjectId"] for task in found["items"]] == [filers[place].project for place in expected]
        assert found["counts"]["all"] == 3
