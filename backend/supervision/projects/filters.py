"""Which projects a list shows and in which order (catalogue 11.6, filters)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter
from piccolo.columns import Column
from piccolo.columns.combination import WhereRaw

from backend.kernel.clock import local_date
from backend.kernel.db import contains
from backend.kernel.errors import Invalid
from backend.kernel.paging import decode_cursor, encode_cursor
from backend.kernel.runtime import Runtime
from backend.supervision.permissions import Condition
from backend.supervision.results.queries import publications_standing
from backend.supervision.results.tables import Publication
from backend.supervision.tables import Project

State = Literal["running", "look", "complete", "missing"]
Filing = Literal["not_filed", "in_review", "approved", "rejected", "returned"]
Sort = Literal["start", "no", "filed", "first", "latest", "look", "complete"]
Rating = Literal["unrated", "qualified", "basically_qualified", "unqualified"]
COLUMNS: dict[Sort, Column] = {
    "start": Project.planned_start,
    "no": Project.no,
    "filed": Project.filed_at,
    "first": Project.first_at,
    "latest": Project.latest_at,
    "look": Project.look,
    "complete": Project.slots_complete,
}


@dataclass(frozen=True)
class Filters:
    """What was asked for; empty or null where nothing was.

    `since`, `until`: projects that meet on any day of this range, both included. `text`: part of name, number or
    organiser.
    """

    text: str = ""
    state: State | None = None
    filing: Filing | None = None
    rating: Rating | None = None
    published: bool | None = None
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class Moment:
    """Now, and its day in the deployment's zone."""

    at: int
    today: str

    @classmethod
    def of(cls, runtime: Runtime) -> "Moment":
        at = runtime.now()
        return cls(at, local_date(at, runtime.zone).isoformat())


FiltersDep = NamedDependency[Filters]
"""A handler's parameter `filters`, from the query string."""


@dataclass(frozen=True)
class Order:
    """By a column, projects without a value last; equal ones by number."""

    sort: Sort = "start"
    descending: bool = True

    @property
    def column(self) -> Column:
        return COLUMNS[self.sort]

    @property
    def sql(self) -> str:
        """For ORDER BY; both engines place nulls differently unless told."""
        name = self.column._meta.db_column_name
        return f'"{name}" {"DESC" if self.descending else "ASC"} NULLS LAST, "no"'

    def after(self, cursor: str | None) -> list[Condition]:
        """The condition on rows behind the last one shown; none on the first page.

        Raises:
            Invalid: the cursor belongs to a list in another order.
        """
        key = decode_cursor(cursor, 3)
        if key is None:
            return []
        sort, value, no = key
        if sort != self._name or not isinstance(no, str):
            raise Invalid("cursor of another order", errors={"cursor": ["invalid"]})
        following = Project.no > no
        if value is None:
            return [self.column.is_null() & following]
        beyond = self.column < value if self.descending else self.column > value
        return [beyond | ((self.column == value) & following) | self.column.is_null()]

    def cursor(self, row: dict[str, object]) -> str:
        """Names the last row shown."""
        value = row[self.column._meta.name]
        assert value is None or isinstance(value, int | str)
        return encode_cursor(self._name, value, str(row["no"]))

    @property
    def _name(self) -> str:
        return f"{'-' if self.descending else ''}{self.sort}"


def provide_filters(
    q: FromQuery[str] = "",
    shown: Annotated[State | None, QueryParameter(name="state")] = None,
    filing: FromQuery[Filing | None] = None,
    rating: FromQuery[Rating | None] = None,
    published: FromQuery[bool | None] = None,
    since: Annotated[date | None, QueryParameter(name="from")] = None,
    until: Annotated[date | None, QueryParameter(name="to")] = None,
) -> Filters:
    """What the query string asks for."""
    first, last = since.isoformat() if since else "", until.isoformat() if until else ""
    return Filters(q, shown, filing, rating, published, first, last)


def read_order(text: str) -> Order:
    """`latest`, or `-latest` for the newest first.

    Raises:
        Invalid: no such order.
    """
    if not text:
        return Order()
    for sort in COLUMNS:
        if text.lstrip("-") == sort:
            return Order(sort, text.startswith("-"))
    raise Invalid("no such order", errors={"sort": ["unknown_choice"]})


def matching(filters: Filters, *, judges: bool) -> list[Condition]:
    """All that is asked for but the two states: projects are counted by these, within what the rest finds.

    Whoever does not judge finds by published ratings only, as nothing else is shown to them.
    """
    found: list[Condition] = []
    text = filters.text.replace("\0", "").strip()
    if text:
        found.append(contains(Project.name, text) | contains(Project.no, text) | contains(Project.organiser_name, text))
    if filters.rating:
        found.append(_rated(filters.rating) if judges else _shown_as(filters.rating))
    if filters.published is not None:
        found.append(Project.published.eq(filters.published))
    if filters.since:
        found.append(Project.planned_end >= filters.since)
    if filters.until:
        found.append(Project.planned_start <= filters.until)
    return found


def _rated(rating: Rating) -> Condition:
    return Project.rating.is_null() if rating == "unrated" else Project.rating == rating


def _shown_as(rating: Rating) -> Condition:
    if rating == "unrated":
        return Project.published.eq(False)
    told = Publication.select(Publication.project_id).where(
        Publication.rating_id._.rating == rating, publications_standing()
    )
    return Project.id.is_in(told)


def in_states(filters: Filters, now: Moment) -> list[Condition]:
    """The state of the filing and that of the supervision, where one is asked for."""
    found: list[Condition] = [Project.filing == filters.filing] if filters.filing else []
    return [*found, in_state(filters.state, now)] if filters.state else found


def in_state(state: State, now: Moment) -> Condition:
    """Projects that run today, hold something to look at, have every half-day, or lack one that is over."""
    today = now.today
    if state == "running":
        running = (Project.planned_start <= today) & (Project.planned_end >= today)
        return running & (Project.filing == "approved")
    if state == "look":
        return Project.look > 0
    if state == "complete":
        return (Project.slots_total > 0) & (Project.slots_complete == Project.slots_total)
    begun = (Project.planned_start <= today) & (Project.slots_complete < Project.slots_total)
    return begun & ((Project.planned_end < today) | _lacks_closed(now.at))


def _lacks_closed(now: int) -> WhereRaw:
    """Exact, but dearer than the days: asked only of those that meet today.

    The first that lacks, not whether one EXISTS: PostgreSQL would answer that by reading all half-days beforehand.
    """
    return WhereRaw(
        "(SELECT MIN(closes_at) FROM slot WHERE slot.project_id = project.id AND slot.active"
        " AND slot.submitted_at IS NULL) <= {}",
        now,
    )
