"""A deployment's limits never go beyond the column a value is stored in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.forms.check import check_definitions
from backend.forms.check_columns import Place
from backend.forms.source import Source, read_folder
from tests.builders.forms import FORMS, LISTS

TITLE = Place("filing", "speakers.title", 60)
LEVEL = Place("filing", "project_level", 20)


def overlaid(text: str, *places: Place) -> list[str]:
    """The findings with one overlay."""
    checked = check_definitions(read_folder(FORMS), read_folder(LISTS), [Source("ours.toml", text.encode())], places)
    return [str(finding) for finding in checked.findings]


def longest(key: str, length: int) -> str:
    return f'form = "filing"\n[[fields]]\nkey = "{key}"\nmax_length = {length}\n'


def test_a_length_beyond_its_column_is_named_with_file_field_and_both_lengths() -> None:
    (finding,) = overlaid(longest("speakers.title", 61), TITLE)
    assert finding == (
        "ours.toml: fields[speakers.title].max_length: longer_than_column: "
        "max_length 61 is wished, the database column of `speakers.title` keeps 60 characters"
    )


def test_a_code_beyond_its_column_is_named_with_the_file_that_brought_it() -> None:
    entry = '{ code = "of-the-whole-municipality", label = { zh = "市级", en = "City" } }'
    (finding,) = overlaid(f'code_list = "CL-CREDITCAT"\nentries = [{entry}]', LEVEL)
    assert finding == (
        "ours.toml: fields[project_level].code_list: longer_than_column: code `of-the-whole-municipality` "
        "has 25 characters, the database column of `project_level` keeps 20"
    )


def test_what_the_release_itself_would_not_fit_is_told_too() -> None:
    (finding,) = overlaid(longest("place", 100), TITLE._replace(longest=59))
    assert finding.startswith("filing.toml: fields[speakers.title].max_length: longer_than_column")


def test_a_field_without_a_column_has_no_limit() -> None:
    assert overlaid(longest("project_leader", 9_999), TITLE) == []


@given(wished=st.integers(1, 500), columns=st.lists(st.integers(60, 500), min_size=1, max_size=3))
def test_the_shortest_of_several_columns_decides(wished: int, columns: list[int]) -> None:
    found = overlaid(longest("speakers.title", wished), *(TITLE._replace(longest=length) for length in columns))
    assert bool(found) == (wished > min(columns))


@pytest.mark.parametrize("path", ["gone", "speakers.gone"])
def test_a_column_of_another_form_says_nothing(path: str) -> None:
    assert overlaid(longest("place", 100), Place("filing", path, 1), Place("gone", "place", 1)) == []
