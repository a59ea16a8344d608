"""What people rule on captures (design §4: people judge)."""

from uuid import UUID

from backend.audit.work import unit_of_work
from backend.kernel.actor import Actor
from backend.kernel.errors import Invalid, NotFound
from backend.kernel.ids import new_id
from backend.kernel.runtime import Runtime
from backend.supervision.capture.finding_rules import NEEDS_RULING
from backend.supervision.capture.recount import recount
from backend.supervision.capture.tables import Capture, Finding, Ruling
from backend.supervision.events import CaptureRuled
from backend.supervision.permissions import AUTHORITY
from backend.supervision.wall.schemas import RulingSent


async def rule_on_capture(runtime: Runtime, actor: Actor, capture_id: UUID, sent: RulingSent) -> None:
    """Accept a capture or raise a question; the newest ruling holds, all are kept.

    Raises:
        Invalid: a question without its reason, or an acceptance that needs one (unproven time, no position).
        NotFound: no such capture.
    """
    async with unit_of_work(runtime, actor, role=AUTHORITY) as work:
        row = await Capture.select(Capture.project_id, Capture.verdict).where(Capture.id == capture_id).first()
        if row is None:
            raise NotFound
        codes = {f["code"] for f in await Finding.select(Finding.code).where(Finding.capture_id == capture_id)}
        doubtful = row["verdict"] == "unproven" or bool(codes & NEEDS_RULING)
        reason = sent.reason.strip()
        if not reason and (sent.verdict == "questioned" or doubtful):
            raise Invalid(errors={"reason": ["required"]})
        await Ruling.insert(
            Ruling(
                id=new_id(),
                capture_id=capture_id,
                verdict=sent.verdict,
                reason=reason,
                by_id=actor.person_id,
                at=work.at,
            )
        )
        work.record(
            CaptureRuled(subject_id=capture_id, scope_id=row["project_id"], verdict=sent.verdict),
            after={"reason": reason},
        )
        await recount(work, [capture_id])
