"""The template of projects, and filled ones coming back (catalogue 0.5, 11.1)."""

import asyncio
from typing import Annotated

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromQuery, QueryParameter

from backend.flows.in_force import Definitions
from backend.forms.sheet import RowResult, SheetResult, make_template
from backend.forms.words import Language
from backend.kernel.clock import local_date
from backend.kernel.errors import Invalid, NotPermitted, TooLarge
from backend.kernel.http import ActorDep, AnyRequest, RuntimeDep
from backend.supervision.filing_schemas import ImportRow, ImportShown
from backend.supervision.import_actions import check_import, import_projects
from backend.supervision.permissions import UNIT
from backend.supervision.project_actions import FORM
from backend.supervision.unit_routes import XLSX

LARGEST_IMPORT = 5_000_000
LARGEST_BODY = LARGEST_IMPORT + 10_000
"""With what multipart adds."""


@get("/api/projects/template.xlsx")
async def get_template(actor: ActorDep, runtime: RuntimeDep, lang: FromQuery[Language] = "zh") -> Response[bytes]:
    """The empty template (模板下载)."""
    if not actor.has(UNIT):
        raise NotPermitted
    today = local_date(runtime.now(), runtime.zone)
    raw = await asyncio.to_thread(make_template, runtime.find(Definitions).form(FORM), today, lang)
    headers = {"Content-Disposition": 'attachment; filename="halfday-projects.xlsx"', "Cache-Control": "no-store"}
    return Response(raw, media_type=XLSX, headers=headers)


@post("/api/projects/import", status_code=200, request_max_body_size=LARGEST_BODY)
async def post_import(
    request: AnyRequest,
    actor: ActorDep,
    runtime: RuntimeDep,
    dry_run: Annotated[bool, QueryParameter(name="dryRun")] = True,
) -> ImportShown:
    """A filled template, as the body itself or as the file of a form; with `dryRun=false` its rows become drafts."""
    if not actor.has(UNIT):
        raise NotPermitted
    raw = await _workbook(request)
    if dry_run:
        return _shown(await check_import(runtime, actor, raw), imported=0)
    result = await import_projects(runtime, actor, raw)
    return _shown(result, imported=len(result.rows))


async def _workbook(request: AnyRequest) -> bytes:
    if request.content_type[0] != "multipart/form-data":
        raw = await request.body()
    else:
        files = [part for part in (await request.form()).values() if isinstance(part, UploadFile)]
        if len(files) != 1:
            raise Invalid(errors={"file": ["required"]})
        raw = await files[0].read()
    if len(raw) > LARGEST_IMPORT:
        raise TooLarge
    return raw


def _shown(result: SheetResult, *, imported: int) -> ImportShown:
    rows = [_row(row) for row in result.rows]
    bad = sum(not row.allowed for row in rows)
    return ImportShown(allowed=not bad, total=len(rows), bad=bad, imported=imported, rows=rows)


def _row(row: RowResult) -> ImportRow:
    return ImportRow(
        row=row.row,
        allowed=row.allowed,
        project_no=str(row.document.get("project_no", "")),
        project_name=str(row.document.get("project_name", "")),
        problems=row.problems,
    )


IMPORT_ROUTES = (get_template, post_import)
