"""Who may see a capture."""

from uuid import UUID

from backend.kernel.actor import Actor
from backend.kernel.errors import NotFound
from backend.supervision.capture.tables import Capture
from backend.supervision.permissions import see_project


async def project_of_capture(actor: Actor, capture_id: UUID) -> UUID:
    """The project of a capture the actor may see: as unit, as authority, or as the lead who took it.

    Raises:
        NotFound: absent, or not theirs.
    """
    row = await Capture.select(Capture.project_id, Capture.person_id).where(Capture.id == capture_id).first()
    if row is None:
        raise NotFound
    if row["person_id"] != actor.person_id or actor.login_kind != "supervisor":
        await see_project(actor, row["project_id"])
    project_id: UUID = row["project_id"]
    return project_id
