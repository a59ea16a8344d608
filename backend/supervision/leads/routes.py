"""Naming, correcting, replacing, calling, login codes (catalogue 11.3)."""

import io
from uuid import UUID

import segno
from litestar import Response, get, post, put
from litestar.params import FromPath, JSONBody

from backend.audit.work import unit_of_work
from backend.forms.phone_rules import normalise_phone
from backend.kernel.errors import Invalid
from backend.kernel.http import ActorDep, RuntimeDep
from backend.kernel.runtime import Runtime
from backend.organisations.people.schemas import Revealed
from backend.supervision.leads.actions import IssuedCode, name_lead, regenerate_code
from backend.supervision.leads.code_rules import show_code
from backend.supervision.leads.commitment_routes import COMMITMENT_ROUTES
from backend.supervision.leads.correct_actions import correct_lead
from backend.supervision.leads.queries import list_leads, project_of_lead
from backend.supervision.leads.reveal_actions import reveal_phone
from backend.supervision.leads.schemas import (
    CodeIssued,
    CodeWanted,
    LeadCorrection,
    LeadNamed,
    LeadsShown,
    PhoneWanted,
)
from backend.supervision.permissions import AUTHORITY, UNIT, file_project, may_file, see_project

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


@put("/api/assignments/{assignment_id:uuid}")
async def put_lead(
    assignment_id: FromPath[UUID], data: JSONBody[LeadCorrection], actor: ActorDep, runtime: RuntimeDep
) -> LeadsShown:
    """Correct the present lead's name and unit; log-in, code and commitment stay."""
    project_id = await project_of_lead(assignment_id)
    await file_project(actor, project_id)
    if not data.name.strip():
        raise Invalid(errors={"name": ["required"]})
    async with unit_of_work(runtime, actor, role=UNIT) as work:
        await correct_lead(work, assignment_id, name=data.name.strip(), unit=data.unit.strip())
    return LeadsShown(items=await list_leads(runtime, project_id), login_url=login_url(runtime))


@post("/api/assignments/{assignment_id:uuid}/reveal", status_code=200)
async def post_phone_reveal(
    assignment_id: FromPath[UUID], data: JSONBody[PhoneWanted], actor: ActorDep, runtime: RuntimeDep
) -> Response[Revealed]:
    """A lead's whole phone for the unit that files and the authority that judges; who asked, and why, is kept."""
    project_id = await project_of_lead(assignment_id)
    await see_project(actor, project_id)
    role = UNIT if await may_file(actor, project_id) else AUTHORITY
    async with unit_of_work(runtime, actor, role=role) as work:
        value = await reveal_phone(work, assignment_id, data.purpose)
    return Response(Revealed(value=value), headers={"Cache-Control": "no-store"})


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


LEAD_ROUTES = (get_leads, post_lead, put_lead, post_phone_reveal, post_code, get_login_qr, *COMMITMENT_ROUTES)
