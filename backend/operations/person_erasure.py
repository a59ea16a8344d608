"""What operations knows about a person: that they ordered a legal hold, in their own name (design §9)."""

from typing import Any
from uuid import UUID

import msgspec

from backend.audit.erasing import TOMBSTONE, ErasedPart
from backend.audit.tables import Event
from backend.audit.work import Work
from backend.identity.people.person_erasure import marks_of
from backend.operations.events import HoldPlaced, HoldReleased
from backend.operations.tables import LegalHold


async def _erase_names(work: Work, person_id: UUID) -> int:
    """Their name in holds that they placed or ended themselves; a namesake's elsewhere stays."""
    rows = await Event.select(Event.data).where(
        Event.actor_id == person_id, Event.kind.is_in([HoldPlaced.kind, HoldReleased.kind])
    )
    ids = {UUID(msgspec.json.decode(row["data"], type=dict[str, Any])["hold_id"]) for row in rows}
    name, changed = (await marks_of(work, person_id)).name, 0
    for column in (LegalHold.placed_by, LegalHold.released_by):
        if ids:
            which = LegalHold.id.is_in(sorted(ids)) & (column == name)
            changed += len(await LegalHold.update({column: TOMBSTONE}).where(which).returning(LegalHold.id))
    return changed


PERSON_ERASURE = ErasedPart("hold_names", "the person's name in legal holds that they placed or ended", _erase_names)
