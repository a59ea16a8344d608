"""Colours as three whole numbers, and what light does to them."""

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Between two colours; `share` 0 is the first, 1 the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def lit(colour: Colour, light: float) -> Colour:
    """The colour under more (above 1) or less light."""
    red, green, blue = (max(0, min(255, round(part * light))) for part in colour)
    return red, green, blue
