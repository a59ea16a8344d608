"""The list of supervised projects with progress (catalogue 11.6); counters are kept, not counted."""

import asyncio
from functools import reduce
from operator import and_
from typing import Any, get_args

from piccolo.query import OrderByRaw

from backend.kernel.actor import Actor
from backend.kernel.db import run
from backend.kernel.paging import check_limit
from backend.kernel.runtime import Runtime
from backend.supervision.permissions import AUTHORITY, Condition, projects_seen
from backend.supervision.projects.filters import Filing, Filters, Moment, Order, State, in_state, in_states, matching
from backend.supervision.projects.schemas import (
    FilingCounts,
    ItemPercents,
    ListCounts,
    ProjectList,
    ProjectRow,
    SlotCounts,
)
from backend.supervision.results.queries import published_ratings
from backend.supervision.tables import Project

Row = dict[str, Any]
PERCENT = 100
STATES: tuple[State, ...] = get_args(State)
FILINGS: tuple[Filing, ...] = get_args(Filing)
_WITH_PROGRESS = """SELECT project.*,
    (SELECT COUNT(*) FROM slot WHERE slot.project_id = project.id AND slot.active AND slot.closes_at <= {}
        AND slot.submitted_at IS NULL) AS missing,
    EXISTS (SELECT 1 FROM assignment WHERE assignment.project_id = project.id AND assignment.ended_at IS NULL) AS led
FROM project"""
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
    conditions = [*found, *in_states(filters, now), *order.after(cursor)]
    (shown, following), (total, counts, filings) = await asyncio.gather(
        _page(conditions, order, check_limit(limit), now), _counts(found, filters, now)
    )
    items = [_row(row) for row in (shown if judges else await as_published(shown))]
    return ProjectList(items=items, next=following, total=total, counts=counts, filing_counts=filings)


async def _page(wanted: list[Condition], order: Order, size: int, now: Moment) -> tuple[list[Row], str | None]:
    """Rows in order, and the cursor of what follows."""
    # rows in the very order of their making are each a better page so far: sorting their ids costs a fifth
    ids = Project.select(Project.id).where(*wanted).order_by(OrderByRaw(order.sql)).limit(size + 1)
    rows = await projects_with_progress(Project.id.is_in(ids), order.sql, now.at)
    return rows[:size], order.cursor(rows[size - 1]) if len(rows) > size else None


async def _counts(found: list[Condition], filters: Filters, now: Moment) -> tuple[int, ListCounts, FilingCounts]:
    """How many match, and how many would with another state or another filing chosen.

    One count of each filing beside the others: grouping would sort all that was found, which costs as much again.
    The filing stands in the text: as a value PostgreSQL would not know which is rare, and read all projects for each.
    """
    states = ", ".join(f"COUNT(*) FILTER (WHERE {{}}) AS {name}" for name in STATES)
    each = (
        f"SELECT '{filing}' AS filing, COUNT(*) AS \"all\", {states} FROM project WHERE filing = '{filing}' AND {{}}"  # noqa: S608 - names of ours
        for filing in FILINGS
    )
    values = [*(in_state(name, now).querystring for name in STATES), reduce(and_, found).querystring]
    rows = await run(" UNION ALL ".join(each), *values * len(FILINGS))
    by_filing = {row["filing"]: row for row in rows if row["all"]}
    chosen = [row for filing, row in by_filing.items() if filters.filing in {None, filing}]
    counts = {name: sum(row[name] for row in chosen) for name in ("all", *STATES)}
    state = filters.state or "all"
    filings = FilingCounts(**{filing: row[state] for filing, row in by_filing.items()})
    return counts[state], ListCounts(**counts), filings


async def as_published(rows: list[Row]) -> list[Row]:
    """Projects with the ratings that were published: before that a unit is told nothing (catalogue 11.6, 公布)."""
    told = await published_ratings([row["id"] for row in rows])
    return [row | {"rating": told.get(row["id"]), "rating_stale": False} for row in rows]


async def projects_with_progress(wanted: Condition, order: str, now: int) -> list[Row]:
    """Rows of projects, each with how many half-days are over and not complete, and whether somebody leads it now."""
    return await run(f"{_WITH_PROGRESS} WHERE {{}} ORDER BY {order}", now, wanted.querystring)


def _row(row: Row) -> ProjectRow:
    total, missing = row["slots_total"], row["missing"]
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
        led=bool(row["led"]),
        published=row["published"],
    )


def percent(done: int, total: int) -> int:
    """How much of what is due is there, 0 to 100; 0 when nothing is due."""
    return done * PERCENT // total if total else 0
