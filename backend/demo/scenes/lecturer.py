"""主讲人讲课照片: somebody at the lectern, the slide with the topic beside, heads of the first row before us."""

from math import atan2, degrees

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


def draw_lecturer(subject: Subject) -> tuple[Image.Image, Light]:
    """The drawing and its light."""
    chance = Chance(subject.seed)
    hall = hall_of(subject.look)
    canvas = Canvas(_camera(hall, chance), (40, 40, 44))
    draw_shell(canvas, hall, chance.apart("shell"), day=daylight(subject.hour))
    draw_stage(canvas, hall, subject, chance.pick((0, 0, 1, 2, 3)))
    _lecture(canvas, hall, subject, chance)
    _first_rows(canvas, hall, chance.apart("rows"))
    return canvas.finished(), hall_light(canvas, hall, chance, dimmed=chance.between(0.02, 0.26))


def _camera(hall: Hall, chance: Chance) -> Camera:
    """Held so that lecturer and most of the screen are in the photo, from either side of the hall."""
    back = chance.between(5.4, 7.2)
    eye = (hall.lectern + chance.between(-2.6, 2.6), hall.deep - back, chance.between(1.55, 1.95))
    toward = hall.screen_left + hall.screen_wide / 2
    aim = hall.lectern + (toward - hall.lectern) * chance.between(0.4, 0.62)
    return Camera(
        eye=eye,
        yaw=degrees(atan2(aim - eye[0], back)),
        pitch=chance.between(2, 5.5),
        roll=chance.between(-2, 2),
        focal=chance.between(1120, 1400),
    )


def _lecture(canvas: Canvas, hall: Hall, subject: Subject, chance: Chance) -> None:
    """The same person for the same name; beside the lectern or behind it, pointing or not."""
    toward = 1 if hall.screen_left > hall.lectern else -1
    beside = chance.happens(0.35)
    place = (hall.lectern + (toward * 0.95 if beside else 0.0), hall.deep - (1.9 if beside else 1.15), STAGE_M)
    person = Standing(canvas, place, Chance(f"person {subject.speaker}"), woman=subject.woman)
    if not beside:
        person.draw(arm=toward * 0.6 if chance.happens(0.4) else None)
    draw_lectern(canvas, hall, subject)
    if beside:
        person.draw(arm=toward * 0.6 if chance.happens(0.7) else None)


def _first_rows(canvas: Canvas, hall: Hall, chance: Chance) -> None:
    eye = canvas.camera.eye
    for away in (2.6, 1.35):
        shift = chance.between(-0.3, 0.3)
        for seat in range(-5, 6):
            x = eye[0] + shift + seat * 0.66
            if abs(x) < hall.half - 0.5:
                draw_seated(canvas, (x, eye[1] + away, -0.12), chance, hall.chair, taken=chance.happens(0.7))
