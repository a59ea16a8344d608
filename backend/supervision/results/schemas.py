"""Shapes of rating and publishing on the wire."""

from typing import Annotated
from uuid import UUID

import msgspec

from backend.kernel.wire import Input, Output
from backend.supervision.results.score_rules import PublicationState, RatingKind

MAX_SELECTION = 200


class RatingSent(Input):
    """A rating; `confirmed` when evidence may still arrive."""

    rating: RatingKind
    note: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    confirmed: bool = False


class RatingVersion(Output):
    version: int
    rating: str
    note: str
    by: str
    at: int
    early: bool


class PublicationVersion(Output):
    """`superseded`: a later one was published, which is the result even if it was withdrawn since."""

    version: int
    state: PublicationState
    rating: str
    note: str
    at: int
    withdrawn_at: int | None
    withdrawn_reason: str | None


class Results(Output):
    """Every version of rating and publication, newest first."""

    stale: bool
    ratings: list[RatingVersion]
    publications: list[PublicationVersion]


class SelectionSent(Input):
    """Projects ticked in the list; `confirmed` when evidence came after some of their ratings."""

    project_ids: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=MAX_SELECTION)]
    confirmed: bool = False


class PublishedCount(Output):
    published: int


class ReasonSent(Input):
    reason: Annotated[str, msgspec.Meta(max_length=2000)]


class PublishedRow(Output):
    """A published result (公布列表)."""

    project_id: UUID
    no: str
    name: str
    organiser: str
    planned_start: str
    planned_end: str
    rating: str
    note: str
    version: int
    at: int
