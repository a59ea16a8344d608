"""Cells of spreadsheets as values: what people type, and what spreadsheets make of it."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.forms.codes import FIELD_CODES
from backend.forms.context import Context, Found, KnownReferences, Reference
from backend.forms.kinds import Cell, CellFault
from backend.forms.kinds.dates import FIRST_SERIAL, day_of_cell
from backend.forms.kinds.text import guard_cell_text, unguard_cell_text
from tests.builders.forms import HOSPITAL, TODAY, context, field, form

ROW = """
[[fields.fields]]
key = "b"
kind = "text"
label = { zh = "字段", en = "Field" }
"""


def read(kind: str, cell: Cell, more: str = "") -> object:
    effective = form(field("a", kind, more))
    value = effective.form.fields[0].from_cell(cell, context(effective))
    return value.code if isinstance(value, CellFault) else value


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("text", "  001 ", "001"),
        ("text", 2024001.0, "2024001"),
        ("text", 1.5, "1.5"),
        ("text", 110105194912310021.0, "precision_lost"),
        ("text", datetime.fromisoformat("2024-03-01"), "date_in_text_cell"),
        ("text", date(2024, 3, 1), "date_in_text_cell"),
        ("text", timedelta(hours=1), "bad_type"),
        ("text", True, "bad_type"),
        ("phone", 13800138000.0, "13800138000"),
        ("long_text", "一\n二", "一\n二"),
        ("integer", 120.0, 120),
        ("integer", " 120 ", 120),
        ("integer", "1,200", 1200),
        ("integer", 1.5, "too_many_decimals"),
        ("integer", "many", "bad_number"),
        ("decimal", 5.5, "5.5"),
        ("decimal", "5.50", "5.5"),
        ("decimal", 0.30000000000000004, "0.3"),
        ("decimal", True, "bad_number"),
        ("date", date(2024, 3, 1), "2024-03-01"),
        ("date", datetime.fromisoformat("2024-03-01"), "2024-03-01"),
        ("date", datetime.fromisoformat("2024-03-01T08:30"), "bad_date"),
        ("date", 45352.0, "2024-03-01"),
        ("date", 45352.5, "bad_date"),
        ("date", 5.0, "bad_date"),
        ("date", 20240301.0, "2024-03-01"),
        ("date", 20241301.0, "bad_date"),
        ("date", "2024-03-01", "2024-03-01"),
        ("date", "2024/3/1", "2024-03-01"),
        ("date", "2024.3.1", "2024-03-01"),
        ("date", "2024年3月1日", "2024-03-01"),
        ("date", "20240301", "2024-03-01"),
        ("date", "2024-03-01 00:00:00", "2024-03-01"),
        ("date", "3/1/2024", "bad_date"),
        ("date", "2024-02-30", "bad_date"),
        ("date", True, "bad_date"),
        ("date", time(8), "bad_date"),
        ("month", date(2024, 3, 1), "2024-03"),
        ("month", "2024年3月", "2024-03"),
        ("month", 202403.0, "2024-03"),
        ("month", "2024-13", "bad_month"),
        ("year", 2024.0, "2024"),
        ("year", "2024年", "2024"),
        ("year", "24", "bad_year"),
        ("boolean", "是", True),
        ("boolean", "No", False),
        ("boolean", 0.0, False),
        ("boolean", True, True),
        ("boolean", "maybe", "not_yes_or_no"),
    ],
)
def test_a_cell_is_read_as_what_was_meant(kind: str, cell: Cell, value: object) -> None:
    assert read(kind, cell) == value


@pytest.mark.parametrize(
    ("kind", "key", "cell", "value"),
    [
        ("choice", "CL-SUPRATE", "基本合格", "basically_qualified"),
        ("choice", "CL-SUPRATE", "Qualified", "qualified"),
        ("choice", "CL-SUPRATE", "不太合格", "unknown_choice"),
        ("choice", "CL-CMEDISC", "其他", "ambiguous_choice"),
        ("choice", "CL-CMEDISC", "临床内科学/其他", "0399"),
        ("choice", "CL-CMEDISC", "0399", "0399"),
        ("multi_choice", "CL-SUPRATE", "合格、不合格", ["qualified", "unqualified"]),
        ("multi_choice", "CL-SUPRATE", "合格，", ["qualified"]),
        ("multi_choice", "CL-SUPRATE", "合格；好", "unknown_choice"),
    ],
)
def test_words_are_read_as_codes(kind: str, key: str, cell: str, value: object) -> None:
    assert read(kind, cell, f'code_list = "{key}"') == value


def test_an_organisation_is_read_by_its_name_or_id() -> None:
    effective = form(field("a", "organisation"))
    organisation = effective.form.fields[0]

    def value(cell: Cell, *found: Found) -> object:
        known = KnownReferences({Reference("organisation_name", "海淀医院"): found})
        return organisation.from_cell(cell, Context(TODAY, effective.lists, known))

    one, other = Found(HOSPITAL, "海淀医院"), Found(HOSPITAL.replace("1", "2"), "海淀医院")
    assert value("海淀医院", one) == HOSPITAL
    assert value("海淀医院", one, other) == CellFault("ambiguous_organisation")
    assert value("海淀医院") == CellFault("unknown_organisation")
    assert value(HOSPITAL) == HOSPITAL
    assert set(organisation.cell_references("海淀医院")) == {Reference("organisation_name", "海淀医院")}


def test_what_was_found_by_name_is_known_by_id() -> None:
    known = KnownReferences({Reference("region_name", "海淀区"): (Found("110108", "海淀区"),)})
    assert known.find(Reference("region", "110108")) == (Found("110108", "海淀区"),)


cells = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
KINDS = {
    **dict.fromkeys(["text", "long_text", "integer", "decimal", "date", "month", "year", "boolean"], ""),
    **dict.fromkeys(["phone", "email", "region", "organisation", "files"], ""),
    **dict.fromkeys(["choice", "multi_choice"], 'code_list = "CL-CMEDISC"'),
    "list": ROW,
}
FORMS = {kind: form(field("a", kind, more)) for kind, more in KINDS.items()}


@given(st.sampled_from(sorted(KINDS)), cells)
def test_no_cell_breaks_a_kind(kind: str, cell: Cell) -> None:
    effective = FORMS[kind]
    read_field = effective.form.fields[0]
    value = read_field.from_cell(cell, context(effective))
    list(read_field.cell_references(cell))
    if isinstance(value, CellFault):
        assert value.code in FIELD_CODES
    else:
        assert {code for _, code in read_field.faults(read_field.normalise(value), context(effective))} <= FIELD_CODES


ROUND_TRIPS: dict[str, st.SearchStrategy[object]] = {
    "text": st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1, max_size=9
    ),
    "integer": st.integers(0, 10**9),
    "decimal": st.integers(0, 10**9).map(str),
    "date": st.dates(date(1900, 3, 1), date(2199, 12, 31)).map(str),
    "boolean": st.booleans(),
    "choice": st.sampled_from(["01", "0399", "1404"]),
    "multi_choice": st.just(["0299", "0399"]),
    "year": st.integers(1900, 2199).map(str),
}


@given(st.data())
def test_a_value_written_into_a_cell_is_read_back(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(ROUND_TRIPS)))
    value = data.draw(ROUND_TRIPS[kind])
    effective = FORMS[kind]
    written = effective.form.fields[0].to_cell(value, context(effective))
    assert effective.form.fields[0].from_cell(written, context(effective)) == value


@given(st.text(max_size=9))
def test_no_guarded_text_starts_a_formula_and_none_is_changed(text: str) -> None:
    guarded = guard_cell_text(text)
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguard_cell_text(guarded) == text


@given(st.text("'=+a", max_size=6))
def test_apostrophes_of_the_author_survive(text: str) -> None:
    assert unguard_cell_text(guard_cell_text(text)) == text


def test_day_numbers_before_the_day_that_never_was_are_not_believed() -> None:
    assert day_of_cell(float(FIRST_SERIAL)) == date(1900, 3, 1)
    assert day_of_cell(float(FIRST_SERIAL - 1)) is None
