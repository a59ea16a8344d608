"""Projects by form, filing them, their files, and changes after approval (catalogue 11.1, 11.2)."""

import asyncio
from urllib.parse import quote
from uuid import UUID

from litestar import Response, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody

from backend.audit.work import unit_of_work
from backend.files.reads import BytesShown
from backend.files.shown import show_bytes
from backend.kernel.errors import NotPermitted
from backend.kernel.http import ActorDep, AnyRequest, RuntimeDep
from backend.kernel.paging import Page
from backend.supervision.filing.actions import change_draft, create_project, delete_project, submit_filing
from backend.supervision.filing.change_actions import submit_change
from backend.supervision.filing.check import check_filing
from backend.supervision.filing.document_actions import announce_document
from backend.supervision.filing.document_queries import document_for, list_documents, see_filing
from backend.supervision.filing.lookups import list_organisers
from backend.supervision.filing.queries import check_of_change, read_change, read_filing
from backend.supervision.filing.schemas import (
    ChangeChecked,
    ChangeSent,
    ChangeShown,
    CheckDone,
    CheckWanted,
    DocumentAnnounced,
    DocumentRow,
    DocumentsShown,
    DraftSent,
    FilingShown,
    FilingWanted,
    OrganiserShown,
    ProjectSent,
)
from backend.supervision.permissions import UNIT, file_project, see_project
from media.blobs import BlobStore


@post("/api/projects")
async def post_project(data: JSONBody[ProjectSent], actor: ActorDep, runtime: RuntimeDep) -> FilingShown:
    """Add a project by the form (新增项目)."""
    if not actor.has(UNIT):
        raise NotPermitted
    async with unit_of_work(runtime, actor, role=UNIT) as work:
        project_id = await create_project(work, data.document)
    return await read_filing(runtime, actor, project_id)


@get("/api/projects/organisers")
async def get_organisers(
    actor: ActorDep,
    q: FromQuery[str] = "",
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[int | None] = None,
) -> Page[OrganiserShown]:
    """The units I may file for (主办单位): my own and those below, all or those `q` finds by name, code or id."""
    if not actor.has(UNIT):
        raise NotPermitted
    return await list_organisers(actor, text=q, cursor=cursor, limit=limit)


@post("/api/projects/check", status_code=200)
async def post_check(data: JSONBody[CheckWanted], actor: ActorDep, runtime: RuntimeDep) -> CheckDone:
    """What would be wrong with a document; nothing is kept."""
    if not actor.has(UNIT):
        raise NotPermitted
    if data.project_id is not None:
        await file_project(actor, data.project_id)
    checked = await check_filing(runtime, actor, data.document, project_id=data.project_id, stage=data.stage)
    return CheckDone(document=checked.document, errors=checked.errors)


@put("/api/projects/{project_id:uuid}")
async def put_project(
    project_id: FromPath[UUID], data: JSONBody[DraftSent], actor: ActorDep, runtime: RuntimeDep
) -> FilingShown:
    """Change the draft (修改)."""
    await file_project(actor, project_id)
    async with unit_of_work(runtime, actor, role=UNIT) as work:
        await change_draft(work, project_id, data.version, data.document)
    return await read_filing(runtime, actor, project_id)


@delete("/api/projects/{project_id:uuid}")
async def delete_draft(project_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep) -> None:
    """Delete a project that was never filed (删除)."""
    await file_project(actor, project_id)
    async with unit_of_work(runtime, actor, role=UNIT) as work:
        await delete_project(work, project_id)


@get("/api/projects/{project_id:uuid}/filing")
async def get_filing(project_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep) -> FilingShown:
    """The filing with its log (报备详情, 日志)."""
    await see_filing(runtime, actor, project_id)
    return await read_filing(runtime, actor, project_id)


@post("/api/projects/{project_id:uuid}/filing", status_code=200)
async def post_filing(
    project_id: FromPath[UUID], data: JSONBody[FilingWanted], actor: ActorDep, runtime: RuntimeDep
) -> FilingShown:
    """File the draft (报备)."""
    await file_project(actor, project_id)
    async with unit_of_work(runtime, actor, role=UNIT) as work:
        await submit_filing(work, project_id, data.version)
    return await read_filing(runtime, actor, project_id)


@get("/api/projects/{project_id:uuid}/changes")
async def get_change(project_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep) -> ChangeShown:
    """What a change starts from, and the newest case about one."""
    await see_project(actor, project_id)
    return await read_change(runtime, actor, project_id)


@post("/api/projects/{project_id:uuid}/changes", status_code=200)
async def post_change(
    project_id: FromPath[UUID], data: JSONBody[ChangeSent], actor: ActorDep, runtime: RuntimeDep
) -> ChangeShown:
    """Ask for a change of an approved filing."""
    await file_project(actor, project_id)
    async with unit_of_work(runtime, actor, role=UNIT) as work:
        await submit_change(work, project_id, data.document)
    return await read_change(runtime, actor, project_id)


@post("/api/projects/{project_id:uuid}/changes/check", status_code=200)
async def post_change_check(
    project_id: FromPath[UUID], data: JSONBody[ChangeSent], actor: ActorDep, runtime: RuntimeDep
) -> ChangeChecked:
    """What would be wrong with a change, and what it would change; nothing is kept."""
    await file_project(actor, project_id)
    return await check_of_change(runtime, actor, project_id, data.document)


@get("/api/projects/{project_id:uuid}/documents")
async def get_documents(project_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep) -> DocumentsShown:
    """The notices and schedules of a project."""
    await see_filing(runtime, actor, project_id)
    return DocumentsShown(items=await list_documents(project_id))


@post("/api/projects/{project_id:uuid}/documents")
async def post_document(
    project_id: FromPath[UUID], data: JSONBody[DocumentAnnounced], actor: ActorDep, runtime: RuntimeDep
) -> DocumentRow:
    """Announce a file; its bytes go to /api/blobs/{sha256}."""
    await file_project(actor, project_id)
    async with unit_of_work(runtime, actor, role=UNIT) as work:
        document_id = await announce_document(
            work, project_id, kind=data.kind, name=data.name.strip(), size=data.size, sha256=data.sha256
        )
    return next(row for row in await list_documents(project_id) if row.id == document_id)


@get("/api/projects/{project_id:uuid}/documents/{document_id:uuid}")
async def get_document(
    project_id: FromPath[UUID], document_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep, request: AnyRequest
) -> Response[bytes | None]:
    """The file itself; every load is logged (catalogue 15.10)."""
    row = await document_for(runtime, actor, project_id, document_id)
    store = runtime.find(BlobStore)  # type: ignore[type-abstract]
    raw = await asyncio.to_thread(store.read, row["sha256"])
    shown = BytesShown(document_id, "original", preview=False)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(row['name'], safe='')}"}
    return await show_bytes(
        runtime, actor, request, shown, raw, media_type=row["media_type"], digest=row["sha256"], headers=headers
    )


FILING_ROUTES = (
    post_project,
    get_organisers,
    post_check,
    put_project,
    delete_draft,
    get_filing,
    post_filing,
    get_change,
    post_change,
    post_change_check,
    get_documents,
    post_document,
    get_document,
)
