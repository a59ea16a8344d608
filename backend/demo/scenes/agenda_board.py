"""现场日程背板: the printed board in the lobby, seen at an angle."""

from PIL import Image

from backend.demo.scenes.board_sheets import BOARD_HEIGHT, BOARD_WIDTH, agenda_sheet
from backend.demo.scenes.camera import Camera
from backend.demo.scenes.canvas import Canvas
from backend.demo.scenes.chance import Chance
from backend.demo.scenes.colour import WHITE, Colour, lit, mix
from backend.demo.scenes.faces import lying, upright
from backend.demo.scenes.lens import Light
from backend.demo.scenes.people import Standing
from backend.demo.scenes.subject import Subject
from backend.demo.scenes.theme import theme_of

BOARD_M = 3.3
BOARD_LOW = 0.42
BOARD_Y, BACK_Y = 4.0, 4.6
ACROSS, HIGH = (-9.0, 9.0), 4.2
DOOR: Colour = (128, 92, 62)
STEEL: Colour = (168, 170, 174)
WALLS: tuple[Colour, ...] = ((226, 220, 208), (212, 218, 222), (232, 228, 220), (216, 206, 190), (206, 212, 206))
STONES: tuple[Colour, ...] = ((176, 168, 156), (196, 194, 190), (150, 146, 142), (188, 172, 148))


def draw_agenda_board(subject: Subject) -> tuple[Image.Image, Light]:
    """The drawing and its light."""
    chance = Chance(subject.seed)
    across = chance.between(-1.35, 1.35)
    camera = Camera(
        eye=(across, chance.between(-0.5, 0.1), chance.between(1.45, 1.7)),
        yaw=-across * chance.between(9, 12.5) + chance.between(-2, 2),
        pitch=chance.between(-3, 1),
        roll=chance.between(-2.2, 2.2),
        focal=chance.between(1380, 1620),
    )
    canvas = Canvas(camera, (120, 116, 110))
    _lobby(canvas, subject, chance)
    _board(canvas, subject)
    _things_beside(canvas, subject, chance)
    return canvas.finished(), _light(canvas, chance)


def _lobby(canvas: Canvas, subject: Subject, chance: Chance) -> None:
    wall, stone = WALLS[subject.look % len(WALLS)], STONES[subject.look % len(STONES)]
    canvas.shaded(upright(ACROSS, (0, HIGH), BACK_Y), wall, lit(wall, 0.84))
    canvas.shaded(lying(ACROSS, (0.4, BACK_Y), 0), lit(stone, 1.12), lit(stone, 0.92), 16)
    for joint in range(-9, 10):
        canvas.face(lying((joint, joint + 0.015), (0.4, BACK_Y), 0.001), lit(stone, 0.8))
    for y in (1.0, 2.0, 3.0, 4.0):
        canvas.face(lying(ACROSS, (y, y + 0.015), 0.001), lit(stone, 0.8))
    canvas.face(upright(ACROSS, (0, 0.14), BACK_Y - 0.01), lit(wall, 0.6))
    if subject.look % 2:
        x = chance.pick((-1, 1)) * chance.between(2.35, 2.6)
        canvas.face(upright((x - 0.5, x + 0.5), (0, 2.15), BACK_Y - 0.02), DOOR)
        canvas.face(upright((x - 0.4, x + 0.4), (1.1, 2.0), BACK_Y - 0.03), lit(DOOR, 1.25))
    else:
        for edge in (-3.4, 2.7):
            canvas.face(upright((edge, edge + 0.7), (0, HIGH), BACK_Y - 0.02), lit(wall, 0.9))


