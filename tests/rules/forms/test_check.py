"""`halfday forms check`: what is told about files that decode and still cannot be right."""

import pytest

from backend.forms.check import Checked, check_definitions
from backend.forms.source import Source, read_folder
from tests.builders.forms import FORMS, LISTS, field

HEAD = 'key = "f"\ntitle = { zh = "表", en = "Form" }\ngroup = "g"\nsource = "s"\n'
ROWS = field("t", "list") + '\n[[fields.fields]]\nkey = "KEY"\nkind = "text"\nlabel = { zh = "甲", en = "A" }\n'
LIST_HEAD = 'key = "CL-X"\ntitle = { zh = "表", en = "List" }\nsource = "s"\n'


def check(*forms: str, code_lists: tuple[str, ...] = ()) -> Checked:
    extra = [Source(f"l{number}.toml", text.encode()) for number, text in enumerate(code_lists)]
    sources = [Source(f"f{number}.toml", text.encode()) for number, text in enumerate(forms)]
    return check_definitions(sources, [*read_folder(LISTS), *extra])


def found(*forms: str, code_lists: tuple[str, ...] = ()) -> set[tuple[str, str]]:
    """Path and code of every finding."""
    return {(finding.path, finding.code) for finding in check(*forms, code_lists=code_lists).findings}


def test_what_the_repository_ships_is_right() -> None:
    checked = check_definitions(read_folder(FORMS), read_folder(LISTS))
    assert [str(finding) for finding in checked.findings] == []


def test_findings_name_file_path_code_and_what_is_wrong() -> None:
    (finding,) = check(HEAD + field("a", "text", 'section = "x"')).findings
    assert str(finding) == "f0.toml: fields[a].section: unknown_section: there is no section `x`"


CHOICE = field("a", "choice", 'code_list = "CL-SEX"')


@pytest.mark.parametrize(
    ("text", "path", "code"),
    [
        (field("a", "text", "more = 1"), "fields[0]", "bad_definition"),
        (field("a", "text").replace("a 字段", " "), "fields[a].label", "missing_label"),
        (field("a", "text").replace('en = "a"', 'en = ""'), "fields[a].label", "missing_label"),
        (field("a", "text") * 2, "fields[a]", "duplicate_field"),
        (field("A", "text"), "fields[A]", "bad_key"),
        (ROWS.replace("KEY", "id"), "fields[t].fields[id]", "bad_key"),
        (field("a", "choice", 'code_list = "CL-GONE"'), "fields[a].code_list", "unknown_list"),
        (field("a", "text", "min_length = 9\nmax_length = 8"), "fields[a].min_length", "impossible_limits"),
        (field("a", "decimal", 'minimum = "10"\nmaximum = "9"'), "fields[a].minimum", "impossible_limits"),
        (
            field("a", "text", 'required_when = { filled = "b" }'),
            "fields[a].required_when",
            "condition_unknown_field",
        ),
        (
            field("a", "text", 'visible_when = { not = { any = [{ filled = "b" }] } }'),
            "fields[a].visible_when",
            "condition_unknown_field",
        ),
        (
            field("a", "text", 'visible_when = { filled = "b" }') + field("b", "text"),
            "fields[a].visible_when",
            "condition_later_field",
        ),
        (field("a", "text", 'visible_when = { filled = "a" }'), "fields[a].visible_when", "condition_later_field"),
        (
            CHOICE + field("b", "text", 'visible_when = { field = "a", equals = "7" }'),
            "fields[b].visible_when",
            "condition_never_true",
        ),
        (
            field("a", "boolean") + field("b", "text", 'visible_when = { field = "a", in = ["1"] }'),
            "fields[b].visible_when",
            "condition_never_true",
        ),
        (
            field("a", "integer") + field("b", "text", 'required_when = { field = "a", equals = true }'),
            "fields[b].required_when",
            "condition_never_true",
        ),
        (field("a", "text") + '[[checks]]\ncheck = "order"\nstart = "a"\nend = "b"', "checks[0].start", "wrong_kind"),
        (field("a", "date") + '[[checks]]\ncheck = "order"\nstart = "a"\nend = "b"', "checks[0].end", "unknown_field"),
        (
            field("a", "date") + '[[checks]]\ncheck = "unique"\nwithin = "a"\nfields = ["b"]',
            "checks[0].within",
            "unknown_field",
        ),
        (
            ROWS.replace("KEY", "x") + '[[checks]]\ncheck = "unique"\nwithin = "t"\nfields = ["y"]',
            "checks[0].fields",
            "unknown_field",
        ),
    ],
)
def test_mistakes_in_fields(text: str, path: str, code: str) -> None:
    assert (path, code) in found(HEAD + text)


