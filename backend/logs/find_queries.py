"""What a log can be narrowed to, found by part of its name."""

import asyncio
from typing import Any

from backend.identity.tables import Person
from backend.kernel.db import contains
from backend.logs.schemas import OrganisationNamed, PersonNamed, ProjectNamed, ThingsFound
from backend.logs.window import Condition
from backend.organisations.tables import Organisation
from backend.supervision.tables import Assignment, Project

Row = dict[str, Any]
MOST = 8
SHORTEST = 2
"""Of a search: a single letter finds half of everything."""


async def find_things(text: str, *, watched: Condition | None) -> ThingsFound:
    """The first few of each kind by name; of the projects of `watched` (None: all), their organisers and leads."""
    part = text.strip()
    if len(part) < SHORTEST:
        return ThingsFound([], [], [])
    people, organisations, projects = await asyncio.gather(
        _people(part, watched), _organisations(part, watched), _projects(part, watched)
    )
    return ThingsFound(people, organisations, projects)


async def _people(part: str, watched: Condition | None) -> list[PersonNamed]:
    wanted: Condition = contains(Person.name, part)
    if watched is not None:
        leads = Assignment.select(Assignment.person_id).where(Assignment.project_id.is_in(_ids(watched)))
        wanted = wanted & Person.id.is_in(leads)
    rows: list[Row] = await Person.select(Person.id, Person.name).where(wanted).order_by(Person.name).limit(MOST)
    return [PersonNamed(row["id"], row["name"]) for row in rows]


async def _organisations(part: str, watched: Condition | None) -> list[OrganisationNamed]:
    table = Organisation
    wanted: Condition = contains(table.name, part)
    if watched is not None:
        wanted = wanted & table.id.is_in(Project.select(Project.organiser_id).where(watched))
    rows: list[Row] = await table.select(table.id, table.name).where(wanted).order_by(table.name).limit(MOST)
    return [OrganisationNamed(row["id"], row["name"]) for row in rows]


async def _projects(part: str, watched: Condition | None) -> list[ProjectNamed]:
    wanted: Condition = contains(Project.name, part) | contains(Project.no, part)
    if watched is not None:
        wanted = wanted & watched
    rows: list[Row] = (
        await Project.select(Project.id, Project.no, Project.name).where(wanted).order_by(Project.no).limit(MOST)
    )
    return [ProjectNamed(row["id"], row["no"], row["name"]) for row in rows]


def _ids(watched: Condition) -> Any:  # noqa: ANN401 - a subquery of Piccolo's
    return Project.select(Project.id).where(watched)
