"""The full check of a document: every error at once, by field path, with stable codes (design §6).

A document is a JSON object of field keys. Paths are `project_no`, `notice_file.0`, `speakers.2.name`; "" is all of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from backend.forms.checks import AnyCheck
from backend.forms.code_lists import plain_word
from backend.forms.codes import STRUCTURAL, FieldCode
from backend.forms.conditions import is_filled
from backend.forms.context import Context, Reference
from backend.forms.effective import Effective
from backend.forms.kinds import ROW_ID, AnyField, Rows
from backend.forms.visibility import Values, asked
from backend.kernel.encoding import sha256_hex

Stage = Literal["draft", "submit"]
LONGEST_ROW_ID = 36


class Outcome(msgspec.Struct, frozen=True):
    """The document in canonical form (hidden and empty fields gone) and what is wrong with it."""

    document: dict[str, object]
    errors: dict[str, list[FieldCode]]

    @property
    def ok(self) -> bool:
        return not self.errors


def validate(
    effective: Effective,
    document: object,
    context: Context,
    *,
    stage: Stage = "submit",
    only: frozenset[str] | None = None,
) -> Outcome:
    """Check a document.

    A draft may lack and mistake anything a person can still mend; only what no screen sends is refused. `only` limits
    the check to some fields, and to the checks that read nothing else: a row of an import is such a part of a document.
    """
    walk = _Walk(context)
    if not isinstance(document, Mapping):
        return Outcome({}, {"": ["bad_type"]})
    fields = [field for field in effective.form.fields if only is None or field.key in only]
    normal = walk.fields("", fields, document, {})
    walk.checks(effective.form.checks, normal, only)
    if stage == "draft":
        kept = ((path, [code for code in codes if code in STRUCTURAL]) for path, codes in walk.errors.items())
        return Outcome(normal, {path: codes for path, codes in kept if codes})
    return Outcome(normal, walk.errors)


def references(effective: Effective, document: object) -> set[Reference]:
    """What must be looked up before a document can be checked, so that one query answers all of it."""
    found: set[Reference] = set()
    if isinstance(document, Mapping):
        for field in effective.form.fields:
            found.update(_field_references(field, document.get(field.key)))
    return found


def unique_values(effective: Effective, document: Values) -> dict[tuple[str, ...], str]:
    """For each unique set of fields a digest two documents share only if they agree there; for a unique index.

    Width, case and spacing do not tell two numbers apart. A set with an empty field says nothing.
    """
    digests: dict[tuple[str, ...], str] = {}
    for keys in effective.form.unique:
        if all(is_filled(document.get(key)) for key in keys):
            words = [plain_word(str(document[key])) for key in keys]
            digests[keys] = sha256_hex(msgspec.json.encode([effective.form.key, *keys, *words]))
    return digests


class _Walk:
    def __init__(self, context: Context) -> None:
        self._context = context
        self.errors: dict[str, list[FieldCode]] = {}

    def fields(
        self,
        prefix: str,
        fields: Sequence[AnyField],
        values: Values,
        outer: Values,
        extra: frozenset[str] = frozenset(),
    ) -> dict[str, object]:
        """Check these fields; answers their values in canonical form."""
        known = {field.key for field in fields} | extra
        for key in values:
            if key not in known:
                self._add(f"{prefix}{key}", "unknown_field")
        normal = {field.key: field.normalise(values[field.key]) for field in fields if field.key in values}
        shown = asked(fields, normal, outer)
        normal = {key: value for key, value in normal.items() if key in shown.visible and is_filled(value)}
        for field in fields:
            if field.key in normal:
                normal[field.key] = self._value(prefix + field.key, field, normal[field.key], normal)
            elif field.key in shown.required:
                self._add(prefix + field.key, "required")
        return normal

    def checks(self, checks: Iterable[AnyCheck], document: Values, only: frozenset[str] | None) -> None:
        """Document-wide checks whose fields are free of faults."""
        at_fault = {path.partition(".")[0] for path in self.errors}
        for check in checks:
            reads = set(check.reads())
            if not reads & at_fault and (only is None or reads <= only):
                for path, code in check.faults(document):
                    self._add(path, code)

    def _value(self, path: str, field: AnyField, value: object, outer: Values) -> object:
        for inside, code in field.faults(value, self._context):
            self._add(f"{path}.{inside}" if inside else path, code)
        if isinstance(field, Rows) and isinstance(value, list):
            return self._rows(path, field, value[: field.max_rows], outer)
        return value

    def _rows(self, path: str, field: Rows, rows: Iterable[object], outer: Values) -> list[object]:
        normal: list[object] = []
        ids: set[object] = set()
        for place, row in enumerate(rows):
            here = f"{path}.{place}"
            if not isinstance(row, Mapping):
                self._add(here, "bad_type")
                normal.append(row)
                continue
            self._row_id(f"{here}.{ROW_ID}", row.get(ROW_ID), ids)
            inner = self.fields(f"{here}.", field.fields, row, outer, frozenset({ROW_ID}))
            normal.append({ROW_ID: row.get(ROW_ID), **inner})
        return normal

    def _row_id(self, path: str, row_id: object, ids: set[object]) -> None:
        if not isinstance(row_id, str) or not 0 < len(row_id) <= LONGEST_ROW_ID:
            self._add(path, "bad_row_id")
        elif row_id in ids:
            self._add(path, "duplicate_row_id")
        else:
            ids.add(row_id)

    def _add(self, path: str, code: FieldCode) -> None:
        codes = self.errors.setdefault(path, [])
        if code not in codes:
            codes.append(code)


def _field_references(field: AnyField, value: object) -> Iterator[Reference]:
    if not isinstance(field, Rows):
        yield from field.references(field.normalise(value))
        return
    for row in value if isinstance(value, list) else ():
        if isinstance(row, Mapping):
            for inner in field.fields:
                yield from inner.references(inner.normalise(row.get(inner.key)))
