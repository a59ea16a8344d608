"""The template of projects, and filled ones coming back (catalogue 0.5, 11.1)."""

from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromQuery, QueryParameter

from backend.flows.workbooks import LARGEST_BODY, sent_workbook, template_of
from backend.forms.sheet import RowResult, SheetResult
from backend.forms.words import Language
from backend.kernel.errors import NotPermitted
from backend.kernel.http import ActorDep, AnyRequest, RuntimeDep
from backend.supervision.filing.import_actions import check_import, import_projects
from backend.supervision.filing.project_actions import FORM
from backend.supervision.filing.schemas import ImportRow, ImportShown
from backend.supervision.permissions import UNIT


@get("/api/projects/template.xlsx")
async def get_template(actor: ActorDep, runtime: RuntimeDep, lang: FromQuery[Language] = "zh") -> Response[bytes]:
    """The empty template (模板下载)."""
    if not actor.has(UNIT):
        raise NotPermitted
    return await template_of(runtime, FORM, lang, "halfday-projects")


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
    raw = await sent_workbook(request)
    if dry_run:
        return _shown(await check_import(runtime, actor, raw), imported=0)
    result = await import_projects(runtime, actor, raw)
    return _shown(result, imported=len(result.rows))


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
