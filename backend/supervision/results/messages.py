"""Who hears of results: the unit of what was published, the scorer of what came afterwards (catalogue 14 N-13)."""

from backend.audit.work import Recorded, Work
from backend.notifications.actions import Message, deliver
from backend.notifications.kinds import MessageKind, Words
from backend.supervision.results.tables import Rating
from backend.supervision.tables import Project
from backend.supervision.tell import tell_unit

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
