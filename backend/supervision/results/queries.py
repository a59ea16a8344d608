"""Versions of ratings and publications, and the published list."""

from typing import Any
from uuid import UUID

from piccolo.columns.combination import WhereRaw

from backend.identity.tables import Person
from backend.kernel.actor import Actor
from backend.kernel.errors import Invalid
from backend.kernel.paging import CountedPage, Total, check_limit, decode_cursor, encode_cursor
from backend.supervision.permissions import Condition, visible_paths, within
from backend.supervision.results.schemas import PublicationVersion, PublishedRow, RatingVersion, Results
from backend.supervision.results.score_rules import publication_state
from backend.supervision.results.tables import Publication, Rating
from backend.supervision.tables import Project

Row = dict[str, Any]
_NEWEST = """NOT EXISTS (
    SELECT 1 FROM publication AS later WHERE later.project_id = publication.project_id
    AND later.version > publication.version
)"""


async def read_results(project_id: UUID) -> Results:
    """Everything said about a project's rating, newest first."""
    project = await Project.select(Project.rating_stale).where(Project.id == project_id).first()
    ratings: list[Row] = (
        await Rating.select().where(Rating.project_id == project_id).order_by(Rating.version, ascending=False)
    )
    publications: list[Row] = (
        await Publication.select(
            Publication.version, Publication.at, Publication.withdrawn_at, Publication.withdrawn_reason,
            Publication.rating_id._.rating.as_alias("rating"), Publication.rating_id._.note.as_alias("note"),
        )
        .where(Publication.project_id == project_id)
        .order_by(Publication.version, ascending=False)
    )  # fmt: skip
    names = await _names([row["by_id"] for row in ratings])
    return Results(
        stale=bool(project and project["rating_stale"]),
        ratings=[
            RatingVersion(
                version=row["version"],
                rating=row["rating"],
                note=row["note"],
                by=names.get(row["by_id"], ""),
                at=row["at"],
                early=row["before_late_end"],
            )
            for row in ratings
        ],
        publications=[
            PublicationVersion(
                version=row["version"],
                state=publication_state(newest=place == 0, withdrawn=row["withdrawn_at"] is not None),
                rating=row["rating"],
                note=row["note"],
                at=row["at"],
                withdrawn_at=row["withdrawn_at"],
                withdrawn_reason=row["withdrawn_reason"] or None,
            )
            for place, row in enumerate(publications)
        ],
    )


async def list_published(actor: Actor, *, cursor: str | None, limit: int | None) -> CountedPage[PublishedRow]:
    """The results that stand, of the actor's organisations and below, newest first (公布列表, a unit's home page)."""
    paths = await visible_paths(actor)
    if not paths:
        return CountedPage(items=[], next=None, total=Total(0))
    visible = within(paths, Publication.project_id._.organiser_path)
    condition = visible & publications_standing()
    after = decode_cursor(cursor, 2)
    total = Total(await Publication.count().where(condition)) if after is None else None
    if after is not None:
        condition = condition & _before(after)
    size = check_limit(limit)
    project, rating = Publication.project_id._, Publication.rating_id._
    rows: list[Row] = (
        await Publication.select(
            Publication.id, Publication.at, Publication.version, Publication.project_id, project.no.as_alias("no"),
            project.name.as_alias("name"), project.organiser_name.as_alias("organiser"),
            project.planned_start.as_alias("start"), project.planned_end.as_alias("end"),
            rating.rating.as_alias("rating"), rating.note.as_alias("note"),
        )
        .where(condition)
        .order_by(Publication.at, ascending=False)
        .order_by(Publication.id)
        .limit(size + 1)
    )  # fmt: skip
    shown = rows[:size]
    following = encode_cursor(shown[-1]["at"], str(shown[-1]["id"])) if len(rows) > size else None
    return CountedPage(items=[_published(row) for row in shown], next=following, total=total)


def publications_standing() -> Condition:
    """The condition on publications that are their project's result now."""
    return Publication.withdrawn_at.is_null() & WhereRaw(_NEWEST)


async def published_ratings(project_ids: list[UUID]) -> dict[UUID, str]:
    """By project, the rating that was published: all that a unit is told of its rating."""
    if not project_ids:
        return {}
    rows = await Publication.select(Publication.project_id, Publication.rating_id._.rating.as_alias("rating")).where(
        Publication.project_id.is_in(project_ids), publications_standing()
    )
    return {row["project_id"]: row["rating"] for row in rows}


def _before(after: list[str | int | None]) -> Any:  # noqa: ANN401 - Piccolo's conditions have no common type
    try:
        at, last = int(after[0] or 0), UUID(str(after[1]))
    except ValueError as error:
        raise Invalid(errors={"cursor": ["invalid"]}) from error
    return (Publication.at < at) | ((Publication.at == at) & (Publication.id > last))


def _published(row: Row) -> PublishedRow:
    return PublishedRow(
        project_id=row["project_id"],
        no=row["no"],
        name=row["name"],
        organiser=row["organiser"],
        planned_start=row["start"],
        planned_end=row["end"],
        rating=row["rating"],
        note=row["note"],
        version=row["version"],
        at=row["at"],
    )


async def _names(ids: list[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    rows = await Person.select(Person.id, Person.name).where(Person.id.is_in(ids))
    return {row["id"]: row["name"] for row in rows}
