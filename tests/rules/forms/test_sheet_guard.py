"""Workbooks made to mislead, overwhelm or hide."""

import io
import re
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.forms.sheet import BadWorkbook, check_sheet, layout_of, read_sheet
from backend.forms.sheet.facts import column_letters
from backend.forms.sheet.layout import MARK
from tests.builders.examples import up_to
from tests.builders.forms import context, filing, filing_cells, workbook

FILING = filing()
GOOD = workbook(FILING, [filing_cells(1), filing_cells(2)])
SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
STRINGS = "xl/sharedStrings.xml"


def changed(name: str, change: Callable[[str], str | bytes], raw: bytes = GOOD) -> bytes:
    """The workbook with one part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry.filename, change(part.decode()) if entry.filename == name else part)
    return buffer.getvalue()


def refusal(raw: bytes) -> str:
    with pytest.raises(BadWorkbook) as caught:
        read_sheet(raw, FILING)
    return caught.value.code


def faults(raw: bytes) -> list[tuple[int, str, str]]:
    rows = check_sheet(FILING, read_sheet(raw, FILING), context(FILING)).rows
    return [(row.row, problem.column, problem.code) for row in rows for problem in row.problems]


def with_cells(write: Callable[[xlsxwriter.worksheet.Worksheet], None]) -> bytes:
    """The good rows in a workbook in which `write` did something more."""
    layout = layout_of(FILING)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        data, mark = book.add_worksheet("数据"), book.add_worksheet("halfday")
        data.write_row(0, 0, layout.headers("zh"))
        mark.write_column(0, 0, [MARK, layout.form, layout.digest])
        for number in (1, 2):
            cells = filing_cells(number, planned_start="2026-12-01", planned_end="2026-12-02")
            data.write_row(number, 0, cells)
        write(data)
    return buffer.getvalue()


def test_a_formula_is_named_whatever_it_comes_to() -> None:
    raw = with_cells(lambda sheet: sheet.write_formula(1, 2, '="心血管"', None, "心血管"))
    assert faults(raw) == [(2, "C", "formula_cell")]


def test_a_formula_in_the_number_column_does_no_harm() -> None:
    assert faults(with_cells(lambda sheet: sheet.write_formula(1, 0, "=ROW()-1", None, 1))) == []


def test_a_failing_cell_is_named() -> None:
    raw = with_cells(lambda sheet: sheet.write_formula(2, 11, "=NA()", None, "#N/A"))
    assert faults(raw) == [(3, "L", "formula_cell")]
    plain = changed(SHEET, lambda xml: re.sub(r"<f>.*?</f>", "", xml), raw)
    assert faults(plain) == [(3, "L", "error_cell")]


def test_merged_cells_are_named_in_every_row_they_touch() -> None:
    raw = with_cells(lambda sheet: sheet.merge_range(1, 10, 2, 10, "同一地点"))
    assert faults(raw) == [(2, "K", "merged_cell"), (3, "K", "merged_cell")]


def test_numbers_that_are_none_are_named() -> None:
    for word in ("NaN", "inf", "1e999"):
        raw = changed(SHEET, lambda xml, word=word: xml.replace("<v>5.5</v>", f"<v>{word}</v>"))  # type: ignore[misc]
        assert faults(raw) == [(2, "L", "bad_number"), (3, "L", "bad_number")]


@pytest.mark.parametrize("raw", [b"", b"not a zip", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)])
def test_what_is_no_workbook_is_said(raw: bytes) -> None:
    assert refusal(raw) == "not_a_workbook"


def test_another_archive_is_no_workbook() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(buffer.getvalue()) == "not_a_workbook"


def test_a_workbook_without_our_mark_is_another_template() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("数据").write(0, 0, "序号")
    assert refusal(buffer.getvalue()) == "wrong_template"


@pytest.mark.parametrize("name", [SHEET, BOOK, STRINGS, "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1/"> %p;]>',
        "<!DOCTYPE x>",
    ],
)
def test_document_types_and_entities_are_refused_in_every_part(name: str, doctype: str) -> None:
    assert refusal(changed(name, lambda xml: re.sub(r"^(<\?xml[^>]*\?>)?", rf"\1{doctype}", xml))) == "workbook_unsafe"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_other_encodings_are_refused(encoding: str) -> None:
    assert refusal(changed(SHEET, lambda xml: xml.encode(encoding))) == "workbook_unsafe"
    assert refusal(changed(SHEET, lambda xml: xml.replace("UTF-8", "ISO-8859-1").encode())) == "workbook_unsafe"


@pytest.mark.slow
def test_a_bomb_is_not_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(BOOK, b"<a>" + b" " * 300_000_000 + b"</a>")
    assert len(buffer.getvalue()) < 1_000_000
    tracemalloc.start()
    assert refusal(buffer.getvalue()) == "workbook_too_large"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200_000_000


def test_a_false_declared_size_does_not_help() -> None:
    raw = bytearray(changed(SHEET, lambda xml: xml + " " * 70_000_000))
    for match in list(re.finditer(rb"PK\x01\x02", raw)):
        raw[match.start() + 24 : match.start() + 28] = (100).to_bytes(4, "little")
    assert refusal(bytes(raw)) in {"workbook_damaged", "workbook_too_large"}


def test_many_parts_and_parts_twice_are_refused() -> None:
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a") as archive:
        for number in range(400):
            archive.writestr(f"xl/x{number}.xml", "<a/>")
    assert refusal(buffer.getvalue()) == "workbook_unsafe"
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(SHEET.upper(), "<a/>")
    assert refusal(buffer.getvalue()) == "workbook_unsafe"


def test_other_compressions_are_refused() -> None:
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/more.xml", "<a/>")
    assert refusal(buffer.getvalue()) == "workbook_unsafe"


def test_a_file_over_the_limit_is_not_opened() -> None:
    assert refusal(GOOD + bytes(10_000_000)) == "workbook_too_large"


@pytest.mark.parametrize(
    ("ref", "code"),
    [
        ("XFD2", "wrong_columns"),
        ("B1048576", "too_many_sheet_rows"),
        ("2B", "workbook_damaged"),
        ("", "workbook_damaged"),
    ],
)
def test_a_cell_in_a_far_corner_does_not_fill_the_memory(ref: str, code: str) -> None:
    cell = f'<c r="{ref}"><v>1</v></c>'
    assert refusal(changed(SHEET, lambda xml: xml.replace("</row></sheetData>", f"{cell}</row></sheetData>"))) == code


def test_one_long_text_named_by_every_cell_does_not_fill_the_memory() -> None:
    def repeat(xml: str) -> str:
        rows = "".join(f'<row r="{row}"><c r="B{row}" t="s"><v>0</v></c></row>' for row in range(4, 8000))
        return xml.replace("</sheetData>", f"{rows}</sheetData>")

    long = changed(STRINGS, lambda xml: re.sub(r"<t>.*?</t>", f"<t>{'长' * 30_000}</t>", xml, count=1))
    assert refusal(changed(SHEET, repeat, long)) == "workbook_too_large"


def test_very_many_merged_ranges_end_soon() -> None:
    merged = (
        '<mergeCells><mergeCell ref="A1:XFD1048576"/>' + '<mergeCell ref="B2:L1048576"/>' * 20_000 + "</mergeCells>"
    )
    raw = changed(SHEET, lambda xml: xml.replace("</sheetData>", f"</sheetData>{merged}"))
    assert {code for _, _, code in faults(raw)} == {"merged_cell"}


def test_shared_texts_that_are_not_there_are_damage() -> None:
    assert refusal(changed(STRINGS, lambda _: "<sst/>")) == "workbook_damaged"
    assert refusal(changed(SHEET, lambda xml: xml.replace("<row", "<broken", 1))) == "workbook_damaged"


@settings(max_examples=up_to(150), deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_refused_and_never_breaks(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([SHEET, BOOK, STRINGS, "xl/styles.xml", "xl/_rels/workbook.xml.rels"]))
    pieces = st.sampled_from(["", "<", ">", '"', "<v>", "</c>", "-1", "99999999999", "NaN", '<c t="s">', "<f>", "é"])

    def damage(xml: str) -> str:
        at = data.draw(st.integers(0, len(xml) - 1))
        return xml[:at] + data.draw(pieces) + xml[at + data.draw(st.integers(0, 8)) :]

    try:
        rows = read_sheet(changed(name, damage), FILING)
    except BadWorkbook:
        return
    check_sheet(FILING, rows, context(FILING))


def test_columns_have_letters() -> None:
    assert [column_letters(number) for number in (1, 26, 27, 702, 703, 16384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
