"""What phones were last heard of."""

from collections.abc import Mapping
from uuid import UUID

from piccolo.query.functions import Max

from backend.supervision.capture.tables import Capture
from backend.supervision.tables import Assignment


async def keys_last_used(person_id: UUID) -> Mapping[str, int]:
    """When a photo signed by each of a person's keys last arrived."""
    rows = (
        await Capture.select(Capture.key_id, Max(Capture.arrived_at).as_alias("at"))
        .where(Capture.assignment_id.is_in(Assignment.select(Assignment.id).where(Assignment.person_id == person_id)))
        .group_by(Capture.key_id)
    )
    return {row["key_id"]: row["at"] for row in rows}
