"""Notices and schedules: announced, sent, loaded by the lead, every load logged (catalogue 0.3, 11.5, 15.10)."""

import httpx
import pytest

from backend.audit.tables import Event
from backend.kernel.clock import DAY
from backend.kernel.encoding import sha256_hex
from tests.builders.filing import NOTICE_PDF, Filer, decide, filed, heading, rest
from tests.builders.house import House
from tests.builders.retention import keep, run
from tests.builders.small_jpeg import small_jpeg

PNG = b"\x89PNG\r\n\x1a\n rest"


async def test_only_announced_bytes_are_taken_and_only_from_who_announced(house: House) -> None:
    await house.load_demo()
    filer = await Filer.begin(house)
    digest = sha256_hex(NOTICE_PDF)
    early = await filer.browser.put(f"/api/blobs/{digest}", content=NOTICE_PDF)
    assert (early.status_code, early.json()["code"]) == (409, "not_awaited")
    stored = await filer.attach("notice", NOTICE_PDF, "通知.pdf")
    (named,) = stored.json()["documents"]
    (shown,) = (await filer.browser.get(f"{filer.where}/documents")).json()["items"]
    assert (shown["id"], shown["state"], shown["mediaType"]) == (named["id"], "stored", "application/pdf")
    other = await house.log_in("unit-women")
    assert (await other.put(f"/api/blobs/{digest}", content=NOTICE_PDF)).json()["code"] == "not_awaited"
    again = await filer.attach("notice", NOTICE_PDF, "通知.pdf")
    assert again.json()["documents"] == [named]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("通知.pdf", b"<html>", "not_pdf"),
        ("通知.png", b"%PDF-1.7", "not_png"),
        ("通知.jpg", PNG, "not_jpeg"),
    ],
)
async def test_content_is_judged_by_its_bytes(house: House, name: str, content: bytes, code: str) -> None:
    await house.load_demo()
    filer = await Filer.begin(house)
    refused = await filer.attach("notice", content, name)
    assert (refused.status_code, refused.json()["code"]) == (422, code)


async def test_pictures_are_documents_too(house: House) -> None:
    await house.load_demo()
    filer = await Filer.begin(house)
    for name, content in (("通知.PNG", PNG), ("日程.jpeg", small_jpeg(1))):
        sent = await filer.attach("schedule", content, name)
        assert sent.status_code == httpx.codes.OK
        answer = sent.json()
        assert [one["state"] for one in answer["documents"]] == ["stored"]
        assert answer["receipts"] == answer["commitments"] == []


async def test_what_is_announced_is_checked(house: House) -> None:
    await house.load_demo()
    filer = await Filer.begin(house)
    good = {"kind": "notice", "name": "a.pdf", "size": 10, "sha256": "a" * 64}
    wrong: list[tuple[dict[str, object], dict[str, list[str]]]] = [
        ({"name": "a.exe"}, {"name": ["file_kind"]}),
        ({"name": "../a.pdf"}, {"name": ["bad_file_name"]}),
        ({"size": 10_000_001}, {"size": ["file_too_large"]}),
        ({"sha256": "A" * 64}, {"sha256": ["bad_digest"]}),
    ]
    for change, errors in wrong:
        refused = await filer.browser.post(f"{filer.where}/documents", json=good | change)
        assert (refused.status_code, refused.json()["errors"]) == (422, errors)
    first = await filer.browser.post(f"{filer.where}/documents", json=good)
    assert (await filer.browser.post(f"{filer.where}/documents", json=good)).json() == first.json()
    otherwise = await filer.browser.post(f"{filer.where}/documents", json=good | {"size": 11})
    assert (otherwise.status_code, otherwise.json()["code"]) == (409, "conflict")


async def test_a_document_must_be_of_this_project_and_of_its_size(house: House) -> None:
    await house.load_demo()
    one = await Filer.begin(house)
    await one.complete()
    two = await Filer.begin(house, project_no="X-2")
    document = heading(project_no="X-2") | rest()
    checked = await two.browser.post("/api/projects/check", json={"document": document, "projectId": two.project})
    assert checked.json()["errors"] == {"notice_file.0": ["file_missing"], "schedule_file.0": ["file_missing"]}


async def test_the_lead_loads_what_the_approved_filing_names(house: House) -> None:
    await house.load_demo()
    filer = await filed(house, planned_start="2026-12-01")
    authority = await house.log_in("authority")
    await decide(authority, filer.shown["case"], "approve")
    named = {"name": "林晓", "phone": "13900000011", "requestId": "0199f6a0-0000-7000-8000-00000000000b"}
    issued = (await filer.browser.post(f"{filer.where}/supervisor", json=named)).json()
    lead = house.browser()
    captcha = (await lead.post("/api/login/captcha", json={"purpose": "supervisor"})).json()
    body = {"phone": "13900000011", "code": issued["loginCode"], "captchaId": captcha["id"]}
    body["captcha"] = await house.captcha_answer(captcha["id"])
    assert (await lead.post("/api/login/supervisor", json=body)).status_code == httpx.codes.CREATED
    listed = (await lead.get("/api/supervision/assignments")).json()["assignments"]
    own = next(one for one in listed if one["project"]["id"] == filer.project)
    assert [(one["kind"], one["name"], one["state"]) for one in own["documents"]] == [
        ("notice", "通知.pdf", "stored"),
        ("schedule", "日程.pdf", "stored"),
    ]
    url = own["documents"][0]["url"]
    loaded = await lead.get(url)
    assert (loaded.content, loaded.headers["Content-Type"]) == (NOTICE_PDF, "application/pdf")
    assert "filename*=UTF-8''%E9%80%9A" in loaded.headers["Content-Disposition"]
    assert loaded.headers["X-Content-Type-Options"] == "nosniff"
    logged = await Event.select(Event.subject_id).where(Event.kind == "file.downloaded")
    assert [str(row["subject_id"]) for row in logged] == [own["documents"][0]["id"]]
    sibling = await house.log_in("unit-women")
    stranger = await house.log_in("lead-women")
    for other in (sibling, stranger):
        assert (await other.get(url)).status_code == httpx.codes.NOT_FOUND
    assert (await authority.get(url)).status_code == httpx.codes.OK
    keep(house, SUPERVISION_DOCUMENT_DAYS=1)
    house.clock.at += 20 * DAY
    assert (await run(house))["documents"] == 2
    listed = (await lead.get("/api/supervision/assignments")).json()["assignments"]
    own = next(one for one in listed if one["project"]["id"] == filer.project)
    assert [(one["name"], one["state"]) for one in own["documents"]] == [
        ("通知.pdf", "removed"),
        ("日程.pdf", "removed"),
    ]
    assert (await lead.get(url)).json()["code"] == "document_removed"
