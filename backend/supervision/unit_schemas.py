"""Shapes of naming leads, rating and publishing on the wire."""

from typing import Annotated
from uuid import UUID

import msgspec

from backend.supervision.schemas import Input, Output
from backend.supervision.score_rules import RatingKind

MAX_SELECTION = 200


class LeadNamed(Input):
    """Who will be on site. The same `requestId` again shows the same code for ten minutes."""

    request_id: UUID
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    phone: Annotated[str, msgspec.Meta(max_length=30)]
    unit: Annotated[str, msgspec.Meta(max_length=200)] = ""


class CodeWanted(Input):
    """Asks for a new login code."""

    request_id: UUID


class CodeIssued(Output):
    """A login code, shown once."""

    assignment_id: UUID
    login_code: str
    shown_until: int
    login_url: str


class LeadEntry(Output):
    """A lead, present or former."""

    id: UUID
    name: str
    phone_masked: str
    unit: str
    generation: int
    active_from: int
    ended_at: int | None
    committed_at: int | None


class LeadsShown(Output):
    """The present lead first."""

    items: list[LeadEntry]
    login_url: str


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
    version: int
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
    """Projects ticked in the list."""

    project_ids: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=MAX_SELECTION)]


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


class PublishedList(Output):
    items: list[PublishedRow]
    next: str | None
