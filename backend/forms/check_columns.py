"""Limits beyond the database column that a field's value is stored in: SQLite would keep it, PostgreSQL would not."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from backend.forms.code_lists import CodeList
from backend.forms.kinds import Choice, Field
from backend.forms.kinds.text import LongText, Text

CODE = "longer_than_column"
_Found = tuple[str, str, str]


class Place(NamedTuple):
    """A field whose value has a column of its own, as `form` and path, and how many characters the column keeps."""

    form: str
    path: str
    longest: int


def column_findings(field: Field, path: str, longest: int, code_lists: Mapping[str, CodeList]) -> Iterator[_Found]:
    """What does not fit of a field whose column keeps `longest` characters, as path, code and detail."""
    if isinstance(field, Text | LongText) and field.max_length > longest:
        detail = f"max_length {field.max_length} is wished, the database column of `{path}` keeps {longest} characters"
        yield f"fields[{path}].max_length", CODE, detail
    if isinstance(field, Choice):
        listed = code_lists.get(field.code_list or "")
        for entry in listed.entries if listed else field.choices:
            if len(entry.code) > longest:
                wished = f"code `{entry.code}` has {len(entry.code)} characters"
                yield f"fields[{path}].code_list", CODE, f"{wished}, the database column of `{path}` keeps {longest}"
