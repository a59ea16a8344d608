"""The condition language, by the cases every interpreter runs."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.forms.conditions import Condition, fields_read, holds
from backend.forms.kinds import Field
from backend.forms.visibility import asked
from backend.forms.words import Label


class ConditionCase(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    condition: Condition
    values: dict[str, object]
    holds: bool


class CaseField(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    key: str
    required: bool = False
    required_when: Condition | None = None
    visible_when: Condition | None = None

    def field(self) -> Field:
        return Field(
            key=self.key,
            label=Label(zh="字段", en="field"),
            required=self.required,
            required_when=self.required_when,
            visible_when=self.visible_when,
        )


class VisibilityCase(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    fields: list[CaseField]
    values: dict[str, object]
    visible: list[str]
    required: list[str]
    outer: dict[str, object] = {}


class Cases(msgspec.Struct, forbid_unknown_fields=True):
    about: str
    conditions: list[ConditionCase]
    visibility: list[VisibilityCase]


CASES = msgspec.json.decode((Path(__file__).parents[2] / "cases" / "conditions.json").read_bytes(), type=Cases)


def condition(data: object) -> Condition:
    return msgspec.convert(data, Condition)


@pytest.mark.parametrize("case", CASES.conditions, ids=lambda case: case.name)
def test_conditions_mean_what_the_cases_say(case: ConditionCase) -> None:
    assert holds(case.condition, case.values) is case.holds


@pytest.mark.parametrize("case", CASES.visibility, ids=lambda case: case.name)
def test_visibility_is_what_the_cases_say(case: VisibilityCase) -> None:
    result = asked([field.field() for field in case.fields], case.values, case.outer)
    assert (sorted(result.visible), sorted(result.required)) == (sorted(case.visible), sorted(case.required))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"field": "a"},
        {"equals": "a"},
        {"field": "a", "equals": "1", "in": ["1"]},
        {"field": "a", "filled": "a"},
        {"filled": "a", "not": {"filled": "a"}},
        {"field": "a", "greater": 1},
        {"not": [{"filled": "a"}]},
        {"all": {"filled": "a"}},
    ],
)
def test_a_condition_has_exactly_one_operator(data: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        condition(data)


scalars = st.one_of(st.sampled_from(["", "1", "x", " "]), st.integers(0, 2), st.booleans())
names = st.sampled_from(["a", "b", "c"])
conditions = st.recursive(
    st.one_of(
        st.builds(lambda field, value: {"field": field, "equals": value}, names, scalars),
        st.builds(lambda field, values: {"field": field, "in": values}, names, st.lists(scalars, max_size=3)),
        st.builds(lambda field: {"filled": field}, names),
    ),
    lambda inner: st.one_of(
        st.builds(lambda part: {"not": part}, inner),
        st.builds(lambda parts: {"all": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, max_size=3)),
    ),
    max_leaves=8,
)
values = st.dictionaries(names, st.one_of(scalars, st.none(), st.lists(scalars, max_size=2)))


@given(conditions, conditions, values)
def test_conditions_obey_the_laws_of_logic(one: object, two: object, given_values: dict[str, object]) -> None:
    first, second = holds(condition(one), given_values), holds(condition(two), given_values)
    assert holds(condition({"not": one}), given_values) is not first
    assert holds(condition({"all": [one, two]}), given_values) is (first and second)
    assert holds(condition({"any": [one, two]}), given_values) is (first or second)


@given(conditions, values, st.text(min_size=1))
def test_a_condition_depends_only_on_the_fields_it_reads(
    data: object, given_values: dict[str, object], more: str
) -> None:
    read = condition(data)
    if more not in set(fields_read(read)):
        assert holds(read, given_values) == holds(read, {**given_values, more: "anything"})


@given(conditions)
def test_a_condition_survives_its_json(data: object) -> None:
    read = condition(data)
    assert msgspec.json.decode(msgspec.json.encode(read), type=Condition) == read
