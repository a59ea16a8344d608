"""Legal holds: placing and releasing them (design §9)."""

from typing import Any, Literal
from uuid import UUID

from backend.audit.retention_rules import Held
from backend.audit.work import Work
from backend.identity.tables import Person
from backend.kernel.db import lock_row
from backend.kernel.errors import NotFound
from backend.kernel.ids import new_id
from backend.operations.events import HoldPlaced, HoldReleased
from backend.operations.tables import LegalHold
from backend.supervision.tables import Project

HeldKind = Literal["project", "person"]
Row = dict[str, Any]
LONGEST_BY = 200
LONGEST_REASON = 2_000


async def held_now() -> Held:
    """What lies under a hold; asked inside the transaction that removes something."""
    rows = await LegalHold.select(LegalHold.held, LegalHold.subject_id).where(LegalHold.released_at.is_null())
    return Held(
        projects=frozenset(row["subject_id"] for row in rows if row["held"] == "project"),
        people=frozenset(row["subject_id"] for row in rows if row["held"] == "person"),
    )


async def place_hold(work: Work, held: HeldKind, subject_id: UUID, *, reason: str, by: str) -> UUID | None:
    """Keep everything of a project or person; None if it is held already.

    Raises:
        NotFound: there is no such project, or the person is erased or was never known.
    """
    await _lock_subject(held, subject_id)
    if await LegalHold.exists().where(
        LegalHold.held == held, LegalHold.subject_id == subject_id, LegalHold.released_at.is_null()
    ):
        work.unchanged()
        return None
    hold = LegalHold(
        id=new_id(),
        held=held,
        subject_id=subject_id,
        reason=reason,
        placed_by=by,
        placed_at=work.at,
        released_by="",
        release_reason="",
    )
    await LegalHold.insert(hold)
    work.record(
        HoldPlaced(
            subject_id=subject_id, scope_id=subject_id if held == "project" else None, held=held, hold_id=hold.id
        )
    )
    hold_id: UUID = hold.id
    return hold_id


async def release_hold(work: Work, held: HeldKind, subject_id: UUID, *, by: str, reason: str = "") -> bool:
    """End a hold; False if there is none. What is due goes with the next run of retention."""
    rows: list[Row] = (
        await LegalHold.update(
            {LegalHold.released_at: work.at, LegalHold.released_by: by, LegalHold.release_reason: reason}
        )
        .where(LegalHold.held == held, LegalHold.subject_id == subject_id, LegalHold.released_at.is_null())
        .returning(LegalHold.id)
    )
    for row in rows:
        scope = subject_id if held == "project" else None
        work.record(HoldReleased(subject_id=subject_id, scope_id=scope, held=held, hold_id=row["id"]))
    if not rows:
        work.unchanged()
    return bool(rows)


async def _lock_subject(held: HeldKind, subject_id: UUID) -> None:
    """Whoever deletes the project or erases the person meanwhile does it before the hold, or finds it in force."""
    if held == "project":
        await lock_row(Project, Project.id, subject_id)
        known = await Project.exists().where(Project.id == subject_id)
    else:
        await lock_row(Person, Person.id, subject_id)
        known = await Person.exists().where(Person.id == subject_id, Person.erased_at.is_null())
    if not known:
        raise NotFound
