"""Ratings, pure (catalogue 11.6, CL-SUPRATE)."""

from typing import Literal

RatingKind = Literal["qualified", "basically_qualified", "unqualified"]
"""合格, 基本合格, 不合格."""


def note_needed(rating: RatingKind) -> bool:
    """基本合格 and 不合格 need an explanation (评价说明)."""
    return rating != "qualified"
