"""Which lines a stamp has and how each is set. Sizes are in units of the picture (see band)."""

from dataclasses import dataclass
from typing import NamedTuple

from media.stamp_facts import (
    StampFacts,
    distance_words,
    number_words,
    place_words,
    position_words,
    time_words,
    zone_words,
)
from media.wrap import plain

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
QUIET: Colour = (215, 226, 225)


class Style(NamedTuple):
    """Letter size and line height, colour, the stroke that makes it bold, and how many lines a text may take."""

    size: float
    height: float
    colour: Colour = WHITE
    stroke: float = 0
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """Texts in a style, together on a line if there is room, else one below the other.

    `tail` follows on the same line, small and quiet; `end` stands at the right, or below everything.
    """

    texts: tuple[str, ...]
    style: Style
    tail: str = ""
    end: str = ""


TIME = Style(23, 31, stroke=0.4)
LEAD = Style(16, 27, stroke=0.28, lines=2)
BODY = Style(14, 22, lines=2)
SMALL = Style(12, 20, QUIET, lines=2)


def when_and_where(facts: StampFacts) -> list[Row]:
    """Time, on whose word, position, distance, where the meeting was filed to be, and address."""
    return _filled(
        Row((time_words(facts),), TIME, tail=zone_words(facts)),
        Row((plain(facts.time_note),), SMALL),
        Row((position_words(facts), plain(distance_words(facts))), BODY),
        Row((plain(place_words(facts)),), SMALL),
        Row((plain(facts.address),), SMALL),
    )


def what(facts: StampFacts) -> list[Row]:
    """Item, project and the capture's number."""
    return _filled(
        Row((plain(facts.item),), LEAD, end=number_words(facts)),
        Row((plain(facts.project),), BODY),
    )


def _filled(*rows: Row) -> list[Row]:
    return [row for row in rows if any(row.texts) or row.end]
