"""报备详情 after changes: the document as it stands, and every case with its log (catalogue 11.2, 15.3)."""

from backend.kernel.clock import HOUR
from tests.api.test_filing_changes import approved, ask, start
from tests.builders.filing import decide, filed
from tests.builders.house import House


async def test_the_filing_as_it_stands_after_its_changes(house: House) -> None:
    await house.load_demo()
    filer, authority = await approved(house)
    before = (await authority.get(f"{filer.where}/filing")).json()
    assert (before["standing"], [one["flow"] for one in before["cases"]]) == (None, ["filing"])
    ids = []
    for floor in ("四层", "五层"):
        house.clock.at += HOUR
        asked = await ask(filer, await start(filer, place=floor))
        ids.append(asked.json()["case"]["id"])
        if floor == "四层":
            assert (await filer.look())["standing"] is None
        await decide(authority, asked.json()["case"], "approve")
    unit, other = await filer.look(), (await authority.get(f"{filer.where}/filing")).json()
    for shown in (unit, other):
        standing = shown["standing"]
        assert (standing["document"]["place"], standing["caseId"], standing["since"]) == (
            "五层",
            ids[1],
            house.clock.at,
        )
        assert standing["document"]["project_leader"] == "王芳"
        assert standing["definition"] == shown["case"]["definition"]
        assert shown["case"]["document"]["place"].endswith("三层报告厅")
        assert [(one["id"], one["state"]) for one in shown["cases"][1:]] == [(one, "approved") for one in ids]
    for case in other["cases"]:
        log = (await authority.get(f"/api/cases/{case['id']}")).json()["timeline"]
        assert [entry["what"] for entry in log] == ["submitted", "decided", "concluded"]


async def test_a_change_that_was_returned_changes_nothing(house: House) -> None:
    await house.load_demo()
    filer, authority = await approved(house)
    asked = await ask(filer, await start(filer, place="四层"))
    await decide(authority, asked.json()["case"], "return", reason="请写明")
    shown = await filer.look()
    assert (shown["standing"], [one["state"] for one in shown["cases"]]) == (None, ["approved", "returned"])


async def test_a_filing_under_review_has_its_one_case(house: House) -> None:
    await house.load_demo()
    filer = await filed(house)
    assert (filer.shown["standing"], len(filer.shown["cases"])) == (None, 1)
