"""The template of projects and filled ones: all rows or none (catalogue 0.5, 11.1)."""

import io
import resource
import time
from collections.abc import Sequence
from typing import Any

import httpx
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from backend.flows.workbooks import ImportTurn
from backend.forms.effective import Effective
from backend.forms.kinds import Cell
from backend.forms.sheet import layout_of
from backend.forms.sheet.layout import DATA_SHEET, MARK, MARK_SHEET
from backend.supervision.filing.project_actions import digest_of_no
from backend.supervision.tables import Project
from tests.builders.filing import UNIT_NAME, Filer
from tests.builders.forms import filing, filing_cells, workbook
from tests.builders.house import House

Answer = dict[str, Any]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MANY = 10_000
LONGEST_S = 60.0
MOST_MEMORY = 600_000_000


def row(number: int = 1, **changes: Cell) -> list[Cell]:
    return filing_cells(number, **({"organiser": UNIT_NAME} | changes))


async def send(browser: httpx.AsyncClient, raw: bytes, *, dry: bool = False) -> httpx.Response:
    where = f"/api/projects/import?dryRun={'true' if dry else 'false'}"
    return await browser.post(where, content=raw, headers={"Content-Type": XLSX}, timeout=120)


async def count(unit: httpx.AsyncClient) -> int:
    found: int = (await unit.get("/api/projects")).json()["filingCounts"]["notFiled"]
    return found


async def test_the_template_comes_back_filled(house: House) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    template = await unit.get("/api/projects/template.xlsx")
    assert template.headers["Content-Type"] == XLSX
    header = CalamineWorkbook.from_filelike(io.BytesIO(template.content)).get_sheet_by_name("数据").to_python()[0]
    assert header[:4] == ["序号", "项目编号", "项目名称", "项目级别"]
    empty = await send(unit, template.content, dry=True)
    assert (empty.status_code, empty.json()["errors"]) == (422, {"file": ["empty_sheet"]})


async def test_a_dry_run_tells_every_row_and_stores_nothing(house: House) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    raw = workbook(filing(), [row(1), row(2, leader_phone="12"), row(1, organiser="西山医院")])
    checked = await send(unit, raw, dry=True)
    assert checked.status_code == httpx.codes.OK, checked.text
    shown = checked.json()
    assert (shown["allowed"], shown["total"], shown["bad"], shown["imported"]) == (False, 3, 2, 0)
    problems = [
        [(one["column"], one["code"], one["otherRow"]) for one in one_row["problems"]] for one_row in shown["rows"]
    ]
    assert problems == [
        [],
        [("H", "bad_phone", None)],
        [("B", "duplicate_in_file", 2), ("F", "unknown_organisation", None)],
    ]
    refused = await send(unit, raw)
    assert (refused.status_code, refused.json()["code"]) == (422, "import_refused")
    assert [one["row"] for one in refused.json()["data"]["rows"]] == [3, 4]
    assert await count(unit) == 0


async def test_imported_rows_are_drafts_like_others(house: House) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    raw = workbook(filing(), [row(1), row(2)])
    done = await unit.post("/api/projects/import?dryRun=false", files={"file": ("projects.xlsx", raw, XLSX)})
    assert (done.status_code, done.json()["imported"]) == (200, 2)
    listed = (await unit.get("/api/projects?filing=not_filed")).json()["items"]
    assert {one["no"] for one in listed} == {"2026-03-01-00001", "2026-03-01-00002"}
    filer = Filer(house, unit, {"projectId": listed[0]["id"]})
    await filer.look()
    assert filer.shown["draft"]["document"]["credits"] == "5.5"
    await filer.complete()
    assert (await filer.file()).json()["filing"] == "in_review"
    again = await send(unit, raw)
    codes = [[one["code"] for one in one_row["problems"]] for one_row in again.json()["data"]["rows"]]
    assert codes == [["taken"], ["taken"]]


