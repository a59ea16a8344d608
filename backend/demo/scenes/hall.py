"""The inside of a project's hall: floor, walls, ceiling, light. Shared by the room's and the lecturers' photos."""

from dataclasses import dataclass

from backend.demo.scenes.camera import Flat
from backend.demo.scenes.canvas import Canvas
from backend.demo.scenes.chance import Chance
from backend.demo.scenes.colour import WHITE, Colour, lit, mix
from backend.demo.scenes.faces import lying, sideways, upright
from backend.demo.scenes.lens import Light

WALLS: tuple[Colour, ...] = ((226, 214, 194), (214, 222, 226), (232, 226, 214), (206, 192, 172), (220, 218, 226))
PANELS: tuple[Colour, ...] = ((150, 104, 66), (110, 124, 138), (176, 140, 98), (122, 82, 58), (140, 146, 120))
FLOORS: tuple[Colour, ...] = ((112, 50, 48), (84, 92, 108), (150, 132, 110), (62, 78, 98), (124, 112, 120))
CHAIRS: tuple[Colour, ...] = ((126, 36, 44), (42, 58, 92), (70, 74, 82), (34, 84, 92), (146, 104, 60))
STAGE_M = 0.4
LAMP_ROWS, WINDOWS, FOLDS = 4, 4, 6
NEAR_Y = -1.0
CEILING: Colour = (238, 236, 230)


@dataclass(frozen=True)
class Hall:
    """A project's hall in metres; the stage is at y = `deep`, the left wall at -`half`."""

    half: float
    deep: float
    high: float
    wall: Colour
    panel: Colour
    floor: Colour
    chair: Colour
    screen_left: float
    screen_wide: float
    banner: bool
    windows: int
    """Which side has windows: -1 left, 1 right, 0 none."""

    @property
    def screen_high(self) -> float:
        return self.screen_wide * 9 / 16

    @property
    def screen_low(self) -> float:
        return STAGE_M + 1.15

    @property
    def lectern(self) -> float:
        """Where across the lectern stands: on the side where the screen leaves more room."""
        right = self.half - (self.screen_left + self.screen_wide)
        left = self.screen_left + self.half
        beside = 0.85
        return self.screen_left + self.screen_wide + beside if right >= left else self.screen_left - beside


def hall_of(look: int) -> Hall:
    """The hall of a project."""
    chance = Chance(f"hall {look}")
    half, deep = chance.between(4.6, 7.4), chance.between(11.0, 17.0)
    wide = chance.between(4.0, 5.0)
    middle = chance.pick((-1, 0, 1)) * (half - wide / 2 - 1.7) * 0.6
    return Hall(
        half=half,
        deep=deep,
        high=chance.between(3.9, 4.6),
        wall=WALLS[look % len(WALLS)],
        panel=PANELS[(look * 2 + 1) % len(PANELS)],
        floor=FLOORS[(look * 3) % len(FLOORS)],
        chair=CHAIRS[(look * 2) % len(CHAIRS)],
        screen_left=middle - wide / 2,
        screen_wide=wide,
        banner=look % 3 != 1,
        windows=(-1, 0, 1)[look % 3],
    )


def draw_shell(canvas: Canvas, hall: Hall, chance: Chance, *, day: float) -> None:
    """Floor, ceiling with lamps, walls. `day`: how bright it is outside, 0 to 1."""
    across, depths = (-hall.half, hall.half), (NEAR_Y, hall.deep)
    canvas.shaded(lying(across, depths, 0), hall.floor, lit(hall.floor, 1.25))
    canvas.shaded(lying(across, depths, hall.high), lit(CEILING, 0.78), CEILING)
    for x, y in _lamps(hall):
        canvas.face(lying((x - 0.62, x + 0.62), (y, y + 0.5), hall.high - 0.01), (255, 254, 246))
    for side in (-1, 1):
        _side_wall(canvas, hall, side, chance, day)
    canvas.shaded(upright(across, (0, hall.high), hall.deep), lit(hall.wall, 1.05), lit(hall.wall, 0.86))
    for edge in (-hall.half, hall.half - 1.5):
        canvas.face(upright((edge, edge + 1.5), (0, hall.high), hall.deep), hall.panel)


def hall_light(canvas: Canvas, hall: Hall, chance: Chance, *, dimmed: float) -> Light:
    """Lamps more or less dimmed; the screen throws its light on what is near it."""
    level = round(255 * (1 - dimmed))
    light = Light((level, round(level * 0.985), round(level * chance.between(0.93, 0.99))))
    glow = mix((level, level, level), WHITE, 0.4 + 0.6 * (1 - dimmed))
    for x, y in _lamps(hall):
        size = canvas.camera.scale((x, y, hall.high))
        light.pool(canvas.camera.see((x, y + 0.25, hall.high)), 1.5 * size, 0.8 * size, glow)
    across = hall.screen_left + hall.screen_wide / 2
    u, v = canvas.camera.see((across, hall.deep, hall.screen_low + hall.screen_high / 2))
    scale = canvas.camera.scale((across, hall.deep, 2.0))
    light.pool((u, v), 5.2 * scale, 4.0 * scale, WHITE)
    light.pool((u, v), 3.0 * scale, 2.2 * scale, WHITE)
    if hall.windows:
        light.pool(canvas.camera.see((hall.windows * hall.half, hall.deep * 0.55, 1.8)), 620, 520, (255, 253, 246))
    return light


def _lamps(hall: Hall) -> list[Flat]:
    """The near edge of each lamp, in its middle."""
    step = (hall.deep - 5.5) / (LAMP_ROWS - 1)
    return [(x, 3.4 + row * step) for row in range(LAMP_ROWS) for x in (-hall.half * 0.55, 0.0, hall.half * 0.55)]


def _side_wall(canvas: Canvas, hall: Hall, side: int, chance: Chance, day: float) -> None:
    x, depths = side * hall.half, (NEAR_Y, hall.deep)
    shade = lit(hall.wall, 0.88 if side < 0 else 0.94)
    canvas.shaded(sideways(x, depths, (0, hall.high)), shade, lit(shade, 0.84), 12)
    canvas.face(sideways(x, depths, (0, 1.0)), lit(hall.panel, 0.92))
    canvas.face(sideways(x, depths, (1.0, 1.06)), lit(hall.panel, 1.25))
    step = (hall.deep - 3.0) / WINDOWS
    for place in range(WINDOWS):
        start = 1.2 + place * step
        if side == hall.windows:
            _window(canvas, hall, x, (start, start + step * 0.62), chance, day)
        else:
            canvas.face(sideways(x, (start, start + step * 0.7), (1.4, hall.high - 0.7)), lit(hall.wall, 0.8))


def _window(canvas: Canvas, hall: Hall, x: float, depths: Flat, chance: Chance, day: float) -> None:
    """A pane with its frame, and a curtain drawn over part of it."""
    near, far = depths
    low, top = 1.25, hall.high - 0.55
    canvas.face(sideways(x, depths, (low, top)), mix((38, 46, 70), (232, 242, 252), day))
    for y in (near, (near + far) / 2, far):
        canvas.face(sideways(x, (y - 0.04, y + 0.04), (low, top)), (150, 148, 144))
    cloth = mix(hall.chair, (214, 200, 176), 0.6)
    fold = (far - near) / 2 * chance.between(0.2, 0.7) / FOLDS
    for number in range(FOLDS):
        start = near - 0.15 + number * fold
        curtain = sideways(x * 0.985, (start, start + fold), (low - 0.4, top + 0.15))
        canvas.face(curtain, lit(cloth, 0.82 if number % 2 else 1.0))
