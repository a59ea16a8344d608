"""What a deployment changes about definitions without a release: marks, words, limits and code lists (design §6)."""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from backend.forms.code_lists import CodeList
from backend.forms.definition import Form
from backend.forms.source import DefinitionError, Source, build
from backend.forms.words import Label

_Raw = dict[str, object]


class FieldChange(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel", omit_defaults=True
):
    """New settings of one field; what is not named stays. `key` is the field's path (`speakers.title`)."""

    key: str
    required: bool | None = None
    label: Label | None = None
    help: Label | None = None
    code_list: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    minimum: int | str | None = None
    maximum: int | str | None = None
    scale: int | None = None
    past: bool | None = None
    extensions: tuple[str, ...] | None = None
    max_mb: int | None = None
    min_files: int | None = None
    max_files: int | None = None
    min_rows: int | None = None
    max_rows: int | None = None
    min_choices: int | None = None
    max_choices: int | None = None


class FormOverlay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """A deployment's changes of one form."""

    form: str
    fields: tuple[FieldChange, ...]


class EntryChange(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel", omit_defaults=True
):
    """New settings of a code, or a new code (which needs a label). Codes are retired, never removed."""

    code: str
    label: Label | None = None
    parent: str | None = None
    order: int | None = None
    active: bool | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    aliases: tuple[str, ...] | None = None


class ListOverlay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """A deployment's changes of one code list."""

    code_list: str
    entries: tuple[EntryChange, ...]


def change_form(source: Source, form: Form, overlay: FormOverlay) -> Form:
    """The form with a deployment's changes.

    Raises:
        DefinitionError: a field the form does not have, or a setting its kind does not have.
    """
    raw: _Raw = msgspec.to_builtins(form)
    places = dict(_field_places(raw))
    for number, change in enumerate(overlay.fields):
        place = places.get(change.key)
        if place is None:
            raise DefinitionError(source.name, f"fields[{number}].key", f"form {form.key} has no field `{change.key}`")
        place |= _settings(change, "key")
        _refuse_foreign(source, change, place)
    return build(source, raw, Form)


def change_list(source: Source, code_list: CodeList, overlay: ListOverlay) -> CodeList:
    """The list with a deployment's changes; new codes follow the others.

    Raises:
        DefinitionError: a new code without a label.
    """
    raw: _Raw = msgspec.to_builtins(code_list)
    entries: dict[str, _Raw] = {entry.code: msgspec.to_builtins(entry) for entry in code_list.entries}
    for change in overlay.entries:
        entries.setdefault(change.code, {"code": change.code}).update(_settings(change, "code"))
    raw["entries"] = list(entries.values())
    return build(source, raw, CodeList)


def _settings(change: msgspec.Struct, but: str) -> _Raw:
    settings: _Raw = msgspec.to_builtins(change)
    settings.pop(but)
    return settings


def _field_places(raw: Mapping[str, object]) -> Iterable[tuple[str, _Raw]]:
    for field in _dicts(raw.get("fields")):
        yield str(field["key"]), field
        for inner in _dicts(field.get("fields")):
            yield f"{field['key']}.{inner['key']}", inner


def _dicts(value: object) -> list[_Raw]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list | tuple) else []


def _refuse_foreign(source: Source, change: FieldChange, place: _Raw) -> None:
    """Name the overlay's own field when its kind does not know a setting; the whole form would name another path."""
    try:
        build(source, {**_EMPTY_FORM, "fields": [place]}, Form)
    except DefinitionError as error:
        raise DefinitionError(source.name, f"field {change.key}", error.detail) from error


_EMPTY_FORM: Mapping[str, object] = {"key": "", "title": {"zh": "", "en": ""}, "group": "", "source": ""}
