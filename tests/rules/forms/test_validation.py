"""Documents: every error at once, by path, with codes."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from backend.forms.codes import FIELD_CODES, STRUCTURAL
from backend.forms.context import Reference
from backend.forms.validation import Stage, references, unique_values, validate
from tests.builders.forms import HOSPITAL, NOTICE, SCHEDULE, context, field, filing, filing_document, form, speaker

FILING = filing()
CONTEXT = context(FILING)


def errors(**changes: object) -> dict[str, list[str]]:
    found = validate(FILING, filing_document(**changes), CONTEXT).errors
    return {path: list(codes) for path, codes in found.items()}


def test_a_good_filing_has_no_errors_and_stays_as_it_is() -> None:
    outcome = validate(FILING, filing_document(), CONTEXT)
    assert outcome.ok
    assert outcome.document == filing_document()


def test_every_error_is_told_at_once_by_path() -> None:
    found = errors(
        project_no=None,
        leader_phone="12",
        planned_end="2026-11-30",
        credits="1.234",
        surprise=1,
        notice_file=[{"sha256": NOTICE, "name": "通知.exe", "size": 2000}],
        speakers=[speaker("r1", name=" "), speaker("r1", half="night"), "row", speaker("")],
    )
    assert found == {
        "surprise": ["unknown_field"],
        "project_no": ["required"],
        "leader_phone": ["bad_phone"],
        "credits": ["too_many_decimals"],
        "notice_file.0": ["file_kind"],
        "speakers.0.name": ["required"],
        "speakers.1.id": ["duplicate_row_id"],
        "speakers.1.half": ["unknown_choice"],
        "speakers.2": ["bad_type"],
        "speakers.3.id": ["bad_row_id"],
        "planned_end": ["end_before_start"],
    }


def test_a_check_over_a_faulty_field_waits_for_its_mending() -> None:
    assert errors(planned_end="2026-02-30", planned_start="2026-12-05") == {"planned_end": ["bad_date"]}


def test_what_is_no_object_is_refused_whole() -> None:
    wrong: tuple[object, ...] = (None, [], "x", 5)
    for document in wrong:
        assert validate(FILING, document, CONTEXT).errors == {"": ["bad_type"]}


def test_speakers_come_on_days_of_the_project_and_once() -> None:
    twice = [speaker("r1"), speaker("r2")]
    assert errors(speakers=twice) == {"speakers.1.name": ["duplicate_row"]}
    assert errors(speakers=[speaker("r1", date="2026-12-03")]) == {"speakers.0.date": ["outside_period"]}
    assert errors(speakers=[speaker("r1", date="2026-11-30")]) == {"speakers.0.date": ["outside_period"]}
    assert errors(speakers=[]) == {"speakers": ["required"]}


def test_a_draft_may_lack_everything_but_not_hold_what_no_screen_sends() -> None:
    draft = validate(FILING, {"leader_phone": "12", "planned_end": "2026"}, CONTEXT, stage="draft")
    assert draft.ok
    assert draft.document == {"leader_phone": "12", "planned_end": "2026"}
    bad = validate(FILING, {"project_no": 5, "place": "x" * 500, "speakers": "x", "more": 1}, CONTEXT, stage="draft")
    assert bad.errors == {
        "project_no": ["bad_type"],
        "place": ["too_long"],
        "speakers": ["bad_type"],
        "more": ["unknown_field"],
    }


def test_part_of_a_document_is_checked_alone() -> None:
    only = frozenset({"project_no", "planned_start", "planned_end"})
    part = {"planned_start": "2026-12-02", "planned_end": "2026-12-01"}
    found = validate(FILING, part, CONTEXT, only=only)
    assert found.errors == {"project_no": ["required"], "planned_end": ["end_before_start"]}


def test_hidden_fields_are_neither_asked_nor_kept() -> None:
    effective = form(
        field("exempt", "boolean")
        + field("reason", "text", 'required = true\nvisible_when = { field = "exempt", equals = true }')
        + field("note", "text", 'required_when = { field = "exempt", equals = true }')
    )
    hidden = validate(effective, {"exempt": False, "reason": "left over"}, context(effective))
    assert (hidden.errors, hidden.document) == ({}, {"exempt": False})
    shown = validate(effective, {"exempt": True}, context(effective))
    assert shown.errors == {"reason": ["required"], "note": ["required"]}


def test_conditions_in_rows_see_the_row_and_the_document() -> None:
    effective = form(
        field("abroad", "boolean")
        + field("posts", "list")
        + """
[[fields.fields]]
key = "current"
kind = "boolean"
label = { zh = "至今", en = "Current" }
[[fields.fields]]
key = "country"
kind = "text"
label = { zh = "国家", en = "Country" }
required = true
visible_when = { all = [{ field = "abroad", equals = true }, { not = { field = "current", equals = true } }] }
"""
    )
    rows = [{"id": "1", "current": True, "country": "left over"}, {"id": "2"}]
    outcome = validate(effective, {"abroad": True, "posts": rows}, context(effective))
    assert outcome.errors == {"posts.1.country": ["required"]}
    assert outcome.document["posts"] == [{"id": "1", "current": True}, {"id": "2"}]


def test_too_many_rows_are_told_and_not_walked() -> None:
    rows = [speaker(f"r{number}", name=5) for number in range(600)]
    found = errors(speakers=rows)
    assert "too_many_rows" in found["speakers"]
    assert "speakers.500.name" not in found


def test_references_are_known_before_the_check() -> None:
    assert references(FILING, filing_document(organiser=HOSPITAL.upper())) == {
        Reference("organisation", HOSPITAL),
        Reference("file", NOTICE),
        Reference("file", SCHEDULE),
    }
    assert references(FILING, {"organiser": 5, "notice_file": [1, {"sha256": []}], "speakers": "x"}) == set()
    assert references(FILING, None) == set()


def test_two_spellings_of_a_number_are_one() -> None:
    one = unique_values(FILING, {"project_no": "2026-03-01-001（国）"})
    two = unique_values(FILING, {"project_no": "2026-03-01-001 (国)"})
    assert one == two != {}
    assert unique_values(FILING, {"project_no": " "}) == {}


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=6,
)
keys = st.sampled_from([field.key for field in FILING.form.fields] + ["other"])


@given(st.dictionaries(keys, json_values))
def test_whatever_is_sent_is_answered_with_known_codes(document: dict[str, object]) -> None:
    for stage in get_args(Stage):
        outcome = validate(FILING, document, CONTEXT, stage=stage)
        found = {code for codes in outcome.errors.values() for code in codes}
        assert found <= (STRUCTURAL if stage == "draft" else FIELD_CODES)
    references(FILING, document)


@given(st.dictionaries(keys, json_values))
def test_the_canonical_form_is_stable(document: dict[str, object]) -> None:
    once = validate(FILING, document, CONTEXT).document
    assert validate(FILING, once, CONTEXT).document == once
