"""The shape of the demo's filings: what units sent in, when, and what the authority said."""

from pathlib import Path

import msgspec

from backend.demo.district import District, Speaker, Spot
from backend.demo.story import TimeOfDay
from backend.flows.definition import Verdict

FILE = Path(__file__).parent / "filings.toml"


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Strictly decoded."""


class Said(_Data, frozen=True):
    """The authority's word. `fields`: paths of the document it points at."""

    day: int
    at: TimeOfDay
    verdict: Verdict
    reason: str = ""
    fields: list[str] = []


class Sent(_Data, frozen=True):
    """A submission. It differs from the plan by `place`, by lecturers it `lacks` and by fields it `drops`."""

    day: int
    at: TimeOfDay
    place: str = ""
    lacks: list[str] = []
    drops: list[str] = []
    said: Said | None = None


class Change(_Data, frozen=True):
    """A change of the approved filing that waits."""

    day: int
    at: TimeOfDay
    place: str
    reason: str


class Leader(_Data, frozen=True):
    name: str
    phone: str


class Plan(_Data, frozen=True):
    """What is filed; `first` and `last` are days from today."""

    no: str
    name: str
    unit: str
    place: str
    venues: list[Spot]
    lecturers: list[Speaker]
    first: int = msgspec.field(name="from")
    last: int = msgspec.field(name="to")


class Filing(_Data, frozen=True):
    """The way of one project: of the district's by its key, or of a `plan` of its own. Never sent, it is a draft."""

    level: str
    discipline: str
    leader: Leader
    people: int
    credits: str
    sent: list[Sent]
    project: str = ""
    plan: Plan | None = None
    change: Change | None = None


class _File(_Data, frozen=True):
    filed: list[Filing]


def read_filings() -> list[Filing]:
    """The demo's filings."""
    return msgspec.toml.decode(FILE.read_bytes(), type=_File).filed


def plan_of(district: District, filing: Filing) -> Plan:
    """What a filing is about."""
    if filing.plan is not None:
        return filing.plan
    meeting = next(one for one in district.projects if one.key == filing.project)
    return Plan(
        no=meeting.no,
        name=meeting.name,
        unit=meeting.unit,
        place=meeting.place,
        venues=meeting.venues,
        lecturers=meeting.lecturers,
        first=meeting.first,
        last=meeting.last,
    )
