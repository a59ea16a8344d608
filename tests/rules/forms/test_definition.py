"""Definitions: strict reading, deployment changes, digests."""

import msgspec
import pytest

from backend.forms.definition import Form
from backend.forms.effective import make_effective, restore
from backend.forms.findings import DefinitionErrors
from backend.forms.library import Library
from backend.forms.source import DefinitionError, Source, read_definition, read_folder
from backend.forms.validation import validate
from tests.builders.forms import FORMS, LISTS, context, field, filing, filing_document, form

FIELD = """
[[fields]]
key = "a"
kind = "text"
label = { zh = "甲", en = "A" }
"""
HEAD = 'key = "f"\ntitle = { zh = "表", en = "Form" }\ngroup = "g"\nsource = "s"\n'


def read(text: str) -> Form:
    return read_definition(Source("f.toml", text.encode()), Form)


@pytest.mark.parametrize(
    ("text", "path", "detail"),
    [
        (HEAD + FIELD + "max_lenght = 3", "fields[0]", "unknown field `max_lenght`"),
        (HEAD + FIELD + "maxLength = 3", "fields[0]", "not a snake_case key"),
        (HEAD + FIELD + 'required = "yes"', "fields[0].required", "Expected `bool`"),
        (HEAD + FIELD.replace("text", "txet"), "fields[0].kind", "Invalid value 'txet'"),
        (HEAD + FIELD.replace(', en = "A"', ""), "fields[0].label", "missing required field `en`"),
        (HEAD + FIELD + 'required_when = { field = "b" }', "fields[0].required_when", "exactly one of"),
        (HEAD + FIELD + '[[checks]]\ncheck = "order"\nstart = "a"', "checks[0]", "missing required field `end`"),
        (HEAD + "list_columns = [{}]" + FIELD, "list_columns[0]", "either `fields` or `area`"),
        (HEAD + 'list_columns = [{ area = "x" }]' + FIELD, "list_columns[0]", "needs a label"),
        ("key = ", "", "Invalid value"),
        (HEAD, "", "missing required field `fields`"),
    ],
)
def test_a_mistake_is_named_with_its_path(text: str, path: str, detail: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        read(text)
    assert (caught.value.file, caught.value.path) == ("f.toml", path)
    assert detail in caught.value.detail


def test_a_file_that_is_not_utf8_is_named() -> None:
    with pytest.raises(DefinitionError, match=r"f\.toml"):
        read_definition(Source("f.toml", b"\xff"), Form)


def test_the_effective_definition_is_stored_and_read_back() -> None:
    effective = filing()
    again = restore(effective.json)
    assert again == effective
    assert again.digest == effective.digest
    assert b'"maxLength"' in effective.json
    assert b"CL-CREDITCAT" in effective.json


def test_the_digest_does_not_depend_on_the_order_of_keys() -> None:
    swapped = FIELD.replace('key = "a"\nkind = "text"', 'kind = "text"\nkey = "a"')
    assert make_effective(read(HEAD + FIELD), {}).digest == make_effective(read(HEAD + swapped), {}).digest
    assert (
        make_effective(read(HEAD + FIELD), {}).digest
        != make_effective(read(HEAD + FIELD + "required = true"), {}).digest
    )


def test_attachments_and_sub_tables_are_found() -> None:
    shape = filing().form
    assert [path for path, _ in shape.attachments()] == ["notice_file", "schedule_file"]
    assert [table.key for table in shape.sub_tables()] == ["venues", "days_off", "speakers"]
    assert "speakers.topic" in dict(shape.walk())


def test_the_filing_form_is_that_of_the_catalogue() -> None:
    shape = filing().form
    assert [field.key for field in shape.fields] == [
        *("project_no", "project_name", "project_level", "discipline", "organiser", "project_leader", "leader_phone"),
        *("planned_start", "planned_end", "place", "venues", "days_off", "expected_people", "credits"),
        *("notice_file", "schedule_file", "speakers"),
    ]
    optional = [field.key for field in shape.fields if not field.required]
    assert optional == ["venues", "days_off", "expected_people", "credits"]
    assert shape.unique == (("project_no",),)


def overlaid(*overlays: str) -> Library:
    sources = [Source(f"overlay{number}.toml", text.encode()) for number, text in enumerate(overlays)]
    return Library.load(read_folder(FORMS), read_folder(LISTS), sources)


def test_a_deployment_changes_marks_words_limits_and_lists() -> None:
    changed = overlaid(
        """
form = "filing"
[[fields]]
key = "expected_people"
required = true
label = { zh = "预计人数", en = "Expected" }
maximum = 50
[[fields]]
key = "speakers.title"
required = true
""",
        """
code_list = "CL-SUPRATE"
entries = [
    { code = "qualified", active = false },
    { code = "excellent", label = { zh = "优秀", en = "Excellent" }, order = 0, valid_from = 2026-01-01 },
]
""",
        """
code_list = "CL-CREDITCAT"
entries = [{ code = "municipal", label = { zh = "市级", en = "City" } }]
""",
    )
    effective = changed.effective("filing")
    assert effective.digest != filing().digest
    people = effective.form.field("expected_people")
    assert people is not None
    assert people.label.zh == "预计人数"
    found = validate(effective, filing_document(), context(effective)).errors
    assert found == {"expected_people": ["too_large"]}
    assert effective.lists.choices("CL-CREDITCAT").label("municipal", "zh") == "市级"
    rating = {entry.code: entry for entry in changed.code_lists["CL-SUPRATE"].entries}
    assert not rating["qualified"].active
    assert rating["excellent"].label.zh == "优秀"


@pytest.mark.parametrize(
    ("overlay", "path"),
    [
        ('form = "gone"\nfields = []', "form"),
        ('form = "filing"\n[[fields]]\nkey = "gone"\nrequired = true', "fields[0].key"),
        ('form = "filing"\n[[fields]]\nkey = "place"\nminimum = 3', "field place"),
        ('form = "filing"\n[[fields]]\nkey = "place"\nkind = "long_text"', "fields[0]"),
        ('form = "filing"\n[[fields]]\nkey = "credits"\nmaximum = 5', "field credits"),
        ('code_list = "CL-GONE"\nentries = []', "code_list"),
        ('code_list = "CL-SEX"\nentries = [{ code = "3" }]', "entries[4]"),
        ('code_list = "CL-SEX"\nentries = [{ code = "1", valid_to = "soon" }]', "entries[0].valid_to"),
        ('code_list = "CL-SEX"\nentries = [{ code = "1", valid_to = 2026-02-30 }]', ""),
    ],
)
def test_a_change_that_does_not_fit_is_named(overlay: str, path: str) -> None:
    with pytest.raises(DefinitionErrors) as caught:
        overlaid(overlay)
    assert [(finding.file, finding.path) for finding in caught.value.findings] == [("overlay0.toml", path)]


def test_without_a_code_list_the_form_does_not_come_into_force() -> None:
    with pytest.raises(DefinitionErrors, match="CL-CREDITCAT"):
        Library.load(read_folder(FORMS), ())


def test_the_library_knows_its_forms() -> None:
    assert overlaid().keys() == ["filing", "filing_change", "filing_review"]
    with pytest.raises(KeyError):
        overlaid().effective("gone")


def test_definitions_on_the_wire_are_camel_case() -> None:
    wire = msgspec.json.decode(form(field("a", "text", 'required_when = { filled = "a" }')).json)
    assert wire["form"]["fields"][0]["requiredWhen"] == {"filled": "a"}
    assert wire["form"]["fields"][0]["kind"] == "text"
