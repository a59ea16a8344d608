"""A document as it may be shown or recorded: what is sensitive is masked (catalogue 0.3 V-MASK)."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from backend.forms.difference import Change
from backend.forms.effective import Effective
from backend.forms.kinds import Field, Rows

Values = Mapping[str, object]


def masked_document(effective: Effective, document: Values) -> dict[str, object]:
    """The same document with its sensitive values masked. Values of a draft may be of any type."""
    return _masked(effective.form.fields, document)


def _masked(fields: Iterable[Field], values: Values) -> dict[str, object]:
    known = {field.key: field for field in fields}
    return {key: _value(known[key], value) if key in known else value for key, value in values.items()}


def _value(field: Field, value: object) -> object:
    if isinstance(field, Rows) and isinstance(value, list):
        return [_masked(field.fields, row) if isinstance(row, Mapping) else row for row in value]
    return field.mask(value) if field.sensitive else value


def masked_changes(effective: Effective, changes: Sequence[Change]) -> list[Change]:
    """The same changes with their sensitive values masked: found in clear, so that two numbers that look alike under
    the mask still differ."""
    return [_masked_change(effective, change) for change in changes]


def _masked_change(effective: Effective, change: Change) -> Change:
    key, _, inner = change.path.partition(".")
    field = effective.form.field(key)
    if isinstance(field, Rows) and change.what == "moved":
        return change
    if isinstance(field, Rows):
        name = inner.partition(".")[2]
        one = next((part for part in field.fields if part.key == name), None)
        return _mapped(change, lambda value: _row_value(field, one, value))
    return change if field is None else _mapped(change, lambda value: _value(field, value))


def _row_value(field: Rows, one: Field | None, value: object) -> object:
    if isinstance(value, Mapping):
        return _masked(field.fields, value)
    return value if one is None else _value(one, value)


def _mapped(change: Change, mask: Callable[[object], object]) -> Change:
    return msgspec.structs.replace(
        change,
        before=None if change.before is None else mask(change.before),
        after=None if change.after is None else mask(change.after),
    )


def sensitive_at(effective: Effective, document: Values, path: str) -> str | None:
    """The whole value of a sensitive field at a path (`leader_phone`, `people.2.phone`); None where there is none."""
    key, _, inner = path.partition(".")
    field, value = effective.form.field(key), document.get(key)
    if isinstance(field, Rows):
        place, _, name = inner.partition(".")
        rows = value if isinstance(value, list) else []
        row = rows[int(place)] if place.isascii() and place.isdigit() and int(place) < len(rows) else {}
        field = next((part for part in field.fields if part.key == name), None)
        value = row.get(name) if isinstance(row, Mapping) else None
    elif inner:
        return None
    return str(value) if field is not None and field.sensitive and value else None