@pytest.mark.parametrize(
    ("setting", "path", "code"),
    [
        ('list_columns = [{ fields = ["a", "b"] }]', "list_columns[0]", "unknown_field"),
        ('unique = [["b"]]', "unique[0]", "unknown_field"),
        ('import_columns = [{ field = "b" }]', "import_columns", "unknown_field"),
        ('import_columns = [{ field = "a" }, { field = "a" }]', "import_columns", "duplicate_column"),
        ('import_columns = [{ field = "f" }]', "import_columns", "column_not_importable"),
        (
            'import_columns = [{ field = "a" }, { field = "c", label = { zh = "a 字段", en = "c" } }]',
            "import_columns",
            "duplicate_header",
        ),
        ('summary = { zh = "{a} {b}", en = "{a}" }', "summary.zh", "unknown_field"),
    ],
)
def test_mistakes_around_fields(setting: str, path: str, code: str) -> None:
    fields = field("a", "text") + field("c", "text") + field("f", "files")
    assert (path, code) in found(HEAD + setting + fields)


def test_two_files_may_not_define_one_form() -> None:
    text = HEAD + field("a", "text")
    assert found(text, text) == {("key", "duplicate_definition")}


@pytest.mark.parametrize(
    ("entries", "path", "code"),
    [
        ('{ code = "1", label = { zh = "", en = "One" } }', "entries[1].label", "missing_label"),
        ('{ code = "1", label = { zh = "一", en = "One" } }, ' * 2, "entries[1]", "duplicate_code"),
        ('{ code = "1", label = { zh = "一", en = "One" }, parent = "2" }', "entries[0]", "unknown_parent"),
        ('{ code = "1", label = { zh = "一", en = "One" }, parent = "1" }', "entries[0]", "parent_circle"),
        (
            '{ code = "1", label = { zh = "一", en = "One" }, valid_from = 2026-02-01, valid_to = 2026-01-01 }',
            "entries[0]",
            "impossible_validity",
        ),
        (
            '{ code = "1", label = { zh = "一", en = "One" } }, { code = "2", label = { zh = "一", en = "Two" } }',
            "entries[0]",
            "ambiguous_label",
        ),
        ('{ code = "1", label = { zh = "一", en = "One" }, colour = "red" }', "entries[0]", "bad_definition"),
    ],
)
def test_mistakes_in_code_lists(entries: str, path: str, code: str) -> None:
    assert (path, code) in found(code_lists=(f"{LIST_HEAD}entries = [{entries}]",))


def test_one_broken_file_does_not_hide_the_others() -> None:
    codes = [finding.code for finding in check("key = ", HEAD + CHOICE, HEAD.replace('"f"', '"g"')).findings]
    assert codes == ["bad_definition", "bad_definition"]


def test_circles_of_several_codes_are_found() -> None:
    circle = ", ".join(
        f'{{ code = "{n}", label = {{ zh = "{n}", en = "{n}" }}, parent = "{(n + 1) % 3}" }}' for n in range(3)
    )
    assert {code for _, code in found(code_lists=(f"{LIST_HEAD}entries = [{circle}]",))} == {"parent_circle"}
