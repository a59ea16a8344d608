"""The shape of the demo district's data file."""

from pathlib import Path

import msgspec

FILE = Path(__file__).parent / "district.toml"


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Strictly decoded."""


class Place(_Data, frozen=True):
    name: str
    code: str
    district: str = ""


class Unit(_Data, frozen=True):
    key: str
    code: str
    name: str
    level: str


class Somebody(_Data, frozen=True):
    """A person with a desk; `listed`: can be chosen on the log-in page."""

    key: str
    name: str
    phone: str
    role: str
    at: str
    listed: bool = True


class Spot(_Data, frozen=True):
    name: str
    lat_e7: int
    lon_e7: int
    radius_m: int


class Lead(_Data, frozen=True):
    """An on-site lead; `listed`: can be chosen on the log-in page."""

    key: str
    name: str
    phone: str
    code: str
    listed: bool = True


class Speaker(_Data, frozen=True):
    """A lecturer; `woman` is for drawing them only."""

    name: str
    unit: str
    title: str
    topic: str
    woman: bool = False


class Meeting(_Data, frozen=True):
    """A project; `first` and `last` are days from today."""

    key: str
    no: str
    name: str
    unit: str
    place: str
    venues: list[Spot]
    lead: Lead
    lecturers: list[Speaker]
    first: int = msgspec.field(name="from")
    last: int = msgspec.field(name="to")


class District(_Data, frozen=True):
    authority: Place
    city: Place
    units: list[Unit]
    people: list[Somebody]
    projects: list[Meeting]


def read_district() -> District:
    """The demo district."""
    return msgspec.toml.decode(FILE.read_bytes(), type=District)
