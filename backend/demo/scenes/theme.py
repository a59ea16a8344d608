"""The colours a project prints in."""

from dataclasses import dataclass

from backend.demo.scenes.colour import Colour


@dataclass(frozen=True)
class Theme:
    """A dark ground, a lively second colour, and the paper."""

    deep: Colour
    lively: Colour
    paper: Colour


THEMES = (
    Theme((18, 58, 122), (64, 160, 222), (244, 248, 252)),
    Theme((206, 84, 108), (252, 190, 96), (255, 248, 244)),
    Theme((146, 26, 34), (236, 184, 84), (253, 247, 238)),
    Theme((30, 92, 64), (198, 160, 88), (250, 247, 234)),
    Theme((6, 108, 112), (126, 206, 190), (242, 251, 249)),
    Theme((84, 56, 142), (190, 140, 226), (249, 246, 253)),
    Theme((190, 92, 22), (250, 196, 92), (255, 249, 240)),
    Theme((16, 32, 72), (40, 196, 214), (240, 246, 250)),
    Theme((56, 70, 84), (148, 196, 66), (247, 249, 245)),
)


def theme_of(look: int) -> Theme:
    """A project's colours."""
    return THEMES[look % len(THEMES)]
