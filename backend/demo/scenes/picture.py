"""From a subject to the bytes of a photo."""

from collections.abc import Callable, Mapping

from PIL import Image

from backend.demo.scenes.agenda_board import draw_agenda_board
from backend.demo.scenes.board_sheets import printed
from backend.demo.scenes.chance import Chance
from backend.demo.scenes.lecturer import draw_lecturer
from backend.demo.scenes.lens import Light, develop, grain
from backend.demo.scenes.room import draw_room
from backend.demo.scenes.slide_sheets import drawn_slide
from backend.demo.scenes.subject import Subject
from backend.demo.scenes.venue import draw_venue
from backend.supervision.capture.manifest import ItemKind

_DRAW: Mapping[ItemKind, Callable[[Subject], tuple[Image.Image, Light]]] = {
    "venue": draw_venue,
    "agenda_board": draw_agenda_board,
    "room": draw_room,
    "lecturer": draw_lecturer,
}


def put_away() -> None:
    """Forget what was kept for further pictures: some forty megabytes."""
    for kept in (printed, drawn_slide, grain):
        kept.cache_clear()


def photograph(kind: ItemKind, subject: Subject) -> bytes:
    """A JPEG of 1600 × 1200 pixels as a phone would have taken it; the same arguments give the same bytes."""
    drawing, light = _DRAW[kind](subject)
    return develop(drawing, light, Chance(subject.seed).apart("lens"))