def _board(canvas: Canvas, subject: Subject) -> None:
    half, high = BOARD_M / 2, BOARD_M * BOARD_HEIGHT / BOARD_WIDTH
    low, top, y = BOARD_LOW, BOARD_LOW + high, BOARD_Y
    wall, stone = WALLS[subject.look % len(WALLS)], STONES[subject.look % len(STONES)]
    canvas.face(upright((-half + 0.1, half + 0.22), (0, top), y + 0.5), lit(wall, 0.66))
    canvas.face(lying((-half, half), (y - 1.1, y + 0.1), 0.002), lit(stone, 0.74))
    for x in (-half + 0.25, half - 0.33):
        canvas.box((x, y, 0), (x + 0.08, y + 0.06, low), lit(STEEL, 0.9), lit(STEEL, 0.66), STEEL)
        canvas.box((x - 0.06, y - 0.35, 0), (x + 0.14, y + 0.35, 0.04), lit(STEEL, 0.78), lit(STEEL, 0.6), STEEL)
    rim = 0.035
    frame = ((-half - rim, y, low - rim), (half + rim, y + 0.09, top + rim))
    canvas.box(*frame, lit(STEEL, 1.17), lit(STEEL, 0.9), lit(STEEL, 1.27))
    canvas.hang(agenda_sheet(subject), upright((-half, half), (low, top), y))


def _things_beside(canvas: Canvas, subject: Subject, chance: Chance) -> None:
    side = chance.pick((-1, 1))
    if chance.happens(0.75):
        _plant(canvas, side * chance.between(1.95, 2.2), BOARD_Y - chance.between(0.2, 0.6), chance)
    if chance.happens(0.45):
        _plant(canvas, -side * chance.between(1.95, 2.2), BOARD_Y - chance.between(0.2, 0.6), chance)
    elif chance.happens(0.6):
        place = (-side * chance.between(2.0, 2.25), BOARD_Y - 0.3, 0.0)
        Standing(canvas, place, chance.apart("guest"), tall=chance.between(1.58, 1.78)).draw()
    if subject.look % 3 == 1 or chance.happens(0.25):
        _sign_in_table(canvas, subject, side * chance.between(1.5, 1.9), chance)


def _plant(canvas: Canvas, x: float, y: float, chance: Chance) -> None:
    scale = canvas.camera.scale((x, y, 0.8))
    pot = chance.pick(((232, 230, 224), (96, 62, 44), (58, 64, 70)))
    (foot_u, foot_v), (u, v) = canvas.camera.see((x, y, 0.0)), canvas.camera.see((x, y, 0.42))
    wide, narrow = 0.2 * scale, 0.14 * scale
    canvas.shape([(u - wide, v), (u + wide, v), (foot_u + narrow, foot_v), (foot_u - narrow, foot_v)], pot)
    canvas.oval((u, v), wide, 0.05 * scale, lit(pot, 0.7))
    for _ in range(46):
        lean, up = chance.between(-0.4, 0.4) * scale, chance.between(0.45, 1.15) * scale
        green = mix((30, 84, 44), (104, 158, 74), chance.between(0, 1))
        bend, high = u + lean * 0.35, v - up * 0.75
        tip = (u + lean, v - up + abs(lean) * 0.7)
        canvas.shape([(u, v), (bend - 0.05 * scale, high), tip, (bend + 0.05 * scale, high)], green)


def _sign_in_table(canvas: Canvas, subject: Subject, x: float, chance: Chance) -> None:
    cloth = mix(theme_of(subject.look).deep, (120, 26, 34), 0.5)
    low, high = (x - 0.62, 2.55, 0.0), (x + 0.62, 3.1, 0.76)
    canvas.box(low, high, cloth, lit(cloth, 0.75), lit(cloth, 1.25))
    for _ in range(4):
        u, v = x + chance.between(-0.45, 0.35), 2.65 + chance.between(0, 0.25)
        canvas.face(lying((u, u + 0.2), (v, v + 0.15), 0.765), WHITE)


def _light(canvas: Canvas, chance: Chance) -> Light:
    level = chance.whole(205, 250)
    light = Light((level, round(level * 0.99), round(level * chance.between(0.9, 0.99))))
    for x in (-1.2, 1.2):
        light.pool(canvas.camera.see((x + chance.between(-0.4, 0.4), BOARD_Y, 2.4)), 560, 640, WHITE)
    light.pool((chance.between(0, 1600), 1250), 900, 320, lit((level, level, level), 0.72))
    return light
