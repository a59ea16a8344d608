"""The front of a hall: platform, banner, screen, lectern."""

from backend.demo.scenes.canvas import Canvas
from backend.demo.scenes.chance import Chance
from backend.demo.scenes.colour import WHITE, Colour, lit, mix
from backend.demo.scenes.faces import upright
from backend.demo.scenes.hall import STAGE_M, Hall
from backend.demo.scenes.sheet import Sheet
from backend.demo.scenes.slide_sheets import banner_sheet, slide_sheet
from backend.demo.scenes.subject import Subject

WOOD: Colour = (158, 112, 70)
DARK: Colour = (24, 26, 30)
FLOWERS: tuple[Colour, ...] = ((60, 120, 60), (46, 100, 54), (226, 90, 110), (244, 200, 90), (236, 236, 230))


def draw_stage(canvas: Canvas, hall: Hall, subject: Subject, slide: int) -> None:
    """The platform, the banner and the lit screen with a slide."""
    half, deep = hall.half, hall.deep
    canvas.box((-half + 0.8, deep - 2.4, 0), (half - 0.8, deep, STAGE_M), lit(WOOD, 0.62), WOOD, lit(WOOD, 1.1))
    left, right = hall.screen_left, hall.screen_left + hall.screen_wide
    low, top = hall.screen_low, hall.screen_low + hall.screen_high
    if hall.banner:
        wide = min(half - 0.6, 4.6)
        canvas.hang(banner_sheet(subject), upright((-wide, wide), (top + 0.16, top + 0.78), deep - 0.05))
    canvas.face(upright((left - 0.07, right + 0.07), (low - 0.07, top + 0.07), deep - 0.08), DARK)
    canvas.hang(slide_sheet(subject, slide), upright((left, right), (low, top), deep - 0.08))


def draw_lectern(canvas: Canvas, hall: Hall, subject: Subject) -> None:
    """The desk the lecturer stands behind, with the unit's name, flowers and a microphone."""
    x, y, high = hall.lectern, hall.deep - 1.75, STAGE_M + 1.12
    wood = mix(hall.panel, (120, 74, 44), 0.5)
    canvas.box((x - 0.36, y, STAGE_M), (x + 0.36, y + 0.5, high), wood, lit(wood, 0.8), lit(wood, 1.3))
    plate = Sheet(300, 150, mix(wood, WHITE, 0.88))
    plate.block((150, 70), subject.unit, 36, (150, 30, 36), width=280, most=2, bold=True, centred=True)
    canvas.hang(plate.image, upright((x - 0.28, x + 0.28), (high - 0.46, high - 0.18), y - 0.01))
    see, size = canvas.camera.see, 0.045 * canvas.camera.scale((x, y, high))
    chance = Chance(f"flowers {subject.look}")
    for _ in range(26):
        bloom = (x + chance.between(-0.3, 0.3), y, high - 0.04 + chance.between(-0.05, 0.1))
        canvas.oval(see(bloom), size, size, chance.pick(FLOWERS))
    canvas.stroke([see((x + 0.12, y, high - 0.02)), see((x + 0.05, y, high + 0.22))], size * 0.45, DARK)
