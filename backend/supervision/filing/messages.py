"""Who hears of filings: the authority of submissions, the unit of decisions (catalogue 14 N-12)."""

from collections.abc import Iterable
from uuid import UUID

from backend.audit.work import Work
from backend.flows.event_rules import Decided, Recalled
from backend.flows.ports import CaseChange
from backend.notifications.actions import Message, deliver
from backend.notifications.kinds import MessageKind, Words
from backend.supervision.tables import Project
from backend.supervision.tell import tell_unit

LONGEST_REASON = 200
FILING_SUBMITTED = MessageKind(
    key="filing_submitted",
    urgency="normal",
    subject=Words(zh="有项目报备等待审核", en="A filing waits for review"),
    mail=Words(
        zh="有一份项目报备等待您的审核。请登录系统查看。",
        en="A filing waits for your review. Please log in to see it.",
    ),
)
FILING_DECIDED = MessageKind(
    key="filing_decided",
    urgency="normal",
    subject=Words(zh="项目报备有审核结果", en="A filing was decided"),
    mail=Words(
        zh="贵单位的一份项目报备有审核结果。请登录系统查看。",
        en="One of your filings was decided. Please log in to see it.",
    ),
)


async def tell_reviewers(work: Work, change: CaseChange, flow: str, people: Iterable[UUID]) -> None:
    """Somebody must look at a filing or a change of one."""
    row = await Project.select(Project.no, Project.name).where(Project.id == change.subject_id).first()
    assert row is not None
    params = {"projectNo": row["no"], "projectName": row["name"], "flow": flow}
    message = Message(FILING_SUBMITTED, subject_id=change.case_id, scope_id=change.subject_id, params=params)
    await deliver(work, message, to=people)


async def tell_clerks(work: Work, change: CaseChange, flow: str) -> None:
    """The word that was said, with its reason."""
    cause = change.cause
    assert isinstance(cause, Decided | Recalled)
    verdict = cause.verdict if isinstance(cause, Decided) else "recall"
    params = {"verdict": verdict, "reason": cause.reason[:LONGEST_REASON], "flow": flow}
    await tell_unit(work, FILING_DECIDED, project_id=change.subject_id, subject_id=change.case_id, params=params)
