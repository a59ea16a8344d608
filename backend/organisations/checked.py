"""What administrators send, checked against the forms in force, so that a deployment's own required marks hold."""

from collections.abc import Mapping
from datetime import date

from backend.flows.in_force import Definitions
from backend.forms.context import Context
from backend.forms.validation import validate
from backend.identity.login_codes.login_code_rules import normalise_id_number
from backend.identity.people.id_number_rules import id_number_fault
from backend.kernel.clock import local_date
from backend.kernel.errors import Invalid
from backend.kernel.runtime import Runtime
from backend.organisations.tree.tree_rules import normalise_code

ORGANISATION, PERSON = "organisation", "person"
Document = dict[str, object]
_WIRE = {"id_type": "idType", "id_number": "idNumber"}
"""Names of fields whose path differs on the wire."""


def form_context(runtime: Runtime, form: str) -> Context:
    """What the check of a document needs; these forms refer to nothing outside."""
    lists = runtime.find(Definitions).form(form).lists
    return Context(today=local_date(runtime.now(), runtime.zone), lists=lists)


def check_document(runtime: Runtime, form: str, sent: Mapping[str, object], *, without: frozenset[str]) -> Document:
    """The document in canonical form, without the fields that a screen does not ask.

    Raises:
        Invalid: what is wrong, by field.
    """
    effective = runtime.find(Definitions).form(form)
    only = frozenset(field.key for field in effective.form.fields) - without
    outcome = validate(
        effective, {key: sent[key] for key in sent if key in only}, form_context(runtime, form), only=only
    )
    errors: dict[str, list[str]] = {key: list(codes) for key, codes in outcome.errors.items()}
    document = outcome.document
    for key, codes in own_faults(document, local_date(runtime.now(), runtime.zone)).items():
        errors.setdefault(key, codes)
    if errors:
        raise Invalid(errors={_WIRE.get(key, key): codes for key, codes in errors.items()})
    return canonical(document)


def own_faults(document: Mapping[str, object], today: date) -> dict[str, list[str]]:
    """What the kinds of fields cannot know: the shape of unit codes and of identity numbers."""
    found: dict[str, list[str]] = {}
    for key in ("code", "parent", "organisation"):
        if isinstance(document.get(key), str) and normalise_code(str(document[key])) is None:
            found[key] = ["bad_code"]
    number, id_type = document.get("id_number"), document.get("id_type")
    if isinstance(number, str) and isinstance(id_type, str):
        fault = id_number_fault(id_type, normalise_id_number(number), today)
        if fault is not None:
            found["id_number"] = [fault]
    return found


def canonical(document: Document) -> Document:
    """A faultless document with codes and identity numbers as they are kept."""
    made = dict(document)
    for key in ("code", "parent", "organisation"):
        if key in made:
            made[key] = normalise_code(str(made[key]))
    if "id_number" in made:
        made["id_number"] = normalise_id_number(str(made["id_number"]))
    return made
