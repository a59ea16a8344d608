"""现场照片: the hall from its back rows, people before us, stage and screen in front."""

from PIL import Image

from backend.demo.scenes.camera import Camera
from backend.demo.scenes.canvas import Canvas
from backend.demo.scenes.chance import Chance
from backend.demo.scenes.daylight import daylight
from backend.demo.scenes.hall import STAGE_M, Hall, draw_shell, hall_light, hall_of
from backend.demo.scenes.lens import Light
from backend.demo.scenes.people import Standing, draw_seated
from backend.demo.scenes.stage import draw_lectern, draw_stage
from backend.demo.scenes.subject import Subject

SEAT_M = 0.62
ROW_M = 1.15


def draw_room(subject: Subject) -> tuple[Image.Image, Light]:
    """The drawing and its light."""
    chance = Chance(subject.seed)
    hall = hall_of(subject.look)
    across = chance.between(-0.72, 0.72) * hall.half
    camera = Camera(
        eye=(across, chance.between(0.2, 1.6), chance.between(1.75, 2.25)),
        yaw=-across / hall.half * chance.between(8, 20) + chance.between(-4, 4),
        pitch=chance.between(-7, -1),
        roll=chance.between(-1.8, 1.8),
        focal=chance.between(900, 1180),
    )
    canvas = Canvas(camera, (40, 40, 44))
    draw_shell(canvas, hall, chance.apart("shell"), day=daylight(subject.hour))
    draw_stage(canvas, hall, subject, chance.whole(0, 3))
    if chance.happens(0.8):
        place = (hall.lectern, hall.deep - 1.2, STAGE_M)
        speaker = Standing(canvas, place, Chance(f"person {subject.speaker}"), woman=subject.woman)
        speaker.draw()
    draw_lectern(canvas, hall, subject)
    _audience(canvas, hall, chance.apart("audience"), chance.between(0.55, 0.95))
    return canvas.finished(), hall_light(canvas, hall, chance, dimmed=chance.between(0.02, 0.32))


def _audience(canvas: Canvas, hall: Hall, chance: Chance, share: float) -> None:
    seats = int((hall.half - 0.9 - 0.5) / SEAT_M)
    rows = int((hall.deep - 4.6 - 1.4) / ROW_M)
    eye = canvas.camera.eye
    for row in range(rows, -1, -1):
        y = eye[1] + 1.25 + row * ROW_M
        if y > hall.deep - 3.6:
            continue
        for side in (-1, 1):
            for seat in range(seats):
                x = side * (0.75 + seat * SEAT_M)
                draw_seated(canvas, (x, y, 0.0), chance, hall.chair, taken=chance.happens(share))
