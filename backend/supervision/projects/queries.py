"""The list of supervised projects with progress (catalogue 11.6); counters are kept, not counted."""

from typing import Any, get_args
from uuid import UUID

from piccolo.query import Select
from piccolo.query.functions import Count
from piccolo.querystring import QueryString

from backend.kernel.actor import Actor
from backend.kernel.paging import check_limit
from backend.kernel.runtime import Runtime
from backend.supervision.permissions import AUTHORITY, Condition, projects_seen
from backend.supervision.projects.filters import Filters, Moment, Order, State, in_state, in_states, matching
from backend.supervision.projects.schemas import (
    FilingCounts,
    ItemPercents,
    ListCounts,
    ProjectList,
    ProjectRow,
    SlotCounts,
)
from backend.supervision.results.queries import published_ratings
from backend.supervision.tables import Assignment, Project, Slot

Row = dict[str, Any]
PERCENT = 100
STATES: tuple[State, ...] = get_args(State)
NOTHING = ProjectList(
    items=[],
    next=None,
    total=0,
    counts=ListCounts(all=0, running=0, look=0, complete=0, missing=0),
    filing_counts=FilingCounts(),
)


async def list_projects(
    runtime: Runtime, actor: Actor, filters: Filters, order: Order, *, cursor: str | None, limit: int | None
) -> ProjectList:
    """One page, how many there are in all, and the counts of each state; always the same few queries."""
    seen = await projects_seen(actor)
    if seen is None:
        return NOTHING
    now = Moment.of(runtime)
    judges = actor.has(AUTHORITY)
    found = [seen, *matching(filters, judges=judges)]
    conditions = [*found, *in_states(filters, now)]
    after = order.after(cursor)
    if after is not None:
        conditions.append(after)
    size = check_limit(limit)
    # rows in the very order of their making are each a better page so far: sorting their ids costs a fifth
    page = Project.select(Project.id).where(*conditions).order_by(order.raw).limit(size + 1)
    rows: list[Row] = await Project.select().where(Project.id.is_in(page)).order_by(order.raw)
    shown = rows[:size]
    following = order.cursor(shown[-1]) if len(rows) > size else None
    ids = [row["id"] for row in shown]
    missing, led = await missing_slots(ids, now.at), await _led(ids)
    rows = shown if judges else await as_published(shown)
    items = [_row(row, missing.get(row["id"], 0), led=row["id"] in led) for row in rows]
    total, counts, filings = await _counts(found, filters, now)
    return ProjectList(items=items, next=following, total=total, counts=counts, filing_counts=filings)


async def _counts(found: list[Condition], filters: Filters, now: Moment) -> tuple[int, ListCounts, FilingCounts]:
    """How many match, and how many would with another state or another filing chosen; one pass over what was found."""
    sums = [_how_many(name, in_state(name, now)) for name in STATES]
    rows = await Project.select(Project.filing, Count().as_alias("all"), *sums).where(*found).group_by(Project.filing)
    by_filing = {row["filing"]: {name: int(row[name] or 0) for name in ("all", *STATES)} for row in rows}
    chosen = [row for filing, row in by_filing.items() if filters.filing in {None, filing}]
    counts = {name: sum(row[name] for row in chosen) for name in ("all", *STATES)}
    state = filters.state or "all"
    filings = FilingCounts(**{filing: row[state] for filing, row in by_filing.items()})
    return counts[state], ListCounts(**counts), filings


def _how_many(name: str, condition: Condition) -> QueryString:
    return QueryString("SUM(CASE WHEN {} THEN 1 ELSE 0 END)", condition.querystring, alias=name)


async def as_published(rows: list[Row]) -> list[Row]:
    """Projects with the ratings that were published: before that a unit is told nothing (catalogue 11.6, 公布)."""
    told = await published_ratings([row["id"] for row in rows])
    return [row | {"rating": told.get(row["id"]), "rating_stale": False} for row in rows]


async def _led(ids: list[UUID]) -> set[UUID]:
    """Those for which somebody is the on-site lead now."""
    if not ids:
        return set()
    rows = await Assignment.select(Assignment.project_id).where(
        Assignment.project_id.is_in(ids), Assignment.ended_at.is_null()
    )
    return {row["project_id"] for row in rows}


async def missing_slots(projects: Select[Project] | list[UUID], now: int) -> dict[UUID, int]:
    """Per project: half-days whose time is over and that are not complete."""
    if not projects:
        return {}
    rows = (
        await Slot.select(Slot.project_id, Count().as_alias("n"))
        .where(Slot.project_id.is_in(projects), Slot.active.eq(True))
        .where(Slot.closes_at <= now, Slot.submitted_at.is_null())
        .group_by(Slot.project_id)
    )
    return {row["project_id"]: row["n"] for row in rows}


def _row(row: Row, missing: int, *, led: bool) -> ProjectRow:
    total = row["slots_total"]
    return ProjectRow(
        id=row["id"],
        no=row["no"],
        name=row["name"],
        organiser=row["organiser_name"],
        planned_start=row["planned_start"],
        planned_end=row["planned_end"],
        filing=row["filing"],
        filed_at=row["filed_at"],
        slots=SlotCounts(due=row["slots_complete"] + missing, complete=row["slots_complete"], total=total),
        items=ItemPercents(
            venue=percent(row["venue_done"], total),
            agenda_board=percent(row["board_done"], total),
            room=percent(row["room_done"], total),
            lecturer=percent(row["lecturers_done"], row["lecturers_total"]),
        ),
        look=row["look"],
        missing=missing,
        first_at=row["first_at"],
        latest_at=row["latest_at"],
        rating=row["rating"],
        rating_stale=row["rating_stale"],
        led=led,
        published=row["published"],
    )


def percent(done: int, total: int) -> int:
    """How much of what is due is there, 0 to 100; 0 when nothing is due."""
    return done * PERCENT // total if total else 0
