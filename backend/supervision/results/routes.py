"""Rating and publishing (catalogue 11.6)."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from backend.audit.work import unit_of_work
from backend.kernel.actor import Actor
from backend.kernel.http import ActorDep, RuntimeDep
from backend.kernel.paging import CountedPage
from backend.supervision.permissions import AUTHORITY, judge_project, see_project
from backend.supervision.results.actions import publish_projects, rate_project, withdraw_publication
from backend.supervision.results.queries import list_published, read_results
from backend.supervision.results.schemas import (
    PublishedCount,
    PublishedRow,
    RatingSent,
    ReasonSent,
    Results,
    SelectionSent,
)


@get("/api/projects/{project_id:uuid}/results")
async def get_results(project_id: FromPath[UUID], actor: ActorDep) -> Results:
    """Every version of the project's rating; a unit sees the published ones only."""
    await see_project(actor, project_id)
    results = await read_results(project_id)
    return results if actor.has(AUTHORITY) else Results(stale=False, ratings=[], publications=results.publications)


@post("/api/projects/{project_id:uuid}/score", status_code=200)
async def post_score(
    project_id: FromPath[UUID], data: JSONBody[RatingSent], actor: ActorDep, runtime: RuntimeDep
) -> Results:
    """Rate a project (督查评分)."""
    await judge_project(actor, project_id)
    async with unit_of_work(runtime, actor, role=AUTHORITY) as work:
        await rate_project(work, project_id=project_id, rating=data.rating, note=data.note, confirmed=data.confirmed)
    return await read_results(project_id)


@post("/api/publications")
async def post_publications(data: JSONBody[SelectionSent], actor: ActorDep, runtime: RuntimeDep) -> PublishedCount:
    """Publish the results of the ticked projects, all or none (督查结果公布)."""
    await _may_judge_all(actor, data.project_ids)
    async with unit_of_work(runtime, actor, role=AUTHORITY) as work:
        count = await publish_projects(work, project_ids=data.project_ids, confirmed=data.confirmed)
    return PublishedCount(published=count)


@get("/api/publications")
async def get_publications(
    actor: ActorDep,
    cursor: FromQuery[str | None] = None,
    limit: Annotated[int | None, QueryParameter(name="limit")] = None,
) -> CountedPage[PublishedRow]:
    """The published list (公布列表)."""
    return await list_published(actor, cursor=cursor, limit=limit)


@post("/api/projects/{project_id:uuid}/publication/withdraw", status_code=200)
async def post_withdrawal(
    project_id: FromPath[UUID], data: JSONBody[ReasonSent], actor: ActorDep, runtime: RuntimeDep
) -> Results:
    """Take a published result back, with a reason."""
    await judge_project(actor, project_id)
    async with unit_of_work(runtime, actor, role=AUTHORITY) as work:
        await withdraw_publication(work, project_id=project_id, reason=data.reason)
    return await read_results(project_id)


async def _may_judge_all(actor: Actor, project_ids: list[UUID]) -> None:
    for project_id in project_ids:
        await judge_project(actor, project_id)


RESULT_ROUTES = (get_results, post_score, post_publications, get_publications, post_withdrawal)
