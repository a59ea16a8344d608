"""Which fields are asked, and which must be answered. The phone runs the same rules (`tests/cases/conditions.json`).

Fields are decided in their order; one that is hidden counts as not filled for every condition. In a row, a name means
the row's own field, else the field of the document.
"""

from collections.abc import Iterable, Mapping

import msgspec

from backend.forms.conditions import holds
from backend.forms.kinds import Field

Values = Mapping[str, object]


class Asked(msgspec.Struct, frozen=True):
    """Keys of the fields that are shown, and of those among them that must be filled."""

    visible: frozenset[str]
    required: frozenset[str]


def asked(fields: Iterable[Field], values: Values, outer: Values | None = None) -> Asked:
    """What these values make of the fields; `outer` are the visible values of the document around a row."""
    fields = tuple(fields)
    scope: dict[str, object] = dict(outer or {})
    scope.update({field.key: values.get(field.key) for field in fields})
    visible: set[str] = set()
    for field in fields:
        if field.visible_when is None or holds(field.visible_when, scope):
            visible.add(field.key)
        else:
            scope[field.key] = None
    required = {
        field.key
        for field in fields
        if field.key in visible
        and (field.required or (field.required_when is not None and holds(field.required_when, scope)))
    }
    return Asked(frozenset(visible), frozenset(required))
