"""Naming, replacing, login codes (catalogue 11.3)."""

import io
from uuid import UUID

import segno
from litestar import Response, get, post
from litestar.params import FromPath, JSONBody

from backend.audit.work import unit_of_work
from backend.forms.phone_rules import normalise_phone
from backend.kernel.errors import Invalid
from backend.kernel.http import ActorDep, RuntimeDep
from backend.kernel.runtime import Runtime
from backend.supervision.leads.actions import IssuedCode, name_lead, regenerate_code
from backend.supervision.leads.code_rules import show_code
from backend.supervision.leads.queries import list_leads
from backend.supervision.leads.schemas import CodeIssued, CodeWanted, LeadNamed, LeadsShown
from backend.supervision.permissions import UNIT, file_project, see_project

QR_SCALE = 6


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


def login_url(runtime: Runtime) -> str:
    """The address of the on-site lead's log-in page."""
    return f"{runtime.origin}/login"


def _shown(runtime: Runtime, issued: IssuedCode) -> CodeIssued:
    return CodeIssued(
        assignment_id=issued.assignment_id,
        login_code=show_code(issued.code),
        shown_until=issued.shown_until,
        login_url=login_url(runtime),
    )


LEAD_ROUTES = (get_leads, post_lead, post_code, get_login_qr)
