"""Where the values of filing forms have columns of their own: projects, venue points, lecturers, copied names."""

from backend.flows.ports import FieldColumns
from backend.supervision.tables import Commitment, Lecturer, Project, Venue

_CHANGEABLE = {
    "place": Project.place,
    "venues.name": Venue.name,
    "speakers.name": Lecturer.name,
    "speakers.unit": Lecturer.unit,
    "speakers.title": Lecturer.title,
    "speakers.topic": Lecturer.topic,
}

FIELD_COLUMNS = (
    FieldColumns("filing", _CHANGEABLE | {"project_no": Project.no, "project_name": Project.name}),
    FieldColumns("filing_change", _CHANGEABLE),
    FieldColumns("organisation", {"name": Project.organiser_name}),
    FieldColumns("person", {"name": Commitment.signed_name}),
)
