"""What a photo is of, in words."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["venue", "agenda_board", "room", "lecturer"]
"""What there are pictures of: the items of a half-day, named again so that a painter needs nothing of the server."""


@dataclass(frozen=True)
class Line:
    """A line of the agenda."""

    time: str
    topic: str
    speaker: str


@dataclass(frozen=True)
class Subject:
    """Everything a picture shows. `seed` makes it this one; `look` is the project's own house, room and colours.

    `hour` is the local time of day in hours; `place` and `dates` are printed as they are. `woman`: how
    the speaker is drawn.
    """

    seed: str
    look: int
    hour: float
    title: str
    unit: str
    place: str
    dates: str
    agenda: tuple[Line, ...] = ()
    topic: str = ""
    speaker: str = ""
    speaker_unit: str = ""
    woman: bool = False
