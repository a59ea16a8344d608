"""Phones in case documents are masked, and each reveal is logged (catalogue 0.3 V-MASK, 15.9)."""

import httpx

from tests.api.test_filing_changes import ask, start
from tests.builders.filing import Filer, decide, filed
from tests.builders.house import House

PHONE, MASKED = "13800138000", "138****8000"


async def test_a_case_shows_phones_masked_to_everybody(house: House) -> None:
    await house.load_demo()
    filer = await filed(house)
    authority = await house.log_in("authority")
    case = filer.shown["case"]
    for browser in (filer.browser, authority):
        for where in (f"/api/cases/{case['id']}", f"{filer.where}/filing"):
            answer = await browser.get(where)
            assert (PHONE not in answer.text, MASKED in answer.text) == (True, True)
    await decide(authority, case, "approve")
    asked = await ask(filer, await start(filer, place="四层"))
    await decide(authority, asked.json()["case"], "approve")
    standing = (await authority.get(f"{filer.where}/filing")).json()["standing"]
    assert standing["document"]["leader_phone"] == MASKED


async def test_the_unit_sees_its_own_draft_in_clear(house: House) -> None:
    await house.load_demo()
    filer = await Filer.begin(house)
    await filer.complete()
    assert filer.shown["draft"]["document"]["leader_phone"] == PHONE
    await filer.file()
    assert filer.shown["draft"]["document"]["leader_phone"] == MASKED
    await decide(await house.log_in("authority"), filer.shown["case"], "return", reason="请补充", fields=["place"])
    assert (await filer.look())["draft"]["document"]["leader_phone"] == PHONE


async def test_a_number_that_looks_alike_under_the_mask_is_told_as_changed(house: House) -> None:
    await house.load_demo()
    filer = await filed(house)
    authority = await house.log_in("authority")
    await decide(authority, filer.shown["case"], "return", reason="电话不通", fields=["leader_phone"])
    await filer.look()
    await filer.save(filer.shown["draft"]["document"] | {"leader_phone": "13855558000"})
    await filer.file()
    shown = (await authority.get(f"/api/cases/{filer.shown['case']['id']}")).json()
    (change,) = shown["changes"]
    assert (change["path"], change["before"], change["after"]) == ("leader_phone", MASKED, MASKED)
    assert (await authority.get(f"/api/cases/{shown['id']}", params={"since": 1})).json()["changes"] == [change]


async def test_a_reveal_answers_the_number_and_is_logged(house: House) -> None:
    await house.load_demo()
    filer = await filed(house)
    authority = await house.log_in("authority")
    where = f"/api/cases/{filer.shown['case']['id']}/reveal"
    shown = await authority.post(where, json={"path": "leader_phone", "purpose": "contact"})
    assert (shown.json(), shown.headers["cache-control"]) == ({"value": PHONE}, "no-store")
    for path in ("place", "leader_phone.0", "speakers.0.name", "speakers.99.name", "speakers.x", "nothing", ""):
        nothing = await authority.post(where, json={"path": path, "purpose": "contact"})
        assert nothing.status_code == httpx.codes.NOT_FOUND
    stranger = await house.log_in("unit-women")
    refused = await stranger.post(where, json={"path": "leader_phone", "purpose": "contact"})
    assert refused.status_code == httpx.codes.NOT_FOUND
    admin = await house.log_in("admin")
    log = (await admin.get("/api/logs/reveal")).json()["items"]
    assert [(row["record"], row["field"], row["purpose"]) for row in log] == [
        (filer.shown["case"]["id"], "leader_phone", "contact")
    ]
