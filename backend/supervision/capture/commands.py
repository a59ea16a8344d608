"""`halfday recount`: are the counters that lists show what captures, findings and rulings say (design §8)?"""

import argparse
import sys
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from backend.audit.work import Work, unit_of_work
from backend.kernel.actor import SYSTEM
from backend.kernel.commands import Command
from backend.kernel.db import lock_row
from backend.kernel.runtime import Runtime
from backend.supervision.capture.recount import recount_slots
from backend.supervision.capture.tables import Capture
from backend.supervision.events import ProjectRecounted
from backend.supervision.tables import Project, Slot

PAGE = 200
Rows = dict[UUID, dict[str, Any]]


async def recount_all(runtime: Runtime, chosen: argparse.Namespace) -> int:
    """Count every project anew, one at a time; say what was wrong, and mend it unless only asked to check."""
    counted = wrong = 0
    async for project in _projects():
        counted += 1
        found = await recount_project(runtime, project["id"], only_check=chosen.check)
        if found is not None:
            wrong += 1
            told = f"{found.captures} photos, {found.slots} half-days"
            sys.stdout.write(f"project {project['no']}: wrong, with the marks of {told}\n")
    if not wrong:
        sys.stdout.write(f"OK: the counters of {counted} projects are right\n")
        return 0
    if chosen.check:
        sys.stdout.write(
            f"{wrong} of {counted} projects are counted wrongly. Stop the server and run halfday recount.\n"
        )
        return 1
    sys.stdout.write(f"{wrong} of {counted} projects were counted wrongly and are right now; the log tells which.\n")
    return 0


async def _projects() -> AsyncIterator[dict[str, Any]]:
    page = Project.select(Project.id, Project.no).order_by(Project.id).limit(PAGE)
    rows = await page
    while rows:
        for row in rows:
            yield row
        rows = await page.where(Project.id > rows[-1]["id"])


async def recount_project(runtime: Runtime, project_id: UUID, *, only_check: bool) -> ProjectRecounted | None:
    """What was wrong with a project's counters, and is mended; to only check, it is rolled back."""
    async with unit_of_work(runtime, SYSTEM, role="system") as work:
        found = await _compare(work, project_id)
        if found is None or only_check:
            work.unchanged()
        else:
            work.record(found)
    return found


async def _compare(work: Work, project_id: UUID) -> ProjectRecounted | None:
    await lock_row(Project, Project.id, project_id)
    before = await _standing(project_id)
    await recount_slots(work, before[1])
    after = await _standing(project_id)
    if before == after:
        return None
    captures, slots, _ = (
        sum(row != now[key] for key, row in rows.items()) for rows, now in zip(before, after, strict=True)
    )
    return ProjectRecounted(subject_id=project_id, scope_id=project_id, captures=captures, slots=slots)


async def _standing(project_id: UUID) -> tuple[Rows, Rows, Rows]:
    """Captures, half-days and the project itself, with every column that counting may change."""
    marks = Capture.select(Capture.id, Capture.counts, Capture.to_look_at)
    captures = await marks.where(Capture.project_id == project_id)
    slots = await Slot.select().where(Slot.project_id == project_id)
    projects = await Project.select().where(Project.id == project_id)
    by_id = [{row["id"]: row for row in rows} for rows in (captures, slots, projects)]
    return by_id[0], by_id[1], by_id[2]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--check", action="store_true", help="change nothing, beside a server if need be; 1 if any is wrong"
    )


COMMANDS = (
    Command("recount", "count photos and half-days anew and mend counters", recount_all, _arguments, writes=True),
)
