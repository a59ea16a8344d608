"""From one effective definition to the next: what changed, and a draft carried over (design §6)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from backend.forms.code_lists import CodeList
from backend.forms.conditions import is_filled
from backend.forms.definition import Form
from backend.forms.effective import Effective
from backend.forms.kinds import ROW_ID, AnyField, RowField, Rows, kind_of

What = Literal["added", "removed", "kind", "label", "required", "condition", "limit", "choices", "other"]

_ASPECTS: Mapping[str, What] = {
    "kind": "kind",
    "label": "label",
    "help": "label",
    "required": "required",
    "requiredWhen": "condition",
    "visibleWhen": "condition",
    "codeList": "choices",
    "choices": "choices",
    "section": "other",
}
_NOT_COMPARED = frozenset({"key", "fields"})


class DefinitionChange(msgspec.Struct, frozen=True, rename="camel"):
    """One change a person filling in a draft should know of. `path` is a field's, such as `speakers.title`."""

    path: str
    what: What


class Moved(msgspec.Struct, frozen=True):
    """A draft under its new definition. `lost` are paths of values no field takes any more."""

    document: dict[str, object]
    changes: tuple[DefinitionChange, ...]
    lost: tuple[str, ...]


def definition_changes(older: Effective, newer: Effective) -> list[DefinitionChange]:
    """Changes by field, in the order of the newer form; what was removed comes last."""
    before = _fields(older.form)
    after = _fields(newer.form)
    lists = _changed_lists(older.code_lists, newer.code_lists)
    changes: list[DefinitionChange] = []
    for path, field in after.items():
        if path not in before:
            changes.append(DefinitionChange(path, "added"))
        else:
            aspects = {*_aspects(before[path], field), *_list_aspects(field, lists)}
            changes += [DefinitionChange(path, what) for what in sorted(aspects)]
    return changes + [DefinitionChange(path, "removed") for path in before if path not in after]


def move_draft(document: Mapping[str, object], older: Effective, newer: Effective) -> Moved:
    """The draft with what still fits: values of removed fields and of fields of another kind stay behind."""
    lost: list[str] = []
    old_fields = {field.key: field for field in older.form.fields}
    kept = dict(_kept("", document, old_fields, newer.form.fields, lost))
    for table in newer.form.sub_tables():
        former, rows = old_fields.get(table.key), kept.get(table.key)
        if isinstance(former, Rows) and isinstance(rows, list):
            inner = {field.key: field for field in former.fields}
            kept[table.key] = [
                {ROW_ID: row.get(ROW_ID), **dict(_kept(f"{table.key}.{place}.", row, inner, table.fields, lost))}
                for place, row in enumerate(rows)
                if isinstance(row, Mapping)
            ]
    return Moved(kept, tuple(definition_changes(older, newer)), tuple(lost))


def _kept(
    prefix: str,
    values: Mapping[str, object],
    before: Mapping[str, AnyField] | Mapping[str, RowField],
    after: Iterable[AnyField],
    lost: list[str],
) -> Iterator[tuple[str, object]]:
    kinds = {field.key: kind_of(field) for field in after}
    for key, value in values.items():
        if key == ROW_ID and prefix:
            continue
        if key in kinds and key in before and kind_of(before[key]) == kinds[key]:
            yield key, value
        elif is_filled(value):
            lost.append(prefix + key)


def _fields(form: Form) -> dict[str, AnyField]:
    return dict(form.walk())


def _aspects(older: AnyField, newer: AnyField) -> Iterator[What]:
    before, after = _settings(older), _settings(newer)
    if kind_of(older) != kind_of(newer):
        yield "kind"
        return
    for name in before.keys() | after.keys():
        if before.get(name) != after.get(name) and name not in _NOT_COMPARED:
            yield _ASPECTS.get(name, "limit")


def _settings(field: AnyField) -> dict[str, object]:
    settings: dict[str, object] = msgspec.to_builtins(field)
    return settings


def _changed_lists(older: Iterable[CodeList], newer: Iterable[CodeList]) -> set[str]:
    before = {code_list.key: code_list.entries for code_list in older}
    after = {code_list.key: code_list.entries for code_list in newer}
    return {key for key, entries in after.items() if before.get(key, entries) != entries}


def _list_aspects(field: AnyField, changed: set[str]) -> Iterator[What]:
    if getattr(field, "code_list", None) in changed:
        yield "choices"
