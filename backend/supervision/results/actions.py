"""Rating projects and publishing results (catalogue 11.6; design §4, Score and publish)."""

from uuid import UUID

from piccolo.query.functions import Max

from backend.audit.work import Work
from backend.kernel.db import lock_row, run
from backend.kernel.errors import Invalid, NotFound
from backend.kernel.ids import new_id
from backend.supervision.errors import (
    AlreadyPublished,
    LateWindowOpen,
    NotApproved,
    NotPublished,
    NotRated,
    RatingsOvertaken,
)
from backend.supervision.results.events import ProjectPublished, ProjectRated, PublicationWithdrawn, RatingOvertaken
from backend.supervision.results.score_rules import RatingKind, note_needed
from backend.supervision.results.tables import Publication, Rating
from backend.supervision.tables import Project, Slot


async def rate_project(work: Work, *, project_id: UUID, rating: RatingKind, note: str, confirmed: bool) -> None:
    """Rate a project; a further rating is a new version, the old one stays.

    Raises:
        NotFound: no such project. Invalid: 基本合格 and 不合格 need their note.
        NotApproved: its filing is not approved, so there is no supervision to rate.
        LateWindowOpen: evidence may still arrive, and the rating was not confirmed.
    """
    await _lock(project_id)
    if not await Project.exists().where(Project.id == project_id, Project.filing == "approved"):
        raise NotApproved
    note = note.strip()
    if note_needed(rating) and not note:
        raise Invalid(errors={"note": ["required"]})
    until = await _late_until(project_id)
    early = until > work.at
    if early and not confirmed:
        raise LateWindowOpen(data={"until": until})
    row = Rating(
        id=new_id(),
        project_id=project_id,
        version=await _next_version(Rating, project_id),
        rating=rating,
        note=note,
        by_id=work.actor.person_id,
        at=work.at,
        before_late_end=early,
    )
    await Rating.insert(row)
    await Project.update({Project.rating: rating, Project.rated_at: work.at, Project.rating_stale: False}).where(
        Project.id == project_id
    )
    work.record(
        ProjectRated(subject_id=project_id, scope_id=project_id, rating=rating, version=row.version, early=early),
        after={"rating": rating, "note": note},
    )


async def publish_projects(work: Work, *, project_ids: list[UUID], confirmed: bool) -> int:
    """Publish the newest rating of each project, all or none; how many. Each supersedes what was published before.

    Raises:
        NotFound, NotRated, AlreadyPublished: with the project in `data`; nothing was published.
        RatingsOvertaken: evidence came after some of the ratings, and publishing was not confirmed.
    """
    overtaken = [project_id for project_id in sorted(set(project_ids)) if await _publish(work, project_id)]
    if overtaken and not confirmed:
        raise RatingsOvertaken(data={"projectIds": [str(project_id) for project_id in overtaken]})
    return len(set(project_ids))


async def withdraw_publication(work: Work, *, project_id: UUID, reason: str) -> None:
    """Take a published result back, with a reason; it stays readable as withdrawn.

    Raises:
        Invalid: no reason. NotPublished: nothing stands.
    """
    if not reason.strip():
        raise Invalid(errors={"reason": ["required"]})
    await _lock(project_id)
    standing = await _standing(project_id)
    if standing is None:
        raise NotPublished
    await Publication.update(
        {
            Publication.withdrawn_at: work.at,
            Publication.withdrawn_by_id: work.actor.person_id,
            Publication.withdrawn_reason: reason.strip(),
        }
    ).where(Publication.id == standing.id)
    await Project.update({Project.published: False}).where(Project.id == project_id)
    event = PublicationWithdrawn(subject_id=standing.id, scope_id=project_id, version=standing.version)
    work.record(event, after={"reason": reason.strip()})


async def mark_overtaken_ratings(work: Work, project_ids: set[UUID]) -> None:
    """Evidence arrived after a rating: mark it, so that the scorer looks again."""
    overtaken = await run(
        "UPDATE project SET rating_stale = {} WHERE id IN {*} AND rated_at IS NOT NULL AND NOT rating_stale"
        " RETURNING id",
        True,
        sorted(project_ids),
    )
    for row in overtaken:
        work.record(RatingOvertaken(subject_id=row["id"], scope_id=row["id"]))


async def _publish(work: Work, project_id: UUID) -> bool:
    """Whether evidence came after what was published."""
    await _lock(project_id)
    rating: Rating | None = (
        await Rating.objects().where(Rating.project_id == project_id).order_by(Rating.version, ascending=False).first()
    )
    data = {"projectId": str(project_id)}
    if rating is None:
        raise NotRated(data=data)
    standing = await _standing(project_id)
    if standing is not None and standing.rating_id == rating.id:
        raise AlreadyPublished(data=data)
    row = Publication(
        id=new_id(),
        project_id=project_id,
        rating_id=rating.id,
        version=await _next_version(Publication, project_id),
        at=work.at,
        by_id=work.actor.person_id,
    )
    await Publication.insert(row)
    await Project.update({Project.published: True}).where(Project.id == project_id)
    work.record(ProjectPublished(subject_id=row.id, scope_id=project_id, rating=rating.rating, version=row.version))
    return await Project.exists().where(Project.id == project_id, Project.rating_stale.eq(True))


async def _standing(project_id: UUID) -> Publication | None:
    """The newest publication, unless it was withdrawn: what it superseded does not come back."""
    newest: Publication | None = (
        await Publication.objects()
        .where(Publication.project_id == project_id)
        .order_by(Publication.version, ascending=False)
        .first()
    )
    return None if newest is None or newest.withdrawn_at else newest


async def _lock(project_id: UUID) -> None:
    await lock_row(Project, Project.id, project_id)
    if not await Project.exists().where(Project.id == project_id):
        raise NotFound


async def _late_until(project_id: UUID) -> int:
    row = (
        await Slot.select(Max(Slot.late_until).as_alias("until"))
        .where(Slot.project_id == project_id, Slot.active.eq(True))
        .first()
    )
    return int(row["until"] or 0) if row else 0


async def _next_version(table: type[Rating] | type[Publication], project_id: UUID) -> int:
    row = await table.select(Max(table.version).as_alias("newest")).where(table.project_id == project_id).first()
    return int(row["newest"] or 0) + 1 if row else 1
