"""What single values may be (catalogue 0.3)."""

from collections.abc import Mapping

import pytest

from backend.forms.context import Context, Found, KnownReferences, Reference
from backend.forms.definition import Form
from backend.forms.kinds import KINDS, AnyField
from backend.forms.masking import masked_document
from backend.forms.source import DefinitionError
from backend.forms.validation import Outcome, validate
from tests.builders.forms import TODAY, context, field, form

SHA = "c" * 64


def outcome(kind: str, more: str, value: object, found: Mapping[Reference, tuple[Found, ...]] | None = None) -> Outcome:
    effective = form(field("a", kind, more))
    known = Context(TODAY, effective.lists, KnownReferences(found or {}))
    return validate(effective, {"a": value}, known)


def codes(kind: str, more: str, value: object) -> list[str]:
    """All codes of a value, wherever inside it."""
    return [code for found in outcome(kind, more, value).errors.values() for code in found]


GOOD: list[tuple[str, str, object, object]] = [
    ("text", "", "  王芳  ", "王芳"),
    ("text", "", "𠮷" * 200, "𠮷" * 200),
    ("text", "", "神", "神"),
    ("long_text", "", "一\r\n二\r三\n", "一\n二\n三"),
    ("integer", "", 0, 0),
    ("integer", "minimum = -5", -5, -5),
    ("decimal", "", "5.50", "5.5"),
    ("decimal", "", "+007", "7"),
    ("decimal", "", "-0.00", "0"),
    ("decimal", 'scale = 4\nminimum = "-1"', "-0.1250", "-0.125"),
    ("date", "", "2024-02-29", "2024-02-29"),
    ("date", "past = true", "2026-11-21", "2026-11-21"),
    ("month", "past = true", "2026-11", "2026-11"),
    ("year", "past = true", "2026", "2026"),
    ("choice", 'code_list = "CL-SUPRATE"', "qualified", "qualified"),
    ("multi_choice", 'code_list = "CL-SUPRATE"', ["unqualified", "qualified"], ["unqualified", "qualified"]),
    ("boolean", "", False, False),
    ("phone", "", "+86 138-0013 8000", "13800138000"),
    ("phone", "", "010-82801234", "010-82801234"),
    ("phone", "", "+1 650 253 0000", "+1 650 253 0000"),
    ("phone", "mobile = true", "13800138000", "13800138000"),
    ("email", "", " a.b+c@example.com.cn ", "a.b+c@example.com.cn"),
]


@pytest.mark.parametrize(("kind", "more", "value", "kept"), GOOD)
def test_good_values_are_kept_in_their_canonical_form(kind: str, more: str, value: object, kept: object) -> None:
    result = outcome(kind, more, value)
    assert (result.errors, result.document) == ({}, {"a": kept})


BAD: list[tuple[str, str, object, str]] = [
    ("text", "", 5, "bad_type"),
    ("text", "", ["a"], "bad_type"),
    ("text", "", "x" * 201, "too_long"),
    ("text", "min_length = 3", "ab", "too_short"),
    ("text", "", "a\nb", "bad_characters"),
    ("text", "", "a\u202eb", "bad_characters"),
    ("text", "", "a\x00b", "bad_characters"),
    ("long_text", "", "x" * 2001, "too_long"),
    ("long_text", "", "a\x07", "bad_characters"),
    ("long_text", "", 1, "bad_type"),
    ("integer", "", "5", "bad_type"),
    ("integer", "", 5.0, "bad_type"),
    ("integer", "", True, "bad_type"),
    ("integer", "minimum = 1", 0, "too_small"),
    ("integer", "", 2**31, "too_large"),
    ("decimal", "", 5.5, "bad_type"),
    ("decimal", "", "1e3", "bad_number"),
    ("decimal", "", "1,000", "bad_number"),
    ("decimal", "", "９", "bad_number"),
    ("decimal", "", "9" * 40, "bad_number"),
    ("decimal", "", "1.234", "too_many_decimals"),
    ("decimal", "", "-1", "too_small"),
    ("decimal", 'maximum = "25"', "25.01", "too_large"),
    ("date", "", "2023-02-29", "bad_date"),
    ("date", "", "2024-2-9", "bad_date"),
    ("date", "", "0204-01-01", "bad_date"),
    ("date", "", 45000, "bad_type"),
    ("date", "past = true", "2026-11-22", "in_future"),
    ("month", "", "2026-13", "bad_month"),
    ("month", "past = true", "2026-12", "in_future"),
    ("year", "", "26", "bad_year"),
    ("year", "", "1899", "bad_year"),
    ("year", "past = true", "2027", "in_future"),
    ("choice", 'code_list = "CL-SUPRATE"', "合格", "unknown_choice"),
    ("choice", 'code_list = "CL-SUPRATE"', 1, "bad_type"),
    ("choice", 'code_list = "CL-SEX"', "0", "retired_choice"),
    ("multi_choice", 'code_list = "CL-SUPRATE"', "qualified", "bad_type"),
    ("multi_choice", 'code_list = "CL-SUPRATE"', ["qualified", "qualified"], "duplicate_choice"),
    ("multi_choice", 'code_list = "CL-SUPRATE"', ["other"], "unknown_choice"),
    ("multi_choice", 'code_list = "CL-SUPRATE"\nmin_choices = 2', ["qualified"], "too_few_choices"),
    ("multi_choice", 'code_list = "CL-SUPRATE"\nmax_choices = 1', ["qualified", "unqualified"], "too_many_choices"),
    ("boolean", "", "1", "bad_type"),
    ("boolean", "", 1, "bad_type"),
    ("phone", "", "1380", "bad_phone"),
    ("phone", "", "-----", "bad_phone"),
    ("phone", "", "call me maybe", "bad_phone"),
    ("phone", "", "1" * 21, "bad_phone"),
    ("phone", "", 13800138000, "bad_type"),
    ("phone", "mobile = true", "010-82801234", "not_mobile"),
    ("email", "", "a@b", "bad_email"),
    ("email", "", "a@example.com, b@example.com", "bad_email"),
    ("email", "", "a@example..com", "bad_email"),
    ("email", "", "x" * 90 + "@example.com", "too_long"),
    ("region", "", "11", "bad_type"),
    ("region", "", "110108", "unknown_region"),
    ("organisation", "", "海淀医院", "bad_type"),
    ("organisation", "", "01890000-0000-7000-8000-000000000001", "unknown_organisation"),
    ("files", "", "a.pdf", "bad_type"),
    ("files", "", ["x"], "bad_type"),
    ("files", "", [{"sha256": SHA, "name": "a.pdf"}], "bad_type"),
    ("files", "", [{"sha256": SHA, "name": "a.pdf", "size": True}], "bad_type"),
    ("files", "", [{"sha256": "x", "name": "a.pdf", "size": 1}], "bad_digest"),
    ("files", "", [{"sha256": SHA, "name": "../a.pdf", "size": 1}], "bad_file_name"),
    ("files", "", [{"sha256": SHA, "name": "a.exe", "size": 1}], "file_kind"),
    ("files", "", [{"sha256": SHA, "name": "a.pdf", "size": 1}], "file_missing"),
    ("files", "max_files = 0", [{"sha256": SHA, "name": "a.pdf", "size": 1}], "too_many_files"),
    ("files", "min_files = 2", [{"sha256": SHA, "name": "a.pdf", "size": 1}], "too_few_files"),
    ("files", "", [{"sha256": SHA, "name": "a.pdf", "size": 1}] * 2, "duplicate_file"),
]


