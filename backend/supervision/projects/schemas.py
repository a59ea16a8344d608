"""Shapes of the project list on the wire."""

from uuid import UUID

from backend.kernel.wire import Output


class SlotCounts(Output):
    """Half-days: `due` are complete or over."""

    due: int
    complete: int
    total: int


class ItemPercents(Output):
    """How much of what is due is there, per item, 0 to 100 (完成比例)."""

    venue: int
    agenda_board: int
    room: int
    lecturer: int


class ProjectRow(Output):
    """A project in the list (catalogue 11.2, 11.6). `missing`: half-days that are over and not complete.

    `led`: somebody is named. `ratingStale`: evidence came after the rating. A unit is told published ratings only.
    """

    id: UUID
    no: str
    name: str
    organiser: str
    planned_start: str
    planned_end: str
    filing: str
    filed_at: int | None
    slots: SlotCounts
    items: ItemPercents
    look: int
    missing: int
    first_at: int | None
    latest_at: int | None
    rating: str | None
    rating_stale: bool
    led: bool
    published: bool


class ListCounts(Output):
    """Projects by the state of their supervision, in the chosen state of the filing. `missing`: lack a half-day."""

    all: int
    running: int
    look: int
    complete: int
    missing: int


class FilingCounts(Output):
    """Projects by the state of their filing, in the chosen state of the supervision."""

    not_filed: int = 0
    in_review: int = 0
    approved: int = 0
    rejected: int = 0
    returned: int = 0


class ProjectList(Output):
    """A page. `total`: projects that match everything asked for, on all pages."""

    items: list[ProjectRow]
    next: str | None
    total: int
    counts: ListCounts
    filing_counts: FilingCounts
