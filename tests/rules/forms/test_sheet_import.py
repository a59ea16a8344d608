"""Filled templates, row by row (catalogue 0.5 M-IMPORT)."""

from datetime import date

import pytest

from backend.forms.context import Context, Reference
from backend.forms.kinds import Cell
from backend.forms.sheet import (
    BadWorkbook,
    SheetResult,
    check_sheet,
    layout_of,
    mark_taken,
    read_sheet,
    sheet_references,
)
from backend.forms.sheet.layout import MARK
from tests.builders.forms import HOSPITAL, context, field, filing, filing_cells, form, workbook

FILING = filing()
CONTEXT = context(FILING)


def result(*rows: list[Cell]) -> SheetResult:
    return check_sheet(FILING, read_sheet(workbook(FILING, rows), FILING), CONTEXT)


def problems(*rows: list[Cell]) -> list[tuple[int, str, str, str]]:
    """Row number, column letter, code and value of every problem."""
    return [
        (row.row, problem.column, problem.code, problem.value) for row in result(*rows).rows for problem in row.problems
    ]


def refusal(raw: bytes) -> str:
    with pytest.raises(BadWorkbook) as caught:
        read_sheet(raw, FILING)
    return caught.value.code


def test_good_rows_are_allowed_and_become_documents() -> None:
    found = result(filing_cells(1), filing_cells(2, credits=None))
    assert found.allowed
    assert [row.row for row in found.rows] == [2, 3]
    document = found.rows[0].document
    assert document["organiser"] == HOSPITAL
    assert document["discipline"] == "0301"
    assert (document["planned_start"], document["credits"]) == ("2026-12-01", "5.5")
    assert "credits" not in found.rows[1].document


def test_every_bad_cell_is_named_as_the_spreadsheet_shows_it() -> None:
    bad = filing_cells(1, project_level="顶级", organiser="没有的医院", planned_end=date(2026, 11, 1), credits="很多")
    bad[2] = None
    assert problems(filing_cells(3), bad) == [
        (3, "C", "required", ""),
        (3, "D", "unknown_choice", "顶级"),
        (3, "F", "unknown_organisation", "没有的医院"),
        (3, "J", "end_before_start", "2026-11-01"),
        (3, "L", "bad_number", "很多"),
    ]


def test_a_problem_carries_the_label_of_its_column() -> None:
    (problem,) = result(filing_cells(1, leader_phone="1")).rows[0].problems
    assert (problem.label.zh, problem.field) == ("负责人电话", "leader_phone")


def test_numbers_and_dates_may_be_text_and_text_may_be_numbers() -> None:
    row = filing_cells(1, project_no=2026001, leader_phone=13800138000, planned_start="2026年12月1日", credits="5.50")
    found = result(row)
    assert found.allowed
    document = found.rows[0].document
    assert (document["project_no"], document["leader_phone"]) == ("2026001", "13800138000")
    assert (document["planned_start"], document["credits"]) == ("2026-12-01", "5.5")


def test_day_numbers_are_dates() -> None:
    assert result(filing_cells(1, planned_start=46357)).rows[0].document["planned_start"] == "2026-12-01"


def test_day_numbers_of_1904_workbooks_are_moved() -> None:
    raw = workbook(FILING, [filing_cells(1, planned_start=46357 - 1462)], options={"date_1904": True})
    rows = read_sheet(raw, FILING)
    assert rows.date_1904
    document = check_sheet(FILING, rows, CONTEXT).rows[0].document
    assert (document["planned_start"], document["planned_end"]) == ("2026-12-01", "2026-12-02")


def test_blank_rows_are_skipped_and_do_not_shift_numbers() -> None:
    numbered: list[Cell] = [2]
    spaces: list[Cell] = [None, "  ", None, " "]
    found = result(filing_cells(1), [], numbered, spaces, filing_cells(3))
    assert [row.row for row in found.rows] == [2, 6]


def test_duplicates_inside_the_file_point_at_the_first() -> None:
    found = result(filing_cells(1), filing_cells(2), filing_cells(1, project_no=" 2026-03-01-00001"))
    assert [row.allowed for row in found.rows] == [True, True, False]
    (problem,) = found.rows[2].problems
    assert (problem.column, problem.code, problem.other_row) == ("B", "duplicate_in_file", 2)


def test_rows_that_stand_in_the_database_are_marked() -> None:
    found = result(filing_cells(1), filing_cells(2))
    assert len(found.digests()) == 2
    taken = mark_taken(found, {found.rows[1].unique["project_no"]})
    assert [[problem.code for problem in row.problems] for row in taken.rows] == [[], ["taken"]]
    assert not taken.allowed
    assert mark_taken(found, set()) == found


def test_names_are_looked_up_once_for_the_whole_sheet() -> None:
    rows = read_sheet(workbook(FILING, [filing_cells(number) for number in range(1, 50)]), FILING)
    assert sheet_references(rows) == {Reference("organisation_name", "海淀医院")}


def test_fields_outside_the_columns_are_not_asked() -> None:
    assert "speakers" not in layout_of(FILING).headers("zh")
    assert result(filing_cells(1)).allowed


def test_conditions_hold_in_rows_of_a_sheet() -> None:
    columns = '[{ field = "a" }, { field = "b" }]'
    effective = form(
        field("a", "boolean") + field("b", "text", 'required_when = { field = "a", equals = true }'),
        import_columns=columns,
    )
    rows = read_sheet(workbook(effective, [[1, "是", ""], [2, "否", ""]]), effective)
    found = check_sheet(effective, rows, Context(CONTEXT.today, effective.lists))
    assert [[problem.code for problem in row.problems] for row in found.rows] == [["required"], []]


def test_text_an_export_guarded_comes_back_as_it_was() -> None:
    assert result(filing_cells(1, place="'=三层")).rows[0].document["place"] == "=三层"


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        (["something else"], "wrong_template"),
        ([], "wrong_template"),
        ([MARK, "other", "x"], "template_of_another_form"),
        ([MARK, "filing", "0" * 64], "outdated_template"),
    ],
)
def test_another_template_is_told_apart(mark: list[str], code: str) -> None:
    assert refusal(workbook(FILING, [filing_cells(1)], mark=mark)) == code


def test_changed_columns_are_named() -> None:
    headers = layout_of(FILING).headers("zh")
    headers[3], headers[4] = headers[4], headers[3]
    with pytest.raises(BadWorkbook) as caught:
        read_sheet(workbook(FILING, [filing_cells(1)], headers=[*headers, "备注"]), FILING)
    assert caught.value.code == "wrong_columns"
    assert caught.value.data["columns"] == ["D", "E", "M"]


def test_english_headers_are_as_good() -> None:
    rows = read_sheet(workbook(FILING, [filing_cells(1)], headers=layout_of(FILING).headers("en")), FILING)
    assert len(rows.rows) == 1


def test_nothing_filled_in_is_said() -> None:
    assert refusal(workbook(FILING, [])) == "empty_sheet"
    assert refusal(workbook(FILING, [[1], [2]])) == "empty_sheet"


@pytest.mark.slow
def test_ten_thousand_rows_and_not_one_more() -> None:
    effective = form(field("a", "text"), import_columns='[{ field = "a" }]')
    rows: list[list[Cell]] = [[number, "x"] for number in range(10_001)]
    assert len(read_sheet(workbook(effective, rows[:10_000]), effective).rows) == 10_000
    with pytest.raises(BadWorkbook) as caught:
        read_sheet(workbook(effective, rows), effective)
    assert (caught.value.code, caught.value.data["rows"]) == ("too_many_sheet_rows", 10_001)
