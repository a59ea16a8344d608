"""The messages of supervision (catalogue 14 N-12, N-13, N-14), and who gets them."""

from collections.abc import Mapping
from uuid import UUID

from backend.audit.work import Recorded, Work
from backend.notifications.actions import Message, deliver
from backend.notifications.kinds import MessageKind, Words
from backend.notifications.recipients import role_holders
from backend.supervision.permissions import UNIT
from backend.supervision.reminder_rules import Reminder
from backend.supervision.score_tables import Rating
from backend.supervision.tables import Project

NOTHING_YET = MessageKind(
    key="slot_nothing_yet",
    urgency="urgent",
    supervisor=True,
    sms=Words(
        zh="您负责的半天已开始填报，还没有收到照片。请打开系统，在结束前拍摄。",
        en="The half-day you are responsible for has begun and no photo has come. Please take them before it ends.",
    ),
    subject=Words(zh="有半天还没有收到照片", en="No photo has come for a half-day"),
    mail=Words(
        zh="贵单位一个项目的半天已开始半小时，还没有收到照片。请登录系统查看。",
        en="A half-day of one of your projects began half an hour ago and no photo has come. Please log in to see it.",
    ),
)
INCOMPLETE = MessageKind(
    key="slot_incomplete",
    urgency="urgent",
    supervisor=True,
    sms=Words(
        zh="您负责的半天将在半小时内结束，照片还不齐。结束后不能补拍，请尽快完成。",
        en="Your half-day ends within half an hour and photos are missing. None can be taken later.",
    ),
    subject=Words(zh="有半天即将结束，照片还不齐", en="A half-day is about to end with photos missing"),
    mail=Words(
        zh="贵单位一个项目的半天将在半小时内结束，照片还不齐。请登录系统查看。",
        en="A half-day of one of your projects is about to end with photos missing. Please log in to see it.",
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
RESULT_PUBLISHED = MessageKind(
    key="result_published",
    urgency="normal",
    subject=Words(zh="督查结果已公布", en="A supervision result was published"),
    mail=Words(
        zh="贵单位一个项目的督查结果已公布。请登录系统查看。",
        en="The supervision result of one of your projects was published. Please log in to see it.",
    ),
)
RATING_OVERTAKEN = MessageKind(
    key="rating_overtaken",
    urgency="normal",
    subject=Words(zh="评分后又收到照片", en="Evidence arrived after a rating"),
    mail=Words(
        zh="您评过分的一个项目又收到了照片，请登录系统核对。",
        en="Evidence arrived for a project that you had rated. Please log in and look again.",
    ),
)
REMINDER_KINDS: Mapping[Reminder, MessageKind] = {"nothing_yet": NOTHING_YET, "incomplete": INCOMPLETE}
MESSAGE_KINDS = (*REMINDER_KINDS.values(), FILING_DECIDED, RESULT_PUBLISHED, RATING_OVERTAKEN)


async def tell_unit(
    work: Work, kind: MessageKind, *, project_id: UUID, subject_id: UUID, params: Mapping[str, str | int]
) -> None:
    """Tell the organising unit's clerks something about one of their projects; its no. and name are added."""
    row = await Project.select(Project.organiser_id, Project.no, Project.name).where(Project.id == project_id).first()
    assert row is not None
    heading: dict[str, str | int] = {"projectNo": row["no"], "projectName": row["name"]}
    message = Message(kind, subject_id=subject_id, scope_id=project_id, params=heading | dict(params))
    await deliver(work, message, to=await role_holders(row["organiser_id"], UNIT, work.at))


async def tell_result(work: Work, recorded: Recorded) -> None:
    """In-transaction hook: a result was published (N-13)."""
    event = recorded.event
    assert event.scope_id is not None
    await tell_unit(
        work,
        RESULT_PUBLISHED,
        project_id=event.scope_id,
        subject_id=event.subject_id,
        params={"rating": str(event.data()["rating"])},
    )


async def tell_scorer(work: Work, recorded: Recorded) -> None:
    """In-transaction hook: evidence arrived after a rating; whoever rated last is told (design §4)."""
    project_id = recorded.event.subject_id
    rating = (
        await Rating.select(Rating.by_id)
        .where(Rating.project_id == project_id)
        .order_by(Rating.version, ascending=False)
        .first()
    )
    project = await Project.select(Project.no, Project.name).where(Project.id == project_id).first()
    assert rating is not None
    assert project is not None
    params = {"projectNo": project["no"], "projectName": project["name"]}
    message = Message(RATING_OVERTAKEN, subject_id=project_id, scope_id=project_id, params=params)
    await deliver(work, message, to=[rating["by_id"]])
