"""Who may see and do what with a project. A forbidden read answers as if absent (design §9)."""

from uuid import UUID

from piccolo.columns import Varchar
from piccolo.columns.combination import And, Or, Where

from backend.kernel.actor import Actor
from backend.kernel.errors import NotFound, NotPermitted
from backend.organisations.queries import organisation_paths
from backend.organisations.tree.path_rules import is_within, subtree_range
from backend.supervision.tables import Project

AUTHORITY = "cme_authority"
UNIT = "cme_institution"
ONSITE_LEAD = "onsite_lead"
FORMER_LEAD = "former_lead"
"""A replaced lead's phone: it may send what it took before, by its key alone."""
NOT_FILED = "not_filed"
Condition = Where | And | Or


async def visible_paths(actor: Actor, *roles: str) -> list[str]:
    """The paths whose subtrees the actor's roles reach."""
    held = frozenset().union(*(actor.organisations(role) for role in roles or (AUTHORITY, UNIT)))
    return await organisation_paths(held)


def within(paths: list[str], column: Varchar = Project.organiser_path) -> Condition:
    """The condition that a project's organiser lies in one of these subtrees."""
    conditions: list[Condition] = []
    for path in paths:
        low, high = subtree_range(path)
        conditions.append((column >= low) & (column <= high))
    found = conditions[0]
    for condition in conditions[1:]:
        found = found | condition
    return found


async def projects_seen(actor: Actor) -> Condition | None:
    """The condition on projects the actor may see, None if there are none: authorities see what was filed."""
    units, authorities = await visible_paths(actor, UNIT), await visible_paths(actor, AUTHORITY)
    own = within(units) if units else None
    filed = within(authorities) & (Project.filing != NOT_FILED) if authorities else None
    if own is None or filed is None:
        return filed if own is None else own
    return own | filed


async def see_project(actor: Actor, project_id: UUID) -> None:
    """Let the organiser's unit see a project and, once it was filed, the authorities above it.

    Raises:
        NotFound: absent, or not theirs.
    """
    if not await _reaches(actor, project_id, AUTHORITY, UNIT):
        raise NotFound


async def file_project(actor: Actor, project_id: UUID) -> None:
    """Let the organiser's own unit file, change and staff a project.

    Raises:
        NotFound: not even visible. NotPermitted: visible, but another's to file.
    """
    await see_project(actor, project_id)
    if not await _reaches(actor, project_id, UNIT):
        raise NotPermitted


async def may_file(actor: Actor, project_id: UUID) -> bool:
    """Whether the project is the actor's own unit's."""
    return await _reaches(actor, project_id, UNIT)


async def judge_project(actor: Actor, project_id: UUID) -> None:
    """Let an authority above the organiser judge.

    Raises:
        NotFound: not even visible. NotPermitted: visible, but theirs to see only.
    """
    await see_project(actor, project_id)
    if not await _reaches(actor, project_id, AUTHORITY):
        raise NotPermitted


async def _reaches(actor: Actor, project_id: UUID, *roles: str) -> bool:
    row = await Project.select(Project.organiser_path, Project.filing).where(Project.id == project_id).first()
    reaching = [role for role in roles if row and (role != AUTHORITY or row["filing"] != NOT_FILED)]
    if row is None or not reaching:
        return False
    paths = await visible_paths(actor, *reaching)
    return any(is_within(row["organiser_path"], path) for path in paths)
