"""The list of projects, and its export (catalogue 11.6)."""

from datetime import date
from typing import Annotated

from litestar import Response, get
from litestar.di import Provide
from litestar.params import FromQuery, QueryParameter

from backend.kernel.errors import Invalid
from backend.kernel.http import ActorDep, RuntimeDep
from backend.supervision.projects.export import export_projects
from backend.supervision.projects.filters import FiltersDep, provide_filters, read_order
from backend.supervision.projects.queries import list_projects
from backend.supervision.projects.schemas import ProjectList

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@get("/api/projects", dependencies={"filters": Provide(provide_filters, sync_to_thread=False)})
async def get_projects(
    actor: ActorDep,
    runtime: RuntimeDep,
    filters: FiltersDep,
    sort: FromQuery[str] = "",
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[int | None] = None,
) -> ProjectList:
    """Projects of the actor's organisations and everything below them."""
    return await list_projects(runtime, actor, filters, read_order(sort), cursor=cursor, limit=limit)


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


PROJECT_ROUTES = (get_projects, get_export)
