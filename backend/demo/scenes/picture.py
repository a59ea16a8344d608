"""From a subject to the bytes of a photo."""

from collections.abc import Callable, Mapping

from PIL import Image

from backend.demo.scenes.agenda_board import draw_agenda_board
from backend.demo.scenes.chance import Chance
from backend.demo.scenes.lecturer import draw_lecturer
from backend.demo.scenes.lens import Light, develop
from backend.demo.scenes.room import draw_room
from backend.demo.scenes.subject import Kind, Subject
from backend.demo.scenes.venue import draw_venue

_DRAW: Mapping[Kind, Callable[[Subject], tuple[Image.Image, Light]]] = {
    "venue": draw_venue,
    "agenda_board": draw_agenda_board,
    "room": draw_room,
    "lecturer": draw_lecturer,
}


def photograph(kind: Kind, subject: Subject) -> bytes:
    """A JPEG of 1280 × 960 pixels as a phone would have taken it; the same arguments give the same bytes."""
    drawing, light = _DRAW[kind](subject)
    return develop(drawing, light, Chance(subject.seed).apart("lens"))
