"""举办地点: the house from outside, its name on it, the sky of that hour."""

from math import sin

from PIL import Image

from backend.demo.scenes.camera import HEIGHT, WIDTH, Camera
from backend.demo.scenes.canvas import Canvas
from backend.demo.scenes.chance import Chance
from backend.demo.scenes.colour import WHITE, Colour, lit, mix
from backend.demo.scenes.daylight import daylight, sky_at
from backend.demo.scenes.faces import lying, upright
from backend.demo.scenes.house import House, draw_house, house_of
from backend.demo.scenes.lens import Light
from backend.demo.scenes.people import Standing
from backend.demo.scenes.street import draw_car, draw_stand, draw_tree
from backend.demo.scenes.subject import Subject


def draw_venue(subject: Subject) -> tuple[Image.Image, Light]:
    """The drawing and its light."""
    chance = Chance(subject.seed)
    house = house_of(subject.look)
    away = max(22.0, house.tip * chance.between(1.55, 1.95))
    across = chance.between(-8, 8)
    camera = Camera(
        eye=(across, -away, chance.between(1.5, 1.8)),
        yaw=-across / away * 57 * chance.between(0.75, 1.05) + chance.between(-2, 2),
        pitch=chance.between(7.5, 10.5),
        roll=chance.between(-1.6, 1.6),
        focal=chance.between(1080, 1240),
    )
    above, below = sky_at(subject.hour)
    canvas = Canvas(camera, below)
    _sky(canvas, above, below, chance.apart("sky"))
    _town(canvas, below, Chance(f"town {subject.look}"))
    _ground(canvas)
    day = daylight(subject.hour)
    draw_house(canvas, house, subject, day=day)
    _things(canvas, house, subject, chance.apart("things"))
    return canvas.finished(), _light(day, below, chance)


def _sky(canvas: Canvas, above: Colour, below: Colour, chance: Chance) -> None:
    steps, horizon = 40, HEIGHT * 0.72
    for step in range(steps):
        top, low = horizon * step / steps, horizon * (step + 1) / steps
        canvas.shape([(0, top), (WIDTH, top), (WIDTH, low), (0, low)], mix(above, below, (step + 0.5) / steps))
    white = mix(below, WHITE, 0.75)
    for _ in range(chance.whole(1, 3)):
        x, y, size = chance.between(0, WIDTH), chance.between(40, 430), chance.between(90, 210)
        for _ in range(5):
            puff = (x + chance.between(-1.5, 1.5) * size, y + chance.between(-0.2, 0.2) * size)
            canvas.mist(puff, size * chance.between(0.7, 1.3), size * chance.between(0.2, 0.45), white)


def _town(canvas: Canvas, below: Colour, chance: Chance) -> None:
    """Far houses, pale in the haze."""
    x = -110.0
    while x < 110:  # noqa: PLR2004 - metres
        wide, high = chance.between(7, 18), chance.between(6, 26)
        haze = mix((150, 154, 162), below, chance.between(0.45, 0.75))
        canvas.face(upright((x, x + wide), (0, high), 80), haze)
        x += wide + chance.between(-1, 5)


def _ground(canvas: Canvas) -> None:
    """Paving, and a road between us and the house."""
    x, y = canvas.camera.eye[:2]
    across = (x - 60, x + 60)
    canvas.shaded(lying(across, (y + 0.5, 90), 0), (150, 146, 142), (176, 174, 170), 12)
    canvas.face(lying(across, (y + 6.5, y + 13.5), 0.01), (92, 94, 98))
    for dash in range(-10, 11):
        start = x + dash * 4
        canvas.face(lying((start, start + 2), (y + 9.9, y + 10.1), 0.02), (226, 224, 214))


def _things(canvas: Canvas, house: House, subject: Subject, chance: Chance) -> None:
    """Trees, cars, people and the stand that shows the way in, from far to near."""
    eye_y = canvas.camera.eye[1]
    for _ in range(chance.whole(2, 4)):
        x = chance.pick((-1, 1)) * chance.between(house.half * 0.55, house.half + 5)
        draw_tree(canvas, (x, chance.between(-5.5, -2.5)), chance)
    for _ in range(chance.whole(1, 4)):
        place = (chance.between(-9, 9), chance.between(-7.5, -3), 0.0)
        Standing(canvas, place, chance.apart(f"passer {place}"), tall=chance.between(1.58, 1.8), coat=False).draw()
    draw_stand(canvas, subject, (chance.pick((-1, 1)) * chance.between(3.4, 5.2), -5.2))
    for _ in range(chance.whole(0, 2)):
        draw_car(canvas, (canvas.camera.eye[0] + chance.between(-11, 11), eye_y + chance.pick((8.0, 11.6))), chance)
    if chance.happens(0.6):
        side = chance.pick((-1, 1))
        for leaf in range(60):
            u = WIDTH / 2 + side * (WIDTH / 2 + 40 - chance.between(0, 300) * (1 + sin(leaf)) / 2)
            size = chance.between(12, 34)
            canvas.oval(
                (u, chance.between(-20, 260)), size, size * 0.7, mix((30, 66, 38), (84, 122, 60), chance.between(0, 1))
            )


def _light(day: float, below: Colour, chance: Chance) -> Light:
    level = round(120 + 130 * day)
    tint = mix((level, level, level), lit(below, level / 255), 0.35 if day < 1 else 0.12)
    light = Light(tint)
    sun = chance.between(0, WIDTH)
    light.pool((sun, 120), 1300, 900, WHITE if day > 0.6 else mix(tint, WHITE, 0.4))  # noqa: PLR2004 - broad day
    light.pool((WIDTH - sun, HEIGHT), 1000, 420, lit(tint, 0.74))
    return light
