"""What changed between two versions of a document: for the reviewer of a resubmission (design §6)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from backend.forms.conditions import is_filled
from backend.forms.definition import Form
from backend.forms.kinds import ROW_ID, Rows

Values = Mapping[str, object]
What = Literal["added", "removed", "changed", "moved"]


class Change(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One change. `path` is of the newer version, of the older for what was removed; `row` is the id of its row.

    A row added or removed is one change with the whole row; rows in another order are one change of the list, with the
    ids of the rows both versions have.
    """

    path: str
    what: What
    before: object = None
    after: object = None
    row: str | None = None


def difference(form: Form, older: Values, newer: Values) -> list[Change]:
    """Changes in the order of the form's fields."""
    changes: list[Change] = []
    for field in form.fields:
        before, after = older.get(field.key), newer.get(field.key)
        if isinstance(field, Rows):
            changes += _row_changes(field, _rows(before), _rows(after))
        else:
            changes += _change(field.key, before, after)
    return changes


def _change(path: str, before: object, after: object, row: str | None = None) -> Iterator[Change]:
    what: What
    if before == after or not (is_filled(before) or is_filled(after)):
        return
    what = "changed" if is_filled(before) and is_filled(after) else "added" if is_filled(after) else "removed"
    yield Change(path=path, what=what, before=before, after=after, row=row)


def _row_changes(field: Rows, older: Sequence[Values], newer: Sequence[Values]) -> Iterator[Change]:
    before = {str(row.get(ROW_ID)): (place, row) for place, row in enumerate(older)}
    after = {str(row.get(ROW_ID)): (place, row) for place, row in enumerate(newer)}
    kept_before = [row_id for row_id in before if row_id in after]
    kept_after = [row_id for row_id in after if row_id in before]
    if kept_before != kept_after:
        yield Change(path=field.key, what="moved", before=kept_before, after=kept_after)
    for row_id, (place, row) in after.items():
        path = f"{field.key}.{place}"
        if row_id not in before:
            yield Change(path=path, what="added", after=dict(row), row=row_id)
            continue
        for inner in field.fields:
            former = before[row_id][1].get(inner.key)
            yield from _change(f"{path}.{inner.key}", former, row.get(inner.key), row_id)
    for row_id, (place, row) in before.items():
        if row_id not in after:
            yield Change(path=f"{field.key}.{place}", what="removed", before=dict(row), row=row_id)


def _rows(value: object) -> list[Values]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
