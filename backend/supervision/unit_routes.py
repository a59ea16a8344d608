"""Naming leads, rating, publishing (catalogue 11.3, 11.6)."""

import io
from datetime import date
from typing import Annotated
from uuid import UUID

import segno
from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from backend.audit.work import unit_of_work
from backend.forms.phone_rules import normalise_phone
from backend.kernel.actor import Actor
from backend.kernel.errors import Invalid
from backend.kernel.http import ActorDep, RuntimeDep
from backend.kernel.runtime import Runtime
from backend.supervision.code_rules import show_code
from backend.supervision.lead_actions import IssuedCode, name_lead, regenerate_code
from backend.supervision.lead_queries import list_leads
from backend.supervision.permissions import AUTHORITY, UNIT, file_project, judge_project, see_project
from backend.supervision.project_export import export_projects
from backend.supervision.score_actions import publish_projects, rate_project, withdraw_publication
from backend.supervision.score_queries import list_published, read_results
from backend.supervision.unit_schemas import (
    CodeIssued,
    CodeWanted,
    LeadNamed,
    LeadsShown,
    PublishedCount,
    PublishedList,
    RatingSent,
    ReasonSent,
    Results,
    SelectionSent,
)

QR_SCALE = 6
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@get("/api/projects/{project_id:uuid}/supervisor")
async def get_leads(project_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep) -> LeadsShown:
    """The project's on-site leads with history."""
    await see_project(actor, project_id)
    return LeadsShown(items=await list_leads(runtime, project_id), login_url=login_url(runtime))


@post("/api/projects/{project_id:uuid}/supervisor")
async def post_lead(
    project_id: FromPath[UUID], data: JSONBody[LeadNamed], actor: ActorDep, runtime: RuntimeDep
) -> CodeIssued:
    """Name or replace the lead; the answer shows the login code once."""
    await file_project(actor, project_id)
    phone = normalise_phone(data.phone)
    if phone is None or not data.name.strip():
        raise Invalid(errors={"phone": ["malformed"]} if phone is None else {"name": ["required"]})
    async with unit_of_work(runtime, actor, role=UNIT) as work:
        issued = await name_lead(
            work,
            project_id=project_id,
            request_id=data.request_id,
            name=data.name.strip(),
            phone=phone,
            unit=data.unit.strip(),
        )
    return _shown(runtime, issued)


@post("/api/projects/{project_id:uuid}/supervisor/code")
async def post_code(
    project_id: FromPath[UUID], data: JSONBody[CodeWanted], actor: ActorDep, runtime: RuntimeDep
) -> CodeIssued:
    """Regenerate the login code (重新生成登录码)."""
    await file_project(actor, project_id)
    async with unit_of_work(runtime, actor, role=UNIT) as work:
        issued = await regenerate_code(work, project_id=project_id, request_id=data.request_id)
    return _shown(runtime, issued)


@get("/api/supervision/login-qr.svg")
async def get_login_qr(runtime: RuntimeDep) -> Response[bytes]:
    """The QR of the log-in page. It holds no secret, so it is the same for everybody."""
    raw = io.BytesIO()
    segno.make(login_url(runtime), micro=False, error="m").save(raw, kind="svg", scale=QR_SCALE, xmldecl=False)
    return Response(raw.getvalue(), media_type="image/svg+xml", headers={"Cache-Control": "private, max-age=3600"})


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
        count = await publish_projects(work, project_ids=list(dict.fromkeys(data.project_ids)))
    return PublishedCount(published=count)


@get("/api/publications")
async def get_publications(
    actor: ActorDep,
    cursor: FromQuery[str | None] = None,
    limit: Annotated[int | None, QueryParameter(name="limit")] = None,
) -> PublishedList:
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


@get("/api/projects/export.xlsx")
async def get_export(
    actor: ActorDep,
    runtime: RuntimeDep,
    first: Annotated[date, QueryParameter(name="from")],
    last: Annotated[date, QueryParameter(name="to")],
) -> Response[bytes]:
    """The supervision situation of a range of days as xlsx (导出)."""
    if last < first:
        raise Invalid(errors={"to": ["before_start"]})
    raw = await export_projects(runtime, actor, first=first.isoformat(), last=last.isoformat())
    name = f"halfday-{first.isoformat()}-{last.isoformat()}.xlsx"
    return Response(
        raw,
        media_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def login_url(runtime: Runtime) -> str:
    """The address of the on-site lead's log-in page."""
    return f"{runtime.origin}/login"


async def _may_judge_all(actor: Actor, project_ids: list[UUID]) -> None:
    for project_id in project_ids:
        await judge_project(actor, project_id)


def _shown(runtime: Runtime, issued: IssuedCode) -> CodeIssued:
    return CodeIssued(
        assignment_id=issued.assignment_id,
        login_code=show_code(issued.code),
        shown_until=issued.shown_until,
        login_url=login_url(runtime),
    )


UNIT_ROUTES = (
    get_leads,
    post_lead,
    post_code,
    get_login_qr,
    get_results,
    post_score,
    post_publications,
    get_publications,
    post_withdrawal,
    get_export,
)
