"""The printed agenda board of a project (现场日程背板), in three arrangements."""

from dataclasses import replace
from functools import lru_cache

from PIL import Image

from backend.demo.scenes.colour import WHITE, Colour, mix
from backend.demo.scenes.sheet import Sheet
from backend.demo.scenes.subject import Subject
from backend.demo.scenes.theme import Theme, theme_of

BOARD_WIDTH, BOARD_HEIGHT = 1320, 880
INK: Colour = (34, 40, 48)
QUIET: Colour = (96, 104, 114)


def agenda_sheet(subject: Subject) -> Image.Image:
    """What is printed on the board, the same all through a project."""
    return printed(replace(subject, seed="", hour=0.0, topic="", speaker="", speaker_unit="", woman=False))


@lru_cache(maxsize=6)
def printed(subject: Subject) -> Image.Image:
    """The board of a subject without the words that change from photo to photo."""
    sheet = Sheet(BOARD_WIDTH, BOARD_HEIGHT, theme_of(subject.look).paper)
    (_headed, _columned, _banded)[subject.look % 3](sheet, subject, theme_of(subject.look))
    return sheet.image


def _headed(sheet: Sheet, subject: Subject, theme: Theme) -> None:
    """A dark upper half with waves, the agenda on paper below."""
    sheet.fade((0, 0, BOARD_WIDTH, 400), theme.deep, mix(theme.deep, theme.lively, 0.55))
    for radius, share in ((620, 0.10), (450, 0.16), (290, 0.22)):
        box = (BOARD_WIDTH - radius, -radius / 2, BOARD_WIDTH + radius, radius * 1.5 - 90)
        sheet.arc(box, (90, 270), 26, mix(theme.deep, theme.lively, 0.4 + share))
    sheet.bar((0, 396, BOARD_WIDTH, BOARD_HEIGHT), theme.paper)
    sheet.bar((0, 396, BOARD_WIDTH, 404), theme.lively)
    sheet.words((BOARD_WIDTH / 2, 86), "国家级继续医学教育项目", 36, mix(WHITE, theme.lively, 0.35), anchor="ms")
    sheet.block((BOARD_WIDTH / 2, 196), subject.title, 82, WHITE, width=1180, bold=True, centred=True, most=1)
    sheet.words((BOARD_WIDTH / 2, 282), f"主办单位：{subject.unit}", 36, WHITE, anchor="ms")
    sheet.words(
        (BOARD_WIDTH / 2, 346), f"{subject.dates}　{subject.place}", 30, mix(WHITE, theme.lively, 0.3), anchor="ms"
    )
    _agenda(sheet, subject, theme, left=110, top=486, width=1100)


def _columned(sheet: Sheet, subject: Subject, theme: Theme) -> None:
    """A coloured column with title at the left, the agenda at the right."""
    sheet.bar((0, 0, 520, BOARD_HEIGHT), theme.deep)
    sheet.oval((-190, 560, 330, 1080), mix(theme.deep, theme.lively, 0.35))
    sheet.oval((280, 700, 560, 980), mix(theme.deep, theme.lively, 0.6))
    sheet.bar((520, 0, 534, BOARD_HEIGHT), theme.lively)
    sheet.words((60, 110), "继续医学教育项目", 34, mix(WHITE, theme.lively, 0.4))
    below = sheet.block((60, 230), subject.title, 68, WHITE, width=420, most=3, bold=True)
    sheet.bar((62, below - 40, 200, below - 32), theme.lively)
    for row, text in enumerate((subject.dates, subject.place)):
        below = sheet.block((60, below + 34 + row * 6), text, 30, mix(WHITE, theme.deep, 0.12), width=420)
    _agenda(sheet, subject, theme, left=590, top=140, width=670)
    sheet.words((590, BOARD_HEIGHT - 60), f"主办：{subject.unit}", 32, theme.deep, bold=True)


def _banded(sheet: Sheet, subject: Subject, theme: Theme) -> None:
    """Paper with a slanted band above and a dark foot."""
    sheet.shape([(0, 0), (BOARD_WIDTH, 0), (BOARD_WIDTH, 60), (0, 210)], theme.lively)
    sheet.shape([(0, 0), (BOARD_WIDTH * 0.72, 0), (0, 170)], theme.deep)
    sheet.bar((0, BOARD_HEIGHT - 96, BOARD_WIDTH, BOARD_HEIGHT), theme.deep)
    sheet.words((54, 76), subject.unit, 38, WHITE, bold=True)
    sheet.block((BOARD_WIDTH / 2, 300), subject.title, 84, theme.deep, width=1200, most=1, bold=True, centred=True)
    sheet.words((BOARD_WIDTH / 2, 366), subject.dates, 34, QUIET, anchor="ms")
    _agenda(sheet, subject, theme, left=130, top=462, width=1060)
    sheet.words((BOARD_WIDTH / 2, BOARD_HEIGHT - 36), subject.place, 34, WHITE, anchor="ms")


def _agenda(sheet: Sheet, subject: Subject, theme: Theme, *, left: float, top: float, width: float) -> None:
    """The heading and a row per line: time, topic, speaker."""
    sheet.words((left, top), "会议日程", 40, theme.deep, bold=True)
    sheet.bar((left, top + 18, left + width, top + 22), mix(theme.deep, theme.paper, 0.6))
    roomy = width > 900  # noqa: PLR2004 - pixels
    step = 74 if roomy else 116
    for row, line in enumerate(subject.agenda[:5]):
        y = top + 76 + row * step
        if row % 2 == 0:
            sheet.bar((left - 16, y - 44, left + width + 16, y + step - 52), mix(theme.paper, theme.lively, 0.16), 10)
        sheet.words((left, y), line.time, 30, theme.deep, bold=True)
        if roomy:
            sheet.words((left + 210, y), line.topic, 32, INK)
            sheet.words((left + width, y), line.speaker, 30, QUIET, anchor="rs")
        else:
            sheet.words((left + 110, y), line.speaker, 30, QUIET)
            sheet.words((left, y + 44), line.topic, 32, INK)
