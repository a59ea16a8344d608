"""Erasing what events say about people; the events themselves stay, and so does the chain (design §9)."""

from collections.abc import Sequence
from uuid import UUID

from backend.audit.events_erasure import ErasureReason, ValuesErased
from backend.audit.tables import EventValues
from backend.audit.work import Work

STEP = 1_000


async def erase_values(work: Work, event_ids: Sequence[UUID], *, reason: ErasureReason = "requested") -> int:
    """Empty before, after and salt of these events, leaving a tombstone; how many were not empty before.

    Without its salt the hash in the event says nothing about the values any more.
    """
    erased = 0
    for start in range(0, len(event_ids), STEP):
        rows = (
            await EventValues.update(
                {
                    EventValues.salt: "",
                    EventValues.before: "",
                    EventValues.after: "",
                    EventValues.erased_at: work.at,
                }
            )
            .where(EventValues.event_id.is_in(list(event_ids[start : start + STEP])), EventValues.erased_at.is_null())
            .returning(EventValues.event_id)
        )
        erased += len(rows)
        for row in rows:
            work.record(ValuesErased(subject_id=row["event_id"], reason=reason))
    if not erased:
        work.unchanged()
    return erased
