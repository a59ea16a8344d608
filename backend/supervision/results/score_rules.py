"""Ratings, pure (catalogue 11.6, CL-SUPRATE)."""

from typing import Literal

RatingKind = Literal["qualified", "basically_qualified", "unqualified"]
"""合格, 基本合格, 不合格."""
PublicationState = Literal["standing", "superseded", "withdrawn"]
"""What has become of a publication: only a standing one is a project's result."""


def note_needed(rating: RatingKind) -> bool:
    """基本合格 and 不合格 need an explanation (评价说明)."""
    return rating != "qualified"


def publication_state(*, newest: bool, withdrawn: bool) -> PublicationState:
    """Only the newest of a project's publications can stand: one that was superseded never comes back."""
    if withdrawn:
        return "withdrawn"
    return "standing" if newest else "superseded"
