"""The houses of the demo's units: white tiles, brick, glass, and one with a curved roof."""

from dataclasses import dataclass

from backend.demo.scenes.camera import Flat, Space
from backend.demo.scenes.canvas import Canvas
from backend.demo.scenes.chance import Chance
from backend.demo.scenes.colour import WHITE, Colour, lit, mix
from backend.demo.scenes.faces import Face, lying, upright
from backend.demo.scenes.sheet import Sheet
from backend.demo.scenes.subject import Subject

FLOOR_M = 3.5
RIDGE_M, RIDGE_Y = 2.9, 1.6
ROWS_OF_TILES = 20
LAMPLIGHT: Colour = (250, 232, 180)


@dataclass(frozen=True)
class House:
    """A house whose front is at y = 0, 2 × `half` metres wide; `roof` is flat or curved."""

    half: float
    floors: int
    bays: int
    wall: Colour
    trim: Colour
    glass: Colour
    ribbon: bool
    """Windows in one band per floor."""
    roof: bool
    sign: Colour

    @property
    def high(self) -> float:
        """Of its walls."""
        return self.floors * FLOOR_M + (0.9 if self.roof else 2.5)

    @property
    def tip(self) -> float:
        """Of its roof."""
        return self.high + (5.5 if self.roof else 0)


HOUSES = (
    House(15.0, 4, 11, (232, 230, 224), (170, 176, 182), (96, 130, 158), False, False, (196, 26, 34)),
    House(13.0, 3, 9, (244, 214, 208), (222, 132, 140), (136, 172, 190), False, False, (206, 60, 96)),
    House(16.5, 5, 13, (168, 92, 72), (226, 214, 196), (84, 104, 120), False, False, (236, 196, 96)),
    House(13.5, 2, 7, (214, 204, 186), (122, 42, 36), (98, 84, 70), False, True, (226, 186, 84)),
    House(15.5, 5, 12, (120, 158, 188), (222, 230, 236), (110, 160, 196), True, False, (20, 74, 140)),
    House(12.5, 4, 10, (238, 238, 240), (150, 128, 186), (128, 146, 186), True, False, (96, 62, 150)),
    House(14.0, 3, 8, (202, 188, 160), (110, 76, 48), (104, 108, 104), False, True, (244, 214, 130)),
    House(11.5, 3, 7, (226, 232, 222), (84, 140, 96), (120, 150, 150), False, False, (22, 116, 70)),
    House(14.5, 4, 9, (186, 178, 172), (70, 78, 88), (90, 112, 132), True, False, (40, 46, 54)),
)


def house_of(look: int) -> House:
    """The house of a project."""
    return HOUSES[look % len(HOUSES)]


def draw_house(canvas: Canvas, house: House, subject: Subject, *, day: float) -> None:
    """Front, one side, windows (lit when it is dark), roof, entrance and the unit's name."""
    half, high, deep = house.half, house.high, 12.0
    canvas.box((-half, 0, 0), (half, deep, high), house.wall, lit(house.wall, 0.74), lit(house.wall, 1.1))
    canvas.shaded(upright((-half, half), (0, high), 0), lit(house.wall, 1.04), lit(house.wall, 0.9), 16)
    chance = Chance(f"windows {subject.seed}")
    for floor in range(house.floors):
        _floor(canvas, house, floor, chance, day)
    canvas.face(_front((-half, half), (high - 0.5, high)), house.trim)
    if house.roof:
        _curved_roof(canvas, house)
    for side in (-1, 1):
        _hedge(canvas, side * 3.9, side * (half - 0.4), Chance(f"hedge {subject.look}"))
    _entrance(canvas, house)
    _name(canvas, house, subject)


def _floor(canvas: Canvas, house: House, floor: int, chance: Chance, day: float) -> None:
    """A row of windows, one or more of them lit."""
    heights = (floor * FLOOR_M + 1.1, floor * FLOOR_M + 2.85)
    bay = 2 * house.half / house.bays
    gap = bay * (0.06 if house.ribbon else 0.2)
    if house.ribbon:
        canvas.face(_front((-house.half + 0.5, house.half - 0.5), _wider(heights, 0.1)), lit(house.trim, 0.8))
    for number in range(house.bays):
        left = -house.half + number * bay
        across = (left + gap, left + bay - gap)
        glass = lit(mix(house.glass, WHITE, chance.between(0.0, 0.3)), 0.45 + 0.55 * day)
        pane = LAMPLIGHT if chance.happens(0.6 - 0.55 * day) else glass
        if not house.ribbon:
            canvas.face(_front(_wider(across, 0.12), _wider(heights, 0.12)), house.trim)
        _window(canvas, across, heights, pane, lit(house.trim, 0.9))


