"""What people typed is exported as text: no spreadsheet runs it, not even after it was saved as CSV."""

import io
import zipfile

import httpx
from python_calamine import CalamineWorkbook

from tests.builders.filing import UNIT_NAME, Filer
from tests.builders.forms import filing, filing_cells, workbook
from tests.builders.house import House

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NASTY = ('=HYPERLINK("http://127.0.0.1")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1:A9)")


async def test_no_name_becomes_a_formula(house: House) -> None:
    """Typed into the form, or carried in by a workbook."""
    await house.load_demo()
    for number, name in enumerate(NASTY):
        filer = await Filer.begin(house, project_no=f"2026-09-09-{number:03d}", project_name=name)
    rows = [filing_cells(number, project_name=name, organiser=UNIT_NAME) for number, name in enumerate(NASTY)]
    taken = await filer.browser.post(
        "/api/projects/import?dryRun=false", content=workbook(filing(), rows), headers={"Content-Type": XLSX}
    )
    assert (taken.status_code, taken.json().get("imported")) == (200, len(NASTY)), taken.text
    exported = await filer.browser.get("/api/projects/export.xlsx", params={"from": "2026-12-01", "to": "2026-12-02"})
    assert exported.status_code == httpx.codes.OK, exported.text
    with zipfile.ZipFile(io.BytesIO(exported.content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)
    shown = CalamineWorkbook.from_filelike(io.BytesIO(exported.content)).get_sheet_by_index(0).to_python()
    names = [str(row[2]) for row in shown[1:]]
    assert sorted(names) == sorted(f"'{name}" for name in NASTY * 2)


async def test_hostile_workbooks_are_refused_over_the_wire(house: House) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    good = workbook(filing(), [filing_cells(1, organiser=UNIT_NAME)])
    for raw, code in (
        (grown(good, "xl/worksheets/sheet1.xml".upper(), b"<x/>"), {"workbook_unsafe"}),
        (grown(good, "xl/sharedStrings.xml.rels", b"<!DOCTYPE x>" + bytes(80_000_000)), {"workbook_too_large"}),
        (good[: len(good) // 2], {"not_a_workbook", "workbook_damaged"}),
        (good[:200] + bytes(400) + good[600:], {"not_a_workbook", "workbook_damaged"}),
        (b"", {"not_a_workbook"}),
    ):
        for dry in ("true", "false"):
            where = f"/api/projects/import?dryRun={dry}"
            refused = await unit.post(where, content=raw, headers={"Content-Type": XLSX})
            assert refused.status_code in {httpx.codes.UNPROCESSABLE_ENTITY, httpx.codes.REQUEST_ENTITY_TOO_LARGE}
            assert set(refused.json()["errors"]["file"]) <= code, refused.text
    assert (await unit.get("/api/projects")).json()["filingCounts"]["notFiled"] == 0


def grown(raw: bytes, name: str, content: bytes) -> bytes:
    """A workbook with one more part."""
    buffer = io.BytesIO(raw)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()
