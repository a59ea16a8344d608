"""What conditions and checks of a form name: fields that exist, of a kind that fits, with values they can hold."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import UNSET

from backend.forms.checks import AnyCheck, Order, Period, Rank, Sum, Unique
from backend.forms.code_lists import CodeList
from backend.forms.conditions import Condition, fields_read, leaves
from backend.forms.definition import Form
from backend.forms.kinds import AnyField, Choice, Field, MultiChoice, Rows
from backend.forms.kinds.choices import Boolean
from backend.forms.kinds.dates import Date, Month, Year
from backend.forms.kinds.numbers import DecimalNumber, Integer

Found = tuple[str, str, str]
Fields = Mapping[str, Field]

_DATES = (Date, Month, Year)
_NUMBERS = (Integer, DecimalNumber)


def check_conditions(form: Form, code_lists: Mapping[str, CodeList]) -> Iterator[Found]:
    """Conditions over missing fields, over later ones, and comparisons that can never be true."""
    whole = {field.key: field for field in form.fields}
    yield from _in_order(form.fields, {}, whole, "fields", code_lists)
    for table in form.sub_tables():
        inside: Fields = whole | {field.key: field for field in table.fields}
        yield from _in_order(table.fields, whole, inside, f"fields[{table.key}].fields", code_lists)


def check_checks(form: Form) -> Iterator[Found]:
    """Checks over missing fields or over fields of a kind they cannot compare."""
    for place, check in enumerate(form.checks):
        path = f"checks[{place}]"
        table = form.field(check.within) if check.within is not None else None
        if check.within is not None and not isinstance(table, Rows):
            yield f"{path}.within", "unknown_field", f"`{check.within}` is no sub-table"
            continue
        top: Fields = {field.key: field for field in form.fields}
        rows: Fields = {field.key: field for field in table.fields} if isinstance(table, Rows) else top
        for name, key, fields, kinds in _uses(check, top, rows):
            yield from _misfit(f"{path}.{name}", key, fields, kinds)


def condition_findings(
    condition: Condition, known: Fields, code_lists: Mapping[str, CodeList], path: str
) -> Iterator[Found]:
    """What is wrong with one condition over these fields."""
    for key in fields_read(condition):
        if key not in known:
            yield path, "condition_unknown_field", f"there is no field `{key}`"
    for leaf in leaves(condition):
        field = known.get(leaf.field) if isinstance(leaf.field, str) else None
        wanted = leaf.one_of if leaf.one_of is not UNSET else (leaf.equals,)
        for value in wanted:
            if field is not None and not _can_hold(field, value, code_lists):
                yield path, "condition_never_true", f"`{field.key}` never holds {value!r}"


def _in_order(
    fields: Iterable[AnyField], before: Fields, known: Fields, path: str, code_lists: Mapping[str, CodeList]
) -> Iterator[Found]:
    """Visibility is decided in the order of the fields, so it may look back only."""
    seen = dict(before)
    for field in fields:
        here = f"{path}[{field.key}]"
        if field.required_when is not None:
            yield from condition_findings(field.required_when, known, code_lists, f"{here}.required_when")
        if field.visible_when is not None:
            yield from condition_findings(field.visible_when, known, code_lists, f"{here}.visible_when")
            for key in fields_read(field.visible_when):
                if key in known and key not in seen:
                    yield f"{here}.visible_when", "condition_later_field", f"`{key}` comes later"
        seen[field.key] = field


def _can_hold(field: Field, value: object, code_lists: Mapping[str, CodeList]) -> bool:
    if isinstance(field, Choice | MultiChoice):
        listed = code_lists.get(field.code_list or "")
        entries = listed.entries if listed else field.choices
        return not entries or any(entry.code == value for entry in entries)
    if isinstance(field, Boolean):
        return isinstance(value, bool)
    if isinstance(field, Integer):
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str) and not isinstance(field, Rows)


def _uses(check: AnyCheck, top: Fields, rows: Fields) -> Iterator[tuple[str, str, Fields, tuple[type[Field], ...]]]:
    """Setting, key it names, fields it may name, kinds that fit."""
    match check:
        case Order():
            yield from (("start", check.start, rows, _DATES), ("end", check.end, rows, _DATES))
        case Rank():
            yield from (("rank", check.rank, rows, (Integer,)), ("total", check.total, rows, (Integer,)))
        case Period():
            yield "field", check.field, rows, _DATES
            yield from (("start", check.start, top, _DATES), ("end", check.end, top, _DATES))
        case Unique():
            yield from (("fields", key, rows, (Field,)) for key in check.fields)
        case Sum():
            yield from (("field", check.field, rows, _NUMBERS), ("limit", check.limit, top, _NUMBERS))


def _misfit(path: str, key: str, fields: Fields, kinds: tuple[type[Field], ...]) -> Iterator[Found]:
    field = fields.get(key)
    if field is None:
        yield path, "unknown_field", f"there is no field `{key}`"
    elif not isinstance(field, kinds):
        yield path, "wrong_kind", f"`{key}` is of a kind this check cannot compare"
