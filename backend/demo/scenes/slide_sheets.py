"""Slides of a lecture, and the banner above them."""

from functools import lru_cache
from math import cos, radians, sin

from PIL import Image

from backend.demo.scenes.chance import Chance
from backend.demo.scenes.colour import WHITE, Colour, mix
from backend.demo.scenes.sheet import Sheet
from backend.demo.scenes.subject import Subject
from backend.demo.scenes.theme import Theme, theme_of

SLIDE_WIDTH, SLIDE_HEIGHT = 960, 540
INK: Colour = (38, 46, 56)


def slide_sheet(subject: Subject, number: int) -> Image.Image:
    """One of a lecture's slides: its title, points, a chart, a picture."""
    return drawn_slide(subject.look, subject.topic, subject.speaker, subject.speaker_unit, number)


@lru_cache(maxsize=16)
def drawn_slide(look: int, topic: str, speaker: str, unit: str, number: int) -> Image.Image:
    """The slide of these words."""
    theme = theme_of(look)
    chance = Chance(f"{topic}/{number}")
    sheet = Sheet(SLIDE_WIDTH, SLIDE_HEIGHT, WHITE)
    if number % 4 == 0:
        _title(sheet, theme, topic, f"{speaker}　{unit}")
    else:
        _head(sheet, theme, topic)
        (_points, _chart, _picture if look == 0 else _flow)[number % 4 - 1](sheet, theme, chance)
    return sheet.image


def _title(sheet: Sheet, theme: Theme, topic: str, by: str) -> None:
    sheet.fade((0, 0, SLIDE_WIDTH, SLIDE_HEIGHT), theme.deep, mix(theme.deep, theme.lively, 0.4))
    sheet.oval((600, -220, 1180, 360), mix(theme.deep, theme.lively, 0.3))
    sheet.bar((90, 330, 330, 338), theme.lively)
    below = sheet.block((90, 220), topic, 66, WHITE, width=780, bold=True)
    sheet.words((90, max(400, below + 40)), by, 32, mix(WHITE, theme.lively, 0.25))


def _head(sheet: Sheet, theme: Theme, topic: str) -> None:
    sheet.bar((0, 0, SLIDE_WIDTH, 96), theme.deep)
    sheet.bar((0, 96, SLIDE_WIDTH, 102), theme.lively)
    sheet.words((44, 66), topic, 44, WHITE, bold=True)


def _points(sheet: Sheet, theme: Theme, chance: Chance) -> None:
    for row, text in enumerate(("定义与流行病学", "诊断流程与关键切面", "常见误区", "质量控制要点", "小结")):
        y = 178 + row * 72
        sheet.oval((60, y - 26, 84, y - 2), theme.lively)
        sheet.words((108, y), text, 36, INK)
    sheet.oval((620, 170, 900, 450), mix(theme.lively, WHITE, 0.55))
    sheet.oval((680, 230, 840, 390), mix(theme.deep, WHITE, chance.between(0.1, 0.4)))


def _chart(sheet: Sheet, theme: Theme, chance: Chance) -> None:
    sheet.line([(110, 150), (110, 470), (880, 470)], 4, INK)
    for place in range(6):
        high = chance.between(90, 300)
        left = 160 + place * 120
        sheet.bar((left, 470 - high, left + 42, 470), theme.deep)
        sheet.bar((left + 46, 470 - high * chance.between(0.4, 0.9), left + 88, 470), theme.lively)
        sheet.words((left + 44, 508), f"{2021 + place}", 24, INK, anchor="ms")


def _picture(sheet: Sheet, theme: Theme, chance: Chance) -> None:
    """A dark fan as ultrasound machines draw it, and words beside."""
    sheet.bar((50, 130, 560, 510), (10, 14, 18))
    middle, reach = (305.0, 140.0), 350.0
    for ring in range(14, 0, -1):
        size = reach * ring / 14
        grey = chance.whole(40, 150)
        angles = (52.0, 128.0)
        edge = [(middle[0] + size * cos(radians(a)), middle[1] + size * sin(radians(a))) for a in range(52, 129, 4)]
        sheet.shape([middle, *edge], (grey, grey, min(255, grey + 8)))
        sheet.arc((middle[0] - size, middle[1] - size, middle[0] + size, middle[1] + size), angles, 3, (170, 176, 180))
    x, y = chance.between(250, 340), chance.between(300, 400)
    sheet.oval((x - 46, y - 34, x + 46, y + 34), (16, 18, 22))
    for row, text in enumerate(("A　典型表现", "B　测量方法", "C　鉴别诊断")):
        sheet.words((600, 220 + row * 90), text, 34, INK)
        sheet.bar((600, 236 + row * 90, 880, 240 + row * 90), mix(theme.lively, WHITE, 0.3))


def _flow(sheet: Sheet, theme: Theme, chance: Chance) -> None:
    """Boxes with arrows between."""
    places = [(60, 190), (360, 150), (360, 330), (660, 190), (660, 380)]
    for (x, y), (u, v) in (
        (places[0], places[1]),
        (places[0], places[2]),
        (places[1], places[3]),
        (places[2], places[4]),
    ):
        sheet.line([(x + 110, y + 45), (u + 110, v + 45)], 5, mix(INK, WHITE, 0.5))
    for number, (x, y) in enumerate(places):
        ground = theme.deep if number == chance.whole(0, 4) else mix(theme.lively, WHITE, 0.35)
        sheet.bar((x, y, x + 230, y + 92), ground, 18)
        sheet.words((x + 115, y + 58), ("接诊", "评估", "检查", "处置", "随访")[number], 36, INK, anchor="ms")


def banner_sheet(subject: Subject) -> Image.Image:
    """The red cloth above the stage."""
    sheet = Sheet(1500, 130, (178, 22, 30))
    sheet.block((750, 88), subject.title, 66, (252, 226, 120), width=1420, most=1, bold=True, centred=True)
    return sheet.image
