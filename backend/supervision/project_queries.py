"""The list of supervised projects with progress (catalogue 11.6), paged by key; counters are kept, not counted."""

from typing import Any
from uuid import UUID

from piccolo.query.functions import Count

from backend.kernel.actor import Actor
from backend.kernel.clock import local_date
from backend.kernel.paging import check_limit, decode_cursor, encode_cursor
from backend.kernel.runtime import Runtime
from backend.supervision.permissions import Condition, projects_seen
from backend.supervision.tables import Project, Slot
from backend.supervision.wall_schemas import FilingCounts, ItemPercents, ListCounts, ProjectList, ProjectRow, SlotCounts

Row = dict[str, Any]
PERCENT = 100
NO_COUNTS = ListCounts(all=0, running=0, look=0, complete=0, missing=0)


async def list_projects(
    runtime: Runtime, actor: Actor, *, text: str, state: str, filing: str, cursor: str | None, limit: int | None
) -> ProjectList:
    """One page, newest start first, with the counts of each state."""
    base = await projects_seen(actor)
    if base is None:
        return ProjectList(items=[], next=None, counts=NO_COUNTS, filing_counts=FilingCounts())
    today = local_date(runtime.now(), runtime.zone).isoformat()
    if text.strip():
        base = base & _matches(text.strip())
    wanted = base & _state(state, today) if state in _STATES else base
    if filing:
        wanted = wanted & (Project.filing == filing)
    after = decode_cursor(cursor, 2)
    page: Condition = wanted
    if after:
        start, no = str(after[0]), str(after[1])
        page = wanted & ((Project.planned_start < start) | ((Project.planned_start == start) & (Project.no > no)))
    size = check_limit(limit)
    rows: list[Row] = (
        await Project.select()
        .where(page)
        .order_by(Project.planned_start, ascending=False)
        .order_by(Project.no)
        .limit(size + 1)
    )
    more = len(rows) > size
    shown = rows[:size]
    following = encode_cursor(shown[-1]["planned_start"], shown[-1]["no"]) if more else None
    missing = await _missing([row["id"] for row in shown], runtime.now())
    items = [_row(row, missing.get(row["id"], 0)) for row in shown]
    counts, filings = await _counts(base, today), await _filings(base)
    return ProjectList(items=items, next=following, counts=counts, filing_counts=filings)


def _matches(text: str) -> Condition:
    like = f"%{text}%"
    return Project.name.ilike(like) | Project.no.ilike(like) | Project.organiser_name.ilike(like)


def _state(state: str, today: str) -> Condition:
    if state == "running":
        running = (Project.planned_start <= today) & (Project.planned_end >= today)
        return running & (Project.filing == "approved")
    if state == "look":
        return Project.look > 0
    complete = (Project.slots_total > 0) & (Project.slots_complete == Project.slots_total)
    if state == "complete":
        return complete
    return (Project.planned_start <= today) & (Project.slots_complete < Project.slots_total)


_STATES = ("running", "look", "complete", "missing")


async def _counts(base: Condition, today: str) -> ListCounts:
    found = {"all": await _count(base)} | {state: await _count(base & _state(state, today)) for state in _STATES}
    return ListCounts(**found)


async def _filings(base: Condition) -> FilingCounts:
    rows = await Project.select(Project.filing, Count().as_alias("n")).where(base).group_by(Project.filing)
    return FilingCounts(**{row["filing"]: row["n"] for row in rows})


async def _count(condition: Condition) -> int:
    row = await Project.select(Count().as_alias("n")).where(condition).first()
    return int(row["n"]) if row else 0


async def _missing(ids: list[UUID], now: int) -> dict[UUID, int]:
    """Per project: half-days whose time is over and that are not complete."""
    if not ids:
        return {}
    rows = (
        await Slot.select(Slot.project_id, Count().as_alias("n"))
        .where(Slot.project_id.is_in(ids), Slot.active.eq(True), Slot.closes_at <= now, Slot.submitted_at.is_null())
        .group_by(Slot.project_id)
    )
    return {row["project_id"]: row["n"] for row in rows}


def _row(row: Row, missing: int) -> ProjectRow:
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
        published=row["published"],
    )


def percent(done: int, total: int) -> int:
    """How much of what is due is there, 0 to 100; 0 when nothing is due."""
    return done * PERCENT // total if total else 0
