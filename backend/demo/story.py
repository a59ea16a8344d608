"""The shape of the demo's evidence: who sent what, when, and what was made of it."""

from pathlib import Path
from typing import Annotated, Literal

import msgspec

from backend.supervision.capture.manifest import ItemKind
from backend.supervision.onsite.schemas import RemovalReason
from backend.supervision.results.score_rules import RatingKind
from backend.supervision.slots.slot_rules import Half

FILE = Path(__file__).parent / "evidence.toml"
TimeOfDay = Annotated[str, msgspec.Meta(pattern=r"^\d\d:\d\d$")]


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Strictly decoded."""


class Ruled(_Data, frozen=True):
    """The authority's word on a photo, on the same day."""

    at: TimeOfDay
    verdict: Literal["accepted", "questioned"]
    reason: str


class Taken(_Data, frozen=True):
    """A photo. Unset, `metres` and `bearing` (degrees from north) are some place within the accuracy of the venue.

    `arrives` is set when the phone had no network until then; `bytes` is false when only the manifest came.
    """

    at: TimeOfDay
    item: ItemKind
    lecturer: str = ""
    arrives: TimeOfDay | None = None
    metres: int | None = None
    bearing: int | None = None
    accuracy: int | None = None
    no_position: Literal["no_fix", "indoor", "unavailable"] | None = None
    camera: Literal["frame", "fallback"] = "frame"
    bytes: bool = True
    ruling: Ruled | None = None


class Change(_Data, frozen=True):
    """A lecturer row added or removed on site."""

    at: TimeOfDay
    kind: Literal["add", "remove"]
    lecturer: str
    reason: RemovalReason | None = None
    unit: str = ""
    title: str = ""
    topic: str = ""
    woman: bool = False


class HalfDay(_Data, frozen=True):
    """What happened in a half-day; `day` counts from today. `only_when_over`: nothing of it while it is open."""

    project: str
    day: int
    half: Half
    shots: list[Taken]
    changes: list[Change] = []
    only_when_over: bool = False
    phone_ahead_s: int = 0


class Rated(_Data, frozen=True):
    """The authority's rating of a project, published on the same day."""

    project: str
    day: int
    at: TimeOfDay
    rating: RatingKind
    publish_at: TimeOfDay


class Story(_Data, frozen=True):
    half_days: list[HalfDay]
    ratings: list[Rated]


def read_story() -> Story:
    """The demo's evidence."""
    return msgspec.toml.decode(FILE.read_bytes(), type=Story)
