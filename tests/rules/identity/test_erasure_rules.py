"""Taking a person out of a document (design §9)."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from backend.audit.erasing import TOMBSTONE
from backend.identity.people.erasure_rules import Marks, without_person

MARKS = Marks(name="沈洁", phone="13812345678", id_number="11010519491231002X")
spelled = st.sampled_from(
    ["13812345678", "+86 138 1234 5678", "138-1234-5678", "11010519491231002X", "11010519491231002x"]
)
other = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=12), st.just(MARKS.name))
leaves = st.one_of(other, spelled)


def documents(values: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    inner = st.recursive(
        values,
        lambda below: st.one_of(st.lists(below, max_size=4), st.dictionaries(st.text(max_size=4), below, max_size=4)),
        max_leaves=20,
    )
    return st.dictionaries(st.text(max_size=4), inner, max_size=5)


def texts(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    else:
        yield value


@given(document=documents(leaves))
def test_nothing_that_tells_the_person_is_left(document: dict[str, object]) -> None:
    cleaned = without_person(document, MARKS)
    assert not any(MARKS.tells(one) for one in texts(cleaned))
    assert without_person(cleaned, MARKS) == cleaned


@given(document=documents(leaves))
def test_everything_else_stays_where_it_was(document: dict[str, object]) -> None:
    before, after = list(texts(document)), list(texts(without_person(document, MARKS)))
    assert len(before) == len(after)
    for old, new in zip(before, after, strict=True):
        if MARKS.tells(old):
            assert new == ""
        elif old == MARKS.name:
            assert new in {MARKS.name, TOMBSTONE}
        else:
            assert new == old


@given(document=documents(other.filter(lambda one: not MARKS.tells(one))))
def test_a_document_that_does_not_tell_the_person_is_not_touched(document: dict[str, object]) -> None:
    assert without_person(document, MARKS) == document


@given(phone=spelled)
def test_the_name_goes_only_beside_what_tells_the_person(phone: str) -> None:
    rows = [{"name": "沈洁", "phone": phone}, {"name": "沈洁", "phone": "13900000000"}]
    document = {"project_leader": "沈洁", "speakers": rows}
    assert without_person(document, MARKS) == {
        "project_leader": "沈洁",
        "speakers": [{"name": TOMBSTONE, "phone": ""}, {"name": "沈洁", "phone": "13900000000"}],
    }


@given(value=leaves)
def test_a_person_of_whom_nothing_is_known_is_found_nowhere(value: object) -> None:
    assert not Marks(name="", phone="", id_number="").tells(value)
