"""Legal holds: placing and releasing them (design §9)."""

from typing import Any, Literal
from uuid import UUID

from backend.audit.retention_rules import Held
from backend.audit.work import Work
from backend.kernel.ids import new_id
from backend.operations.events import HoldPlaced, HoldReleased
from backend.operations.tables import LegalHold

Kind = Literal["project", "person"]
Row = dict[str, Any]


async def held_now() -> Held:
    """What lies under a hold; asked inside the transaction that removes something."""
    rows = await LegalHold.select(LegalHold.held, LegalHold.subject_id).where(LegalHold.released_at.is_null())
    return Held(
        projects=frozenset(row["subject_id"] for row in rows if row["held"] == "project"),
        people=frozenset(row["subject_id"] for row in rows if row["held"] == "person"),
    )


async def place_hold(work: Work, held: Kind, subject_id: UUID, *, reason: str, by: str) -> bool:
    """Keep everything of a project or person; False if it is held already."""
    if await LegalHold.exists().where(
        LegalHold.held == held, LegalHold.subject_id == subject_id, LegalHold.released_at.is_null()
    ):
        work.unchanged()
        return False
    hold = LegalHold(
        id=new_id(),
        held=held,
        subject_id=subject_id,
        reason=reason,
        placed_by=by,
        placed_at=work.at,
        released_by="",
    )
    await LegalHold.insert(hold)
    work.record(
        HoldPlaced(
            subject_id=subject_id, scope_id=subject_id if held == "project" else None, held=held, hold_id=hold.id
        )
    )
    return True


async def release_hold(work: Work, held: Kind, subject_id: UUID, *, by: str) -> bool:
    """End a hold; False if there is none. What is due goes with the next run of retention."""
    rows: list[Row] = (
        await LegalHold.update({LegalHold.released_at: work.at, LegalHold.released_by: by})
        .where(LegalHold.held == held, LegalHold.subject_id == subject_id, LegalHold.released_at.is_null())
        .returning(LegalHold.id)
    )
    for row in rows:
        scope = subject_id if held == "project" else None
        work.record(HoldReleased(subject_id=subject_id, scope_id=scope, held=held, hold_id=row["id"]))
    if not rows:
        work.unchanged()
    return bool(rows)
