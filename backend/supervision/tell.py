"""Telling the organising unit something about one of its projects."""

from collections.abc import Mapping
from uuid import UUID

from backend.audit.tables import Event
from backend.audit.work import Work
from backend.flows.events import CaseSubmitted
from backend.notifications.actions import Message, deliver
from backend.notifications.kinds import MessageKind
from backend.notifications.recipients import people_of
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
    await deliver(work, message, to=await unit_people(work, project_id, row["organiser_id"]))


async def heading_of(project_id: UUID) -> dict[str, str | int]:
    """By what a message names a project."""
    row = await Project.select(Project.no, Project.name).where(Project.id == project_id).first()
    assert row is not None
    return {"projectNo": row["no"], "projectName": row["name"]}


async def unit_people(work: Work, project_id: UUID, organiser_id: UUID) -> frozenset[UUID]:
    """The clerks who answer for a project's unit, and whoever added it or sent it in and may still see it."""
    rows = await Event.select(Event.actor_id).where(
        Event.scope_id == project_id, Event.kind.is_in(list(SENT_IN)), Event.actor_id.is_not_null()
    )
    senders = frozenset(row["actor_id"] for row in rows)
    return await people_of(work.runtime, organiser_id, UNIT, work.at, senders=senders)
