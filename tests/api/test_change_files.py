"""Notice and schedule change with the filing (catalogue 11.1: 项目督查时现场可下载)."""

from typing import Any

import httpx

from backend.kernel.encoding import sha256_hex
from tests.api.test_filing_changes import approved, ask, start
from tests.builders.filing import NOTICE_PDF, SCHEDULE_PDF, Filer, decide
from tests.builders.house import House

Answer = dict[str, Any]
NEWER = b"%PDF-1.7 schedule of the second day"


async def in_force(filer: Filer) -> set[str]:
    listed = (await filer.browser.get(f"{filer.where}/documents")).json()["items"]
    return {row["name"] for row in listed if row["inForce"]}


async def lead_of(house: House, filer: Filer) -> httpx.AsyncClient:
    """The on-site lead of the project, logged in."""
    named = {"name": "林晓", "phone": "13900000011", "requestId": "0199f6a0-0000-7000-8000-00000000000a"}
    issued = (await filer.browser.post(f"{filer.where}/supervisor", json=named)).json()
    browser = house.browser()
    captcha = (await browser.post("/api/login/captcha", json={"purpose": "supervisor"})).json()
    body = {"phone": "13900000011", "code": issued["loginCode"], "captchaId": captcha["id"]}
    answer = await browser.post(
        "/api/login/supervisor", json=body | {"captcha": await house.captcha_answer(captcha["id"])}
    )
    browser.headers["X-Halfday-CSRF"] = answer.json()["csrf"]
    return browser


async def loadable(lead: httpx.AsyncClient, filer: Filer) -> dict[str, int]:
    """What the lead's phone lists, with the answers of loading it."""
    listed = (await lead.get("/api/supervision/assignments")).json()["assignments"]
    own = next(one for one in listed if one["project"]["id"] == filer.project)
    return {file["name"]: (await lead.get(file["url"])).status_code for file in own["documents"]}


async def test_another_schedule_is_in_force_once_approved(house: House) -> None:
    await house.load_demo()
    filer, authority = await approved(house)
    lead = await lead_of(house, filer)
    assert await loadable(lead, filer) == {"通知.pdf": 200, "日程.pdf": 200}
    sent = await filer.attach("schedule", NEWER, "日程（新）.pdf")
    assert sent.status_code == httpx.codes.OK, sent.text
    newer = {"sha256": sha256_hex(NEWER), "name": "日程（新）.pdf", "size": len(NEWER)}
    document = await start(filer)
    assert [file["name"] for file in document["schedule_file"]] == ["日程.pdf"]
    asked = await ask(filer, document | {"schedule_file": [newer]})
    assert asked.status_code == httpx.codes.OK, asked.text
    case = asked.json()["case"]
    assert [(change["path"], change["what"]) for change in case["changes"]] == [("schedule_file", "changed")]
    assert await in_force(filer) == {"通知.pdf", "日程.pdf"}
    await decide(authority, case, "approve")
    assert await in_force(filer) == {"通知.pdf", "日程（新）.pdf"}
    assert await loadable(lead, filer) == {"通知.pdf": 200, "日程（新）.pdf": 200}

    rows = (await authority.get(f"{filer.where}/documents")).json()["items"]
    former = next(row for row in rows if row["sha256"] == sha256_hex(SCHEDULE_PDF))
    assert ((await authority.get(former["url"])).content, former["inForce"]) == (SCHEDULE_PDF, False)
    assert (await lead.get(former["url"])).status_code == httpx.codes.NOT_FOUND


async def test_a_change_that_names_no_files_keeps_them(house: House) -> None:
    await house.load_demo()
    filer, authority = await approved(house)
    document = await start(filer, place="四层", notice_file=[])
    del document["schedule_file"]
    asked = await ask(filer, document)
    assert [change["path"] for change in asked.json()["case"]["changes"]] == ["place"]
    assert asked.json()["case"]["document"]["notice_file"][0]["sha256"] == sha256_hex(NOTICE_PDF)
    await decide(authority, asked.json()["case"], "approve")
    assert await in_force(filer) == {"通知.pdf", "日程.pdf"}


async def test_a_file_that_never_came_is_not_named(house: House) -> None:
    await house.load_demo()
    filer, _ = await approved(house)
    stranger = {"sha256": "a" * 64, "name": "日程.pdf", "size": 10}
    refused = await ask(filer, await start(filer, schedule_file=[stranger]))
    assert refused.json()["errors"] == {"schedule_file.0": ["file_missing"]}


async def test_under_review_no_file_is_announced(house: House) -> None:
    await house.load_demo()
    filer = await Filer.begin(house)
    await filer.complete()
    await filer.file()
    body = {"kind": "schedule", "name": "日程.pdf", "size": len(NEWER), "sha256": sha256_hex(NEWER)}
    refused = await filer.browser.post(f"{filer.where}/documents", json=body)
    assert refused.json()["code"] == "filing_locked"
