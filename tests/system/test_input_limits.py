"""What is let in, its column holds: SQLite does not care, PostgreSQL would answer 500."""

import tomllib
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
import pytest
from piccolo.columns import Varchar

from backend.identity.people.consent_tables import Consent
from backend.identity.schemas import ConsentSent
from backend.identity.tables import Person
from backend.kernel.wire import MAX_INTEGER, Input
from backend.operations.schemas import HoldSent
from backend.operations.tables import LegalHold
from backend.organisations.tables import Organisation
from backend.settings import ROOT
from backend.supervision.filing.schemas import DocumentAnnounced
from backend.supervision.filing.tables import ProjectDocument
from backend.supervision.leads.schemas import LeadCorrection, LeadNamed
from backend.supervision.onsite.schemas import LecturerFactSent
from backend.supervision.tables import Assignment, Lecturer, Project, Venue

STORED: list[tuple[type[Input], str, Varchar]] = [
    (LecturerFactSent, "name", Lecturer.name),
    (LecturerFactSent, "unit", Lecturer.unit),
    (LecturerFactSent, "title", Lecturer.title),
    (LecturerFactSent, "topic", Lecturer.topic),
    (LecturerFactSent, "reason", Lecturer.removed_reason),
    (LeadNamed, "name", Person.name),
    (LeadNamed, "unit", Assignment.lead_unit),
    (LeadCorrection, "name", Person.name),
    (LeadCorrection, "unit", Assignment.lead_unit),
    (DocumentAnnounced, "name", ProjectDocument.name),
    (DocumentAnnounced, "kind", ProjectDocument.kind),
    (ConsentSent, "kind", Consent.kind),
    (ConsentSent, "version", Consent.version),
    (HoldSent, "by", LegalHold.placed_by),
]
FILED: list[tuple[str, str, Varchar]] = [
    ("supervision/forms/filing", "project_no", Project.no),
    ("supervision/forms/filing", "project_name", Project.name),
    ("supervision/forms/filing", "place", Project.place),
    ("supervision/forms/filing", "venues.name", Venue.name),
    ("supervision/forms/filing", "speakers.name", Lecturer.name),
    ("supervision/forms/filing", "speakers.unit", Lecturer.unit),
    ("supervision/forms/filing", "speakers.title", Lecturer.title),
    ("supervision/forms/filing", "speakers.topic", Lecturer.topic),
    ("organisations/forms/organisation", "code", Organisation.code),
    ("organisations/forms/organisation", "name", Organisation.name),
    ("organisations/forms/person", "name", Person.name),
]
USUAL = 200
"""What a text field of a form holds where its definition does not say."""


def longest(annotation: Any) -> int | None:  # noqa: ANN401 - any annotation
    """How many characters a field takes; None if nothing limits it."""
    if get_origin(annotation) is Annotated:
        limits = [meta.max_length for meta in get_args(annotation)[1:] if isinstance(meta, msgspec.Meta)]
        return next((limit for limit in limits if limit is not None), None)
    choices = [choice for choice in get_args(annotation) if choice is not type(None)]
    inner = [one if isinstance(one, str) else longest(one) for one in choices]
    lengths = [len(one) if isinstance(one, str) else one for one in inner]
    return max((one for one in lengths if one is not None), default=None)


@pytest.mark.parametrize(("schema", "name", "column"), STORED)
def test_a_schema_takes_no_more_than_its_column(schema: type[Input], name: str, column: Varchar) -> None:
    limit = longest(get_type_hints(schema, include_extras=True)[name])
    assert limit is not None
    assert limit <= (column.length or 0)


@pytest.mark.parametrize(("form", "path", "column"), FILED)
def test_a_form_takes_no_more_than_its_column(form: str, path: str, column: Varchar) -> None:
    fields = tomllib.loads((ROOT / "backend" / f"{form}.toml").read_text())["fields"]
    for key in path.split("."):
        field = next(one for one in fields if one["key"] == key)
        fields = field.get("fields", [])
    assert field.get("max_length", USUAL) <= column.length


def test_what_no_database_column_holds_is_refused_at_once() -> None:
    class Said(Input):
        text: str = ""
        number: int = 0

    for body in (b'{"text": "a\\u0000b"}', b'{"number": 9007199254740992}'):
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(body, type=Said)
    assert msgspec.json.decode(b'{"text": "\xe7\x8e\x8b", "number": -1}', type=Said).text == "王"
    assert Said(number=MAX_INTEGER).number == MAX_INTEGER
