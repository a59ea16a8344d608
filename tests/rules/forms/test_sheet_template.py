"""The template a person fills in, and lists as xlsx."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from backend.forms.sheet import ExportColumn, ExportSheet, export_book, layout_of, make_template, read_sheet
from backend.forms.sheet.guard import BadWorkbook
from backend.forms.words import LANGUAGES, Language
from tests.builders.forms import TODAY, field, filing, form

FILING = filing()
HEADERS = [
    *("序号", "项目编号", "项目名称", "项目级别", "学科", "主办单位", "项目负责人", "负责人电话"),
    *("举办开始日期", "举办结束日期", "举办地点", "授予学分"),
]


def book_of(raw: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(raw))


def part(raw: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(raw)).read(name).decode()


def test_the_first_column_is_the_number_and_the_others_are_the_catalogues() -> None:
    book = book_of(make_template(FILING, TODAY))
    assert book.get_sheet_by_name("数据").to_python() == [HEADERS]
    english = book_of(make_template(FILING, TODAY, "en"))
    assert english.get_sheet_by_name("Data").to_python()[0][:3] == ["No.", "Project number", "Project name"]


def test_two_sheets_are_seen_and_two_are_not() -> None:
    seen = [
        sheet.name
        for sheet in book_of(make_template(FILING, TODAY)).sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible
    ]
    assert seen == ["数据", "填写说明"]


def test_columns_carry_drop_downs_and_formats() -> None:
    raw = make_template(FILING, TODAY)
    sheet = part(raw, "xl/worksheets/sheet1.xml")
    assert 'type="list"' in sheet
    assert "halfday_lists!$D$1:$D$13" in sheet
    assert "yyyy\\-mm\\-dd" in part(raw, "xl/styles.xml") or "yyyy-mm-dd" in part(raw, "xl/styles.xml")
    words = [row[0] for row in book_of(raw).get_sheet_by_name("halfday_lists").to_python()]
    assert words[:2] == ["国家级继续医学教育项目", "市级继续医学教育项目"]


def test_retired_codes_are_not_offered() -> None:
    effective = form(field("a", "choice", 'code_list = "CL-SEX"'), import_columns='[{ field = "a" }]')
    words = book_of(make_template(effective, TODAY)).get_sheet_by_name("halfday_lists").to_python()
    assert words == [["男"], ["女"]]


def test_the_guide_names_every_column_and_whether_it_is_needed() -> None:
    rows = book_of(make_template(FILING, TODAY)).get_sheet_by_name("填写说明").to_python()
    told = {str(row[0]): str(row[1]) for row in rows}
    assert {header: told[header] for header in HEADERS[1:]} == {
        **dict.fromkeys(HEADERS[1:-1], "必填"),
        "授予学分": "选填",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_template_is_recognised_but_holds_nothing(language: Language) -> None:
    with pytest.raises(BadWorkbook) as caught:
        read_sheet(make_template(FILING, TODAY, language), FILING)
    assert caught.value.code == "empty_sheet"


def test_the_layout_follows_columns_not_limits() -> None:
    one = form(field("a", "text"), import_columns='[{ field = "a" }]')
    other = form(field("a", "text", "max_length = 5\nrequired = true"), import_columns='[{ field = "a" }]')
    kind = form(field("a", "date"), import_columns='[{ field = "a" }]')
    label = form(field("a", "text"), import_columns='[{ field = "a", label = { zh = "乙", en = "B" } }]')
    assert layout_of(one).digest == layout_of(other).digest
    assert len({layout_of(effective).digest for effective in (one, kind, label)}) == 3


def test_exported_cells_keep_their_types() -> None:
    sheet = ExportSheet(
        "督查/情况", [ExportColumn("编号"), ExportColumn("日期")], [["a", date(2026, 3, 1)], [5, True], [None, 1.5]]
    )
    raw = export_book([sheet], foot="a & b")
    rows = book_of(raw).get_sheet_by_name("督查情况").to_python()
    assert rows == [["编号", "日期"], ["a", date(2026, 3, 1)], [5.0, True], ["", 1.5]]


def test_a_number_too_long_for_a_cell_is_written_as_text() -> None:
    raw = export_book([ExportSheet("a", [ExportColumn("a")], [[110105194912310021]])])
    assert book_of(raw).get_sheet_by_index(0).to_python()[1] == ["110105194912310021"]


@given(st.sampled_from(["=", "+", "-", "@", "\t", "\r"]), st.sampled_from(["1+1", "cmd|' /C calc'!A0", "SUM(A1)", ""]))
def test_no_exported_cell_is_a_formula(sign: str, rest: str) -> None:
    raw = export_book([ExportSheet("a", [ExportColumn(sign + rest)], [[sign + rest]])])
    assert "<f>" not in part(raw, "xl/worksheets/sheet1.xml")
    for row in book_of(raw).get_sheet_by_index(0).to_python():
        assert str(row[0]).startswith("'")
