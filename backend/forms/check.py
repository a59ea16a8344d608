"""`halfday forms check`, and the gate every definition passes before it comes into force.

Reads form files, code lists and overlays, applies the overlays, and tells everything that is wrong with the result.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from backend.forms.check_columns import Place, column_findings
from backend.forms.check_form import check_form
from backend.forms.check_list import check_list
from backend.forms.code_lists import CodeList
from backend.forms.definition import Form
from backend.forms.findings import Finding, blank_words, unreadable
from backend.forms.overlay import FormOverlay, ListOverlay, change_form, change_list
from backend.forms.source import DefinitionError, Source, build, parse_toml, read_definition

D = TypeVar("D", Form, CodeList)


@dataclass
class Checked:
    """What could be read, by key, and what is wrong. `findings` is empty if all may come into force."""

    forms: dict[str, Form] = field(default_factory=dict)
    code_lists: dict[str, CodeList] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def check_definitions(
    forms: Iterable[Source],
    code_lists: Iterable[Source],
    overlays: Iterable[Source] = (),
    columns: Iterable[Place] = (),
) -> Checked:
    """Read and check everything together. Findings keep the order lists, forms, overlays as far as they go.

    `columns`: the fields that have database columns of their own, and what these keep.
    """
    kept = _shortest(columns)
    changed: dict[str, str] = {}
    checked = Checked()
    list_files = _read_all(checked, code_lists, CodeList, checked.code_lists)
    form_files = _read_all(checked, forms, Form, checked.forms)
    for overlay in overlays:
        changed |= dict.fromkeys(_apply(checked, overlay), overlay.name)
    for key, code_list in checked.code_lists.items():
        checked.findings += blank_words(list_files[key], code_list)
        checked.findings += check_list(list_files[key], code_list)
    for key, form in checked.forms.items():
        checked.findings += blank_words(form_files[key], form)
        checked.findings += check_form(form_files[key], form, checked.code_lists)
        checked.findings += _column_findings(checked, form, kept.get(key, {}), changed, form_files[key])
    return checked


def _column_findings(
    checked: Checked, form: Form, kept: Mapping[str, int], changed: Mapping[str, str], file: str
) -> Iterator[Finding]:
    """Values too long for their columns; the file is the overlay, where one changed the field or its list."""
    for path, one in form.walk():
        if path not in kept:
            continue
        named = changed.get(f"{form.key}/{path}") or changed.get(getattr(one, "code_list", None) or "") or file
        found = column_findings(one, path, kept[path], checked.code_lists)
        yield from (Finding(named, place, code, detail) for place, code, detail in found)


def _shortest(columns: Iterable[Place]) -> dict[str, dict[str, int]]:
    """By form and path, what the shortest of a field's columns keeps."""
    kept: dict[str, dict[str, int]] = {}
    for place in columns:
        fields = kept.setdefault(place.form, {})
        fields[place.path] = min(place.longest, fields.get(place.path, place.longest))
    return kept


def _read_all(checked: Checked, sources: Iterable[Source], kind: type[D], into: dict[str, D]) -> Mapping[str, str]:
    """Definitions into `into` by key; answers their files by key."""
    files: dict[str, str] = {}
    for source in sources:
        try:
            definition = read_definition(source, kind)
        except DefinitionError as error:
            checked.findings.append(unreadable(error))
            continue
        if definition.key in into:
            detail = f"`{definition.key}` is also in {files[definition.key]}"
            checked.findings.append(Finding(source.name, "key", "duplicate_definition", detail))
            continue
        into[definition.key] = definition
        files[definition.key] = source.name
    return files


def _apply(checked: Checked, source: Source) -> list[str]:
    """Apply an overlay; answers what it changed: fields as `form/path`, a code list by its key."""
    try:
        raw = parse_toml(source)
        if "form" in raw:
            overlay = build(source, raw, FormOverlay)
            _apply_to_form(checked, source, overlay)
            return [f"{overlay.form}/{change.key}" for change in overlay.fields]
        listed = build(source, raw, ListOverlay)
        _apply_to_list(checked, source, listed)
    except DefinitionError as error:
        checked.findings.append(unreadable(error))
        return []
    return [listed.code_list]


def _apply_to_form(checked: Checked, source: Source, overlay: FormOverlay) -> None:
    if overlay.form not in checked.forms:
        raise DefinitionError(source.name, "form", f"there is no form `{overlay.form}`")
    checked.forms[overlay.form] = change_form(source, checked.forms[overlay.form], overlay)


def _apply_to_list(checked: Checked, source: Source, overlay: ListOverlay) -> None:
    if overlay.code_list not in checked.code_lists:
        raise DefinitionError(source.name, "code_list", f"there is no code list `{overlay.code_list}`")
    checked.code_lists[overlay.code_list] = change_list(source, checked.code_lists[overlay.code_list], overlay)