async def test_a_number_taken_since_the_dry_run_stores_nothing(house: House) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    raw = workbook(filing(), [row(1), row(2)])
    assert (await send(unit, raw, dry=True)).json()["allowed"] is True
    await Filer.begin(house, project_no="2026-03-01-00002")
    refused = await send(unit, raw)
    assert refused.json()["data"]["bad"] == 1
    assert await count(unit) == 1
    assert digest_of_no(house.runtime, "ａ 1") == digest_of_no(house.runtime, "A1")


def spoiled(effective: Effective, how: str) -> bytes:
    """A filled template with one formula, or with merged cells."""
    layout, buffer = layout_of(effective), io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        data, hidden = book.add_worksheet(DATA_SHEET.zh), book.add_worksheet(MARK_SHEET)
        data.write_row(0, 0, layout.headers("zh"))
        hidden.write_column(0, 0, (MARK, layout.form, layout.digest, effective.digest, "zh"))
        data.write_row(1, 0, [str(cell) for cell in row(1)])
        if how == "formula":
            data.write_formula(1, 2, '="心血管" & "学习班"', value="心血管学习班")
        else:
            data.merge_range(1, 2, 2, 2, "心血管学习班")
    return buffer.getvalue()


@pytest.mark.parametrize(("how", "code"), [("formula", "formula_cell"), ("merged", "merged_cell")])
async def test_formulas_and_merged_cells_are_named(house: House, how: str, code: str) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    checked = await send(unit, spoiled(filing(), how), dry=True)
    assert checked.status_code == httpx.codes.OK, checked.text
    first = [one["code"] for one in checked.json()["rows"][0]["problems"] if one["column"] == "C"]
    assert first == [code]


def other_files() -> Sequence[tuple[bytes, str]]:
    effective = filing()
    layout = layout_of(effective)
    foreign = (MARK, "another", layout.digest, effective.digest, "zh")
    older = (MARK, layout.form, "0" * 64, effective.digest, "zh")
    return [
        (b"not a workbook", "not_a_workbook"),
        (workbook(effective, [row()], mark=("x",)), "wrong_template"),
        (workbook(effective, [row()], mark=foreign), "template_of_another_form"),
        (workbook(effective, [row()], mark=older), "outdated_template"),
        (workbook(effective, [row()], headers=["序号", "项目名称"]), "wrong_columns"),
    ]


async def test_other_workbooks_are_refused_whole(house: House) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    for raw, code in other_files():
        refused = await send(unit, raw)
        assert (refused.status_code, refused.json()["errors"]) == (422, {"file": [code]}), code
    large = await send(unit, b"P" * 5_000_001)
    assert (large.status_code, large.json()["code"]) == (413, "too_large")
    nothing = await unit.post("/api/projects/import", files={"a": ("a", b"1"), "b": ("b", b"2")})
    assert nothing.json()["errors"] == {"file": ["required"]}


async def test_one_workbook_at_a_time(house: House) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    async with house.runtime.find(ImportTurn).lock:
        for dry in (True, False):
            busy = await send(unit, workbook(filing(), [row()]), dry=dry)
            assert (busy.status_code, busy.headers["Retry-After"]) == (503, "2")


async def test_only_units_import(house: House) -> None:
    await house.load_demo()
    for role in ("authority", "lead"):
        browser = await house.log_in(role)
        assert (await browser.get("/api/projects/template.xlsx")).status_code == httpx.codes.FORBIDDEN
        assert (await send(browser, b"x")).status_code == httpx.codes.FORBIDDEN


@pytest.mark.slow
async def test_ten_thousand_rows_in_bounded_time(house: House) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    raw = workbook(filing(), [row(number) for number in range(MANY)])
    begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    checked = await send(unit, raw, dry=True)
    assert checked.json()["allowed"] is True
    done = await send(unit, raw)
    assert (done.status_code, done.json()["imported"]) == (200, MANY)
    assert time.monotonic() - begun < LONGEST_S
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown * 1024 < MOST_MEMORY
    assert await Project.count().where(Project.filing == "not_filed") == MANY
    many = await send(unit, workbook(filing(), [row(number) for number in range(MANY + 1)]), dry=True)
    assert many.json()["errors"] == {"file": ["too_many_sheet_rows"]}
