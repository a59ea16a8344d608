"""The band of a stamped copy: a dark panel near the lower edge, readable on any picture.

Sizes are in units of the picture, of which about 400 to 700 make its width, as on the phone that took it.
"""

from dataclasses import dataclass

from PIL import Image, ImageDraw

from media.stamp_facts import StampFacts
from media.stamp_rows import LEAD, TIME, Colour, what, when_and_where
from media.typeset import Typesetter, Word

INK: Colour = (16, 38, 42)
OPACITY = 0.86
"""At this, all text keeps a contrast of 7 : 1 over a white picture."""

_RULE_COLOUR: Colour = (83, 104, 107)
_MARGIN, _PADDING, _TOP, _RADIUS, _RULE_ROOM = 12, 16, 9, 12, 14
_COLUMN_GAP, _LEFT_SHARE, _TWO_COLUMNS = 36, 0.54, 600
_SHORT_EDGE, _LONG_EDGE = 420, 690
_LEAST_UNIT, _LEAST_WIDTH = 0.8, 336
_MOST_COVERED = 0.5
_SOFTNESS = 16
_FINENESS = 4
_Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Panel:
    """What is drawn, in pixels from the panel's corner; `rule` is the line between its two parts."""

    width: int
    height: int
    words: tuple[Word, ...]
    rule: tuple[float, float, float, float]


def draw_band(image: Image.Image, facts: StampFacts) -> Image.Image:
    """The picture (RGB) with the band; drawn into it, or into a larger copy if it is too small to hold the band."""
    unit = max(_LEAST_UNIT, min(min(image.size) / _SHORT_EDGE, max(image.size) / _LONG_EDGE))
    setter = Typesetter(unit)
    margin = round(_MARGIN * unit)
    panel = _panel(setter, unit, max(image.width, _LEAST_WIDTH) - 2 * margin, facts)
    canvas = _with_room(image, panel, margin)
    left, top = (canvas.width - panel.width) // 2, canvas.height - margin - panel.height
    _darken(canvas, (left, top, left + panel.width, top + panel.height), round(_RADIUS * unit))
    _write(canvas, setter, unit, panel, (left, top))
    return canvas


def _panel(setter: Typesetter, unit: float, width: int, facts: StampFacts) -> _Panel:
    """Two columns where there is room, else one part below the other."""
    left, top = _PADDING * unit, _TOP * unit
    inner = width - 2 * left
    if width >= (_TWO_COLUMNS - 2 * _MARGIN) * unit:
        middle = left + inner * _LEFT_SHARE
        half_gap = _COLUMN_GAP / 2 * unit
        words, bottom = setter.column(when_and_where(facts), left, top, middle - half_gap - left)
        level = setter.baseline(top, TIME) - setter.baseline(top, LEAD)
        more, end = setter.column(what(facts), middle + half_gap, top + level, left + inner - middle - half_gap)
        bottom = max(bottom, end)
        rule = (middle - unit / 2, top + 7 * unit, middle + unit / 2, bottom - 5 * unit)
    else:
        words, bottom = setter.column(when_and_where(facts), left, top, inner)
        middle = bottom + _RULE_ROOM / 2 * unit
        more, bottom = setter.column(what(facts), left, middle + _RULE_ROOM / 4 * unit, inner)
        rule = (left, middle - unit / 2, left + inner, middle + unit / 2)
    return _Panel(width, round(bottom + top), (*words, *more), rule)


def _with_room(image: Image.Image, panel: _Panel, margin: int) -> Image.Image:
    """The picture itself, or one with room below it when the panel would hide more than half."""
    needed = panel.height + 2 * margin
    if needed <= image.height * _MOST_COVERED and panel.width + 2 * margin <= image.width:
        return image
    canvas = Image.new("RGB", (max(image.width, panel.width + 2 * margin), image.height + needed), INK)
    canvas.info = image.info
    canvas.paste(image, ((canvas.width - image.width) // 2, 0))
    return canvas


def _darken(canvas: Image.Image, box: _Box, radius: int) -> None:
    """Blur and darken a rounded part of the canvas."""
    size = (box[2] - box[0], box[3] - box[1])
    soft = canvas.crop(box).reduce(_SOFTNESS).resize(size, Image.Resampling.BICUBIC)
    dark = Image.blend(soft, Image.new("RGB", size, INK), OPACITY)
    canvas.paste(dark, box[:2], _rounded(size, radius))


def _rounded(size: tuple[int, int], radius: int) -> Image.Image:
    """A mask with smooth round corners: only a disc is drawn large and reduced, then cut into four."""
    across = 2 * radius * _FINENESS
    fine = Image.new("L", (across, across))
    ImageDraw.Draw(fine).ellipse((0, 0, across - 1, across - 1), fill=255)
    disc = fine.reduce(_FINENESS)
    mask = Image.new("L", size, 255)
    for right in (0, 1):
        for low in (0, 1):
            corner = disc.crop((right * radius, low * radius, (right + 1) * radius, (low + 1) * radius))
            mask.paste(corner, (right * (size[0] - radius), low * (size[1] - radius)))
    return mask


def _write(canvas: Image.Image, setter: Typesetter, unit: float, panel: _Panel, at: tuple[int, int]) -> None:
    draw = ImageDraw.Draw(canvas)
    left, top = at
    rule = panel.rule
    draw.rectangle((left + rule[0], top + rule[1], left + rule[2], top + rule[3]), fill=_RULE_COLOUR)
    for word in panel.words:
        face = setter.face(word.style)
        draw.text(
            (left + word.left, top + word.baseline),
            word.text,
            fill=word.style.colour,
            font=face.font,
            anchor="ls",
            language=face.language,
            stroke_width=word.style.stroke * unit,
            stroke_fill=word.style.colour,
        )
