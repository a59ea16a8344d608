"""How many examples a property is tried with where the usual number would take too long."""

from hypothesis import settings

USUAL = 100


def up_to(most: int) -> int:
    """So many, or the share of them that the profile in force asks for."""
    return max(1, most * min(USUAL, settings().max_examples) // USUAL)
