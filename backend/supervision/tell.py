"""Telling the organising unit something about one of its projects."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from backend.audit.tables import Event
from backend.audit.work import Work
from backend.flows.events import CaseSubmitted
from backend.kernel.runtime import Runtime
from backend.notifications.actions import Message, deliver
from backend.notifications.kinds import MessageKind
from backend.notifications.recipients import Recipients
from backend.supervision.events import ProjectAdded
from backend.supervision.permissions import UNIT
from backend.supervision.tables import Project

SENT_IN = (ProjectAdded.kind, CaseSubmitted.kind)


async def tell_unit(
    work: Work, kind: MessageKind, *, project_id: UUID, subject_id: UUID, params: Mapping[str, str | int]
) -> None:
    """Tell the unit's people something about one of their projects; its no. and name are added."""
    row = await Project.select(Project.organiser_id).where(Project.id == project_id).first()
    assert row is not None
    heading = await heading_of(project_id)
    message = Message(kind, subject_id=subject_id, scope_id=project_id, params=heading | dict(params))
    people = await people_of_units(work.runtime, {project_id: row["organiser_id"]}, work.at)
    await deliver(work, message, to=people[project_id])


async def heading_of(project_id: UUID) -> dict[str, str | int]:
    """By what a message names a project."""
    row = await Project.select(Project.no, Project.name).where(Project.id == project_id).first()
    assert row is not None
    return {"projectNo": row["no"], "projectName": row["name"]}


async def people_of_units(runtime: Runtime, organisers: Mapping[UUID, UUID], at: int) -> Mapping[UUID, frozenset[UUID]]:
    """For each project (with its unit): the clerks who answer for it, and whoever added it or sent it in and may still
    see it."""
    rows = await Event.select(Event.scope_id, Event.actor_id).where(
        Event.scope_id.is_in(sorted(organisers)), Event.kind.is_in(list(SENT_IN)), Event.actor_id.is_not_null()
    )
    senders: dict[UUID, frozenset[UUID]] = defaultdict(frozenset)
    for row in rows:
        senders[row["scope_id"]] |= {row["actor_id"]}
    recipients = Recipients(runtime, UNIT, at)
    return {
        project_id: await recipients.of(organiser_id, senders=senders[project_id])
        for project_id, organiser_id in organisers.items()
    }
