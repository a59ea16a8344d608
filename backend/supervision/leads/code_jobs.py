"""Login codes are kept readable for ten minutes only, then just their hash is left (design §9)."""

from backend.audit.work import unit_of_work
from backend.kernel.actor import SYSTEM
from backend.kernel.runtime import Runtime
from backend.supervision.events import CodeWiped
from backend.supervision.tables import Assignment

EVERY_S = 30.0


async def wipe_shown_codes(runtime: Runtime) -> int:
    """Forget every login code that can no longer be shown again; how many."""
    due = (Assignment.code_sealed != "") & (Assignment.code_shown_until < runtime.now())
    if not await Assignment.exists().where(due):
        return 0
    async with unit_of_work(runtime, SYSTEM, role="system") as work:
        wiped = (
            await Assignment.update({Assignment.code_sealed: ""})
            .where(due)
            .returning(Assignment.id, Assignment.project_id)
        )
        for row in wiped:
            work.record(CodeWiped(subject_id=row["id"], scope_id=row["project_id"]))
        if not wiped:
            work.unchanged()
    return len(wiped)
