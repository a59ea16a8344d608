"""A document as it may be recorded beside an event: what is sensitive is masked (catalogue 0.3 V-MASK)."""

from collections.abc import Iterable, Mapping

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
