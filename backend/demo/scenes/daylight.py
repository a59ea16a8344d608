"""How bright it is outside, and of which colour, by the time of day."""

from itertools import pairwise

from backend.demo.scenes.colour import Colour, mix

_SKIES: tuple[tuple[float, Colour, Colour], ...] = (
    (0.0, (10, 14, 32), (26, 32, 56)),
    (6.2, (60, 74, 120), (226, 166, 130)),
    (7.6, (128, 166, 204), (246, 220, 186)),
    (9.5, (104, 154, 206), (206, 228, 244)),
    (13.0, (92, 146, 204), (190, 220, 242)),
    (15.5, (112, 152, 194), (228, 226, 214)),
    (17.0, (96, 116, 172), (250, 184, 116)),
    (18.2, (44, 48, 92), (206, 112, 88)),
    (19.5, (14, 18, 42), (44, 44, 78)),
    (24.0, (10, 14, 32), (26, 32, 56)),
)


def sky_at(hour: float) -> tuple[Colour, Colour]:
    """The sky above and at the horizon."""
    for (start, above, below), (end, above_then, below_then) in pairwise(_SKIES):
        if start <= hour <= end:
            share = (hour - start) / (end - start)
            return mix(above, above_then, share), mix(below, below_then, share)
    return _SKIES[0][1], _SKIES[0][2]


def daylight(hour: float) -> float:
    """0 at night, 1 from nine to four."""
    rising, falling = (hour - 5.5) / 3.0, (19.0 - hour) / 3.0
    return max(0.0, min(1.0, rising, falling))