@pytest.mark.parametrize(("kind", "more", "value", "code"), BAD)
def test_bad_values_are_named_by_a_code(kind: str, more: str, value: object, code: str) -> None:
    assert code in codes(kind, more, value)


def test_a_file_is_judged_by_what_its_digest_leads_to() -> None:
    def file_codes(found: Found, **changes: object) -> list[str]:
        file = {"sha256": SHA, "name": "a.PDF", "size": 5, **changes}
        errors = outcome("files", "max_mb = 1", [file], {Reference("file", SHA): (found,)}).errors
        return [code for codes in errors.values() for code in codes]

    assert file_codes(Found(SHA, size=5, media_type="application/pdf")) == []
    assert file_codes(Found(SHA, size=5)) == []
    assert file_codes(Found(SHA, size=6, media_type="application/pdf")) == ["file_missing"]
    assert file_codes(Found(SHA, size=5, media_type="image/png")) == ["file_kind"]
    assert file_codes(Found(SHA, size=1_000_001), size=1_000_001) == ["file_too_large"]


def test_phones_are_masked_when_shown() -> None:
    effective = form(field("a", "phone"))
    phone = effective.form.fields[0]
    assert phone.sensitive
    assert phone.show("13812342046", context(effective), "zh") == "138****2046"
    assert phone.show("12345", context(effective), "zh") == "*****"


def test_a_document_is_masked_before_it_is_recorded() -> None:
    inner = '[[fields.fields]]\nkey = "b"\nkind = "phone"\nlabel = { zh = "b", en = "b" }'
    effective = form(field("a", "phone") + field("c", "text") + field("rows", "list", inner))
    document = {"a": "13812342046", "c": "13812342046", "rows": [{"id": "1", "b": "13812342046"}, 5]}
    masked = masked_document(effective, document)
    assert masked == {"a": "138****2046", "c": "13812342046", "rows": [{"id": "1", "b": "138****2046"}, 5]}


def test_a_setting_of_another_kind_is_refused() -> None:
    with pytest.raises(DefinitionError, match=r"fields\[0\].*unknown field `max_length`"):
        form(field("a", "boolean", "max_length = 5"))


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("choice", ""),
        ("choice", 'code_list = "CL-SEX"\nchoices = [{ code = "1", label = { zh = "一", en = "One" } }]'),
        ("decimal", 'minimum = "a"'),
        ("decimal", 'maximum = "1.50"'),
        ("files", 'extensions = ["exe"]'),
        ("files", "extensions = []"),
    ],
)
def test_settings_that_make_no_sense_are_refused(kind: str, more: str) -> None:
    with pytest.raises(DefinitionError):
        form(field("a", kind, more))


def test_every_kind_does_what_the_engine_asks() -> None:
    wanted = ("normalise", "faults", "schema", "to_cell", "from_cell", "show", "references", "cell_references")
    for kind, cls in KINDS.items():
        assert [name for name in wanted if not callable(getattr(cls, name, None))] == [], kind
    assert len(KINDS) == len(AnyField.__args__)
    assert Form.__struct_config__.forbid_unknown_fields