def _window(canvas: Canvas, across: Flat, heights: Flat, pane: Colour, frame: Colour) -> None:
    (left, right), (low, top) = across, heights
    canvas.face(_front(across, heights, 0.03), pane)
    glint = [(left, -0.04, top), (left + (right - left) * 0.45, -0.04, top), (left, -0.04, low + 0.4)]
    canvas.face(glint, mix(pane, WHITE, 0.3))
    middle = (left + right) / 2
    canvas.face(_front((middle - 0.04, middle + 0.04), heights, 0.05), frame)


def _front(across: Flat, heights: Flat, before: float = 0.02) -> Face:
    """A part of the front, a little before the wall."""
    return upright(across, heights, -before)


def _wider(span: Flat, by: float) -> Flat:
    return span[0] - by, span[1] + by


def _hedge(canvas: Canvas, start: float, end: float, chance: Chance) -> None:
    scale = canvas.camera.scale((start, -0.8, 0.3))
    for bush in range(26):
        x = start + (end - start) * bush / 25
        green = mix((30, 70, 38), (74, 120, 62), chance.between(0, 1))
        canvas.oval(canvas.camera.see((x, -0.8, 0.34)), 0.42 * scale, chance.between(0.34, 0.46) * scale, green)


def _curved_roof(canvas: Canvas, house: House) -> None:
    """Grey tiles with upturned corners, two roofs one above the other."""
    _one_roof(canvas, house.half + 1.4, house.high)
    wide = house.half * 0.5
    canvas.face(upright((-wide, wide), (house.high + 1.2, house.high + 3.6), 1.2), lit(house.trim, 1.1))
    _one_roof(canvas, house.half * 0.62, house.high + 3.0)


def _one_roof(canvas: Canvas, half: float, z: float) -> None:
    shares = [step / ROWS_OF_TILES - 1 for step in range(2 * ROWS_OF_TILES + 1)]
    edge: list[Space] = [(share * half, -1.2, z - 0.25 + 0.9 * share**4) for share in shares]
    ridge: list[Space] = [(share * half * 0.8, RIDGE_Y, z + RIDGE_M) for share in shares]
    canvas.face([*edge, *reversed(ridge)], (86, 92, 98))
    see = canvas.camera.see
    for low, high in zip(edge, ridge, strict=True):
        canvas.stroke([see(low), see(high)], 2.4, (66, 72, 78))
    canvas.stroke([see(point) for point in edge], 7, (128, 48, 40))


def _entrance(canvas: Canvas, house: House) -> None:
    """Steps, glass doors, a canopy on two columns."""
    trim = house.trim
    canvas.box((-3.4, -2.6, 0), (3.4, 0, 0.3), (176, 174, 170), (150, 148, 144), (196, 194, 190))
    canvas.face(_front((-2.5, 2.5), (0.3, 3.05), 0.06), (52, 62, 70))
    for x in (-1.25, 0.0, 1.25):
        canvas.face(_front((x - 0.05, x + 0.05), (0.3, 3.05), 0.07), (190, 194, 198))
    canvas.face(_front((-1.1, -0.15), (0.5, 2.7), 0.08), (120, 136, 142))
    canvas.face(_front((0.15, 1.1), (0.5, 2.7), 0.08), (132, 148, 152))
    for x in (-3.0, 2.7):
        canvas.box((x, -2.4, 0.3), (x + 0.3, -2.1, 3.3), lit(trim, 0.95), lit(trim, 0.7), trim)
    canvas.box((-3.5, -2.6, 3.3), (3.5, 0, 3.75), trim, lit(trim, 0.75), lit(trim, 1.1))
    canvas.face(lying((-3.5, 3.5), (-2.6, 0), 3.3), lit(trim, 0.55))


def _name(canvas: Canvas, house: House, subject: Subject) -> None:
    """Large letters across the front, and the place's name above the door."""
    letters = len(subject.unit)
    wide = min(house.half * 1.5, letters * 1.35)
    sheet = Sheet(90 * letters + 60, 120, house.wall if not house.roof else house.trim)
    sheet.words((sheet.width / 2, 92), subject.unit, 88, house.sign, bold=True, anchor="ms")
    high = wide * 120 / sheet.width
    low = house.floors * FLOOR_M + 0.95 - high / 2 + (0.45 if not house.roof else -1.0)
    canvas.hang(sheet.image, upright((-wide / 2, wide / 2), (low, low + high), -0.1))
    plate = Sheet(640, 56, (24, 28, 34))
    plate.block((320, 41), subject.place.split(" ")[-1], 38, (255, 196, 84), width=620, most=1, centred=True, bold=True)
    canvas.hang(plate.image, upright((-2.9, 2.9), (3.32, 3.75), -2.62))
