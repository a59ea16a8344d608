"""JSON Schema (2020-12) of a form's documents, for outsiders and tools.

It says what a value may look like. What depends on other fields or on stored things (conditions, checks, look-ups) is
the server's; fields asked only under a condition are optional here and carry `x-visibleWhen` or `x-requiredWhen`.
"""

from collections.abc import Mapping, Sequence

import msgspec

from backend.forms.effective import Effective
from backend.forms.kinds import ROW_ID, AnyField, Rows, Schema
from backend.forms.validation import LONGEST_ROW_ID
from backend.forms.words import Language

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(effective: Effective, language: Language = "zh") -> Schema:
    """The schema of a document ready to be submitted."""
    form = effective.form
    return {
        "$schema": DIALECT,
        "$id": f"urn:halfday:form:{form.key}:{effective.digest}",
        "title": form.title.text(language),
        **_object_schema(form.fields, effective, language),
    }


def _object_schema(
    fields: Sequence[AnyField], effective: Effective, language: Language, members: Mapping[str, Schema] | None = None
) -> Schema:
    """An object of these fields, after members that are no fields and always there."""
    first = dict(members or {})
    return {
        "type": "object",
        "properties": first | {field.key: _field_schema(field, effective, language) for field in fields},
        "required": [*first, *(field.key for field in fields if field.required and field.visible_when is None)],
        "additionalProperties": False,
    }


def _field_schema(field: AnyField, effective: Effective, language: Language) -> Schema:
    schema: Schema = {"title": field.label.text(language), **field.schema(effective.lists)}
    if field.help is not None:
        schema["description"] = field.help.text(language)
    for name, condition in (("x-visibleWhen", field.visible_when), ("x-requiredWhen", field.required_when)):
        if condition is not None:
            schema[name] = msgspec.to_builtins(condition)
    if isinstance(field, Rows):
        row_id: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_ROW_ID}
        schema["items"] = _object_schema(field.fields, effective, language, {ROW_ID: row_id})
    return schema
