"""Mistakes a form can have although it decodes: what it names must exist and fit."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from backend.forms.check_names import check_checks, check_conditions
from backend.forms.code_lists import CodeList
from backend.forms.definition import Form
from backend.forms.effective import lists_used
from backend.forms.findings import Finding
from backend.forms.kinds import ROW_ID, AnyField, Field, Rows
from backend.forms.summary import places
from backend.forms.words import LANGUAGES

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_LIMITS = (
    ("min_length", "max_length"),
    ("minimum", "maximum"),
    ("min_files", "max_files"),
    ("min_rows", "max_rows"),
    ("min_choices", "max_choices"),
)


def check_form(file: str, form: Form, code_lists: Mapping[str, CodeList]) -> list[Finding]:
    """Everything wrong with a form whose file could be read."""
    findings = [
        *_key_findings(form.fields, "fields"),
        *_section_findings(form),
        *_list_findings(form, code_lists),
        *_limit_findings(form),
        *check_conditions(form, code_lists),
        *check_checks(form),
        *_column_findings(form),
        *_word_findings(form),
    ]
    return [Finding(file, path, code, detail) for path, code, detail in findings]


_Found = tuple[str, str, str]


def _key_findings(fields: Iterable[AnyField], path: str) -> Iterator[_Found]:
    keys = [field.key for field in fields]
    for key, times in Counter(keys).items():
        if times > 1:
            yield f"{path}[{key}]", "duplicate_field", f"`{key}` {times} times"
        if not _KEY.fullmatch(key) or (key == ROW_ID and path != "fields"):
            yield f"{path}[{key}]", "bad_key", f"`{key}` cannot be the key of a field"
    for field in fields:
        if isinstance(field, Rows):
            yield from _key_findings(field.fields, f"fields[{field.key}].fields")


def _section_findings(form: Form) -> Iterator[_Found]:
    known = {section.key for section in form.sections}
    for path, field in form.walk():
        if field.section is not None and field.section not in known:
            yield f"fields[{path}].section", "unknown_section", f"there is no section `{field.section}`"


def _list_findings(form: Form, code_lists: Mapping[str, CodeList]) -> Iterator[_Found]:
    for key in sorted(lists_used(form) - set(code_lists)):
        users = [path for path, field in form.walk() if getattr(field, "code_list", None) == key]
        for path in users:
            yield f"fields[{path}].code_list", "unknown_list", f"there is no code list `{key}`"


def _limit_findings(form: Form) -> Iterator[_Found]:
    for path, field in form.walk():
        for low, high in _LIMITS:
            lowest, highest = getattr(field, low, None), getattr(field, high, None)
            if lowest is not None and highest is not None and float(lowest) > float(highest):
                yield f"fields[{path}].{low}", "impossible_limits", f"{low} {lowest} is more than {high} {highest}"


def _column_findings(form: Form) -> Iterator[_Found]:
    for place, column in enumerate(form.list_columns):
        yield from _unknown(form, column.fields, f"list_columns[{place}]")
    for place, keys in enumerate(form.unique):
        yield from _unknown(form, keys, f"unique[{place}]")
    columns = [column.field for column in form.import_columns]
    yield from _unknown(form, columns, "import_columns")
    for key, times in Counter(columns).items():
        field = form.field(key)
        if times > 1:
            yield "import_columns", "duplicate_column", f"`{key}` {times} times"
        if field is not None and not field.importable:
            yield "import_columns", "column_not_importable", f"`{key}` does not fit into a cell"
    yield from _header_findings(form)


def _header_findings(form: Form) -> Iterator[_Found]:
    fields: Mapping[str, Field] = {field.key: field for field in form.fields}
    columns = [(column, fields[column.field]) for column in form.import_columns if column.field in fields]
    for language in LANGUAGES:
        headers = Counter((column.label or field.label).text(language) for column, field in columns)
        for header, times in headers.items():
            if times > 1 and header.strip():
                yield "import_columns", "duplicate_header", f"`{header}` {times} times"


def _word_findings(form: Form) -> Iterator[_Found]:
    if form.summary is not None:
        for language in LANGUAGES:
            yield from _unknown(form, places(form.summary.text(language)), f"summary.{language}")


def _unknown(form: Form, keys: Iterable[str], path: str) -> Iterator[_Found]:
    known = {field.key for field in form.fields}
    for key in keys:
        if key not in known:
            yield path, "unknown_field", f"there is no field `{key}`"
