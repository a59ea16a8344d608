"""The tiny language of conditions (design §6), one meaning on server and phone.

A condition is one of
    {"field": "a", "equals": x}      the field holds x
    {"field": "a", "in": [x, y]}     the field holds one of these
    {"filled": "a"}                  the field holds anything
    {"not": c}  {"all": [c, …]}  {"any": [c, …]}
over the values of one document, and in flows also over `step.field`, what a decided step's reviewer filled in. The
meaning is pinned by `tests/cases/conditions.json`, which both interpreters run.
"""

from collections.abc import Iterator, Mapping

import msgspec
from msgspec import UNSET, UnsetType

Scalar = str | int | float | bool
Values = Mapping[str, object]

_OPERATORS = ("equals", "one_of", "filled", "negated", "every", "some")


class Condition(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    rename={"one_of": "in", "negated": "not", "every": "all", "some": "any"},
):
    """One condition; exactly one operator is set, and `field` goes with `equals` and `in` only."""

    field: str | UnsetType = UNSET
    equals: Scalar | UnsetType = UNSET
    one_of: tuple[Scalar, ...] | UnsetType = UNSET
    filled: str | UnsetType = UNSET
    negated: "Condition | UnsetType" = UNSET
    every: "tuple[Condition, ...] | UnsetType" = UNSET
    some: "tuple[Condition, ...] | UnsetType" = UNSET

    def __post_init__(self) -> None:
        given = [name for name in _OPERATORS if getattr(self, name) is not UNSET]
        if len(given) != 1:
            raise ValueError("a condition has exactly one of equals, in, filled, not, all, any")
        if (self.field is not UNSET) != (given[0] in {"equals", "one_of"}):
            raise ValueError("`field` goes with `equals` or `in`, and they with it")

    def parts(self) -> "tuple[Condition, ...]":
        """The conditions this one is made of."""
        if self.negated is not UNSET:
            return (self.negated,)
        return (self.every or ()) + (self.some or ())


def is_filled(value: object) -> bool:
    """Whether a value says anything: absent, null, blank text and empty lists do not; false and 0 do."""
    if value is None:
        return False
    if isinstance(value, str):
        return bool(value.strip())
    return not (isinstance(value, list | tuple | dict) and not value)


def holds(condition: Condition, values: Values) -> bool:
    """Whether the condition is true of these values. A field that is not filled equals nothing.

    Comparison is strict: 1, "1" and true are three values. Of a list of texts (a multiple choice) `equals` and `in` ask
    whether any of its members fits. `all` of nothing is true, `any` of nothing is false.
    """
    if condition.field is not UNSET:
        wanted = condition.one_of if condition.one_of is not UNSET else (condition.equals,)
        return _holds_one_of(values.get(condition.field), wanted)
    if condition.filled is not UNSET:
        return is_filled(values.get(condition.filled))
    if condition.negated is not UNSET:
        return not holds(condition.negated, values)
    if condition.every is not UNSET:
        return all(holds(part, values) for part in condition.every)
    return any(holds(part, values) for part in condition.parts())


def fields_read(condition: Condition) -> Iterator[str]:
    """Every name the condition looks at."""
    for leaf in leaves(condition):
        yield leaf.field if isinstance(leaf.field, str) else str(leaf.filled)


def leaves(condition: Condition) -> Iterator[Condition]:
    """The comparisons and `filled` questions inside a condition."""
    if condition.field is not UNSET or condition.filled is not UNSET:
        yield condition
    for part in condition.parts():
        yield from leaves(part)


def _holds_one_of(value: object, wanted: tuple[object, ...]) -> bool:
    if not is_filled(value):
        return False
    members = value if isinstance(value, list | tuple) else (value,)
    return any(_same(member, want) for member in members for want in wanted)


def _same(value: object, wanted: object) -> bool:
    # Python holds True == 1; JSON and the phone do not.
    return isinstance(value, bool) == isinstance(wanted, bool) and value == wanted
