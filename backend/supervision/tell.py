"""Telling the organising unit something about one of its projects."""

from collections.abc import Mapping
from uuid import UUID

from backend.audit.work import Work
from backend.notifications.actions import Message, deliver
from backend.notifications.kinds import MessageKind
from backend.notifications.recipients import role_holders
from backend.supervision.permissions import UNIT
from backend.supervision.tables import Project


async def tell_unit(
    work: Work, kind: MessageKind, *, project_id: UUID, subject_id: UUID, params: Mapping[str, str | int]
) -> None:
    """Tell the organising unit's clerks something about one of their projects; its no. and name are added."""
    row = await Project.select(Project.organiser_id, Project.no, Project.name).where(Project.id == project_id).first()
    assert row is not None
    heading: dict[str, str | int] = {"projectNo": row["no"], "projectName": row["name"]}
    message = Message(kind, subject_id=subject_id, scope_id=project_id, params=heading | dict(params))
    await deliver(work, message, to=await role_holders(row["organiser_id"], UNIT, work.at))
