"""What stands before a house: trees, cars, the stand that shows the way in."""

from backend.demo.scenes.canvas import Canvas
from backend.demo.scenes.chance import Chance
from backend.demo.scenes.colour import WHITE, Colour, lit, mix
from backend.demo.scenes.faces import upright
from backend.demo.scenes.sheet import Sheet
from backend.demo.scenes.subject import Subject
from backend.demo.scenes.theme import theme_of

PAINTS: tuple[Colour, ...] = (
    (236, 238, 240),
    (36, 40, 46),
    (150, 24, 32),
    (120, 126, 134),
    (30, 64, 110),
    (206, 196, 172),
)


def draw_tree(canvas: Canvas, place: tuple[float, float], chance: Chance) -> None:
    """A tree with autumn or summer leaves."""
    x, y = place
    tall = chance.between(4.2, 7.0)
    scale = canvas.camera.scale((x, y, 2.0))
    foot, crown = canvas.camera.see((x, y, 0)), canvas.camera.see((x, y, tall * 0.68))
    canvas.oval(foot, 1.5 * scale, 0.22 * scale, (60, 58, 56), 90)
    trunk = 0.13 * scale
    canvas.shape(
        [
            (foot[0] - trunk, foot[1]),
            (foot[0] + trunk, foot[1]),
            (crown[0] + trunk * 0.5, crown[1]),
            (crown[0] - trunk * 0.5, crown[1]),
        ],
        (84, 66, 52),
    )
    dark, pale = chance.pick(
        (((28, 74, 40), (112, 160, 74)), ((38, 84, 48), (134, 168, 84)), ((150, 96, 28), (228, 184, 74)))
    )
    wide = tall * chance.between(0.2, 0.27) * scale
    high = tall * 0.31 * scale
    for leaf in range(70):
        share = leaf / 70
        u = crown[0] + chance.between(-1, 1) * wide * (1 - 0.3 * share)
        v = crown[1] + chance.between(-1, 0.75) * high * (1 - 0.2 * share) - share * 0.1 * high
        size = chance.between(0.14, 0.3) * wide
        canvas.oval((u, v), size * 1.1, size * 0.9, mix(dark, pale, share * chance.between(0.5, 1)))


def draw_car(canvas: Canvas, place: tuple[float, float], chance: Chance) -> None:
    """A car from its side."""
    x, y = place
    paint = chance.pick(PAINTS)
    scale = canvas.camera.scale((x, y, 0.6))
    u, v = canvas.camera.see((x, y, 0))

    def at(across: float, up: float) -> tuple[float, float]:
        return u + across * scale, v - up * scale

    canvas.oval((u, v - 0.02 * scale), 2.3 * scale, 0.14 * scale, (30, 30, 32), 130)
    canvas.shape([at(-1.1, 0.85), at(-0.7, 1.42), at(0.75, 1.45), at(1.35, 0.88)], lit(paint, 0.92))
    canvas.shape([at(-0.95, 0.88), at(-0.62, 1.34), at(0.0, 1.36), at(0.0, 0.88)], (46, 56, 66))
    canvas.shape([at(0.08, 0.88), at(0.08, 1.36), at(0.7, 1.37), at(1.15, 0.88)], (58, 70, 82))
    canvas.shape([at(-2.15, 0.3), at(-2.1, 0.72), at(-1.15, 0.9), at(1.4, 0.9), at(2.1, 0.78), at(2.15, 0.3)], paint)
    canvas.shape([at(-2.15, 0.3), at(2.15, 0.3), at(2.14, 0.46), at(-2.14, 0.46)], lit(paint, 0.7))
    for wheel in (-1.3, 1.35):
        canvas.oval(at(wheel, 0.32), 0.33 * scale, 0.33 * scale, (24, 24, 26))
        canvas.oval(at(wheel, 0.32), 0.18 * scale, 0.18 * scale, (150, 152, 156))


def draw_stand(canvas: Canvas, subject: Subject, place: tuple[float, float]) -> None:
    """A roll-up stand with the project's name and an arrow."""
    x, y = place
    theme = theme_of(subject.look)
    sheet = Sheet(360, 840, theme.deep)
    sheet.bar((0, 0, 360, 150), theme.lively)
    sheet.words((180, 100), "会场指引", 60, theme.deep, bold=True, anchor="ms")
    sheet.block((180, 260), subject.title, 56, WHITE, width=300, most=4, bold=True, centred=True)
    sheet.shape([(90, 680), (200, 680), (200, 630), (290, 710), (200, 790), (200, 740), (90, 740)], theme.lively)
    foot = canvas.camera.see((x, y, 0))
    canvas.oval(foot, 0.8 * canvas.camera.scale((x, y, 0)), 6, (50, 50, 50), 90)
    canvas.hang(sheet.image, upright((x - 0.5, x + 0.5), (0.06, 2.4), y))
