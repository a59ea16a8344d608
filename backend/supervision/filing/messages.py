"""Who hears of filings: the authority of submissions, the unit of decisions (catalogue 14 N-12)."""

from collections.abc import Iterable
from uuid import UUID

from backend.audit.work import Work
from backend.flows.event_rules import Cause, Decided, Recalled
from backend.flows.ports import CaseChange, HandOver
from backend.notifications.actions import Message, deliver
from backend.notifications.kinds import MessageKind, Words
from backend.supervision.tell import heading_of, tell_unit

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


async def tell_reviewers(work: Work, change: CaseChange | HandOver, flow: str, people: Iterable[UUID]) -> None:
    """Somebody must look at a filing or a change of one."""
    message = Message(
        FILING_SUBMITTED,
        subject_id=change.case_id,
        scope_id=change.subject_id,
        params=await heading_of(change.subject_id) | {"flow": flow},
    )
    await deliver(work, message, to=people)


async def tell_clerks(work: Work, change: CaseChange, flow: str) -> None:
    """The word that was said, with its reason."""
    await tell_unit(
        work,
        FILING_DECIDED,
        project_id=change.subject_id,
        subject_id=change.case_id,
        params=_word(change.cause) | {"flow": flow},
    )


async def tell_successors(work: Work, over: HandOver, flow: str) -> None:
    """The word after which a filing waits for its unit, to whoever answers for it now."""
    cause = over.case.cause
    if not isinstance(cause, Decided | Recalled):
        return
    message = Message(
        FILING_DECIDED,
        subject_id=over.case_id,
        scope_id=over.subject_id,
        params=await heading_of(over.subject_id) | _word(cause) | {"flow": flow},
    )
    await deliver(work, message, to=over.people)


def _word(cause: Cause) -> dict[str, str | int]:
    assert isinstance(cause, Decided | Recalled)
    return {
        "verdict": cause.verdict if isinstance(cause, Decided) else "recall",
        "reason": cause.reason[:LONGEST_REASON],
    }
