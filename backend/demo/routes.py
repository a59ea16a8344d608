"""Playing a role of the demo."""

from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import JSONBody

from backend.audit.work import unit_of_work
from backend.demo.guard import demo_only
from backend.demo.tables import DemoLogin
from backend.identity.actors import actor_of
from backend.identity.login_sessions import open_login_session
from backend.identity.middleware import BEFORE_LOGIN, ClientDep
from backend.identity.routes import logged_in
from backend.identity.schemas import Me
from backend.kernel.actor import SYSTEM, LoginKind
from backend.kernel.errors import NotFound
from backend.kernel.http import RuntimeDep
from backend.kernel.wire import Output
from backend.supervision.onsite.login_actions import admit_to_assignments

LABELS = {
    "cme_authority": "主管部门",
    "cme_institution": "单位经办人",
    "unit_admin": "单位管理员",
    "platform_admin": "平台管理员",
    "onsite_lead": "现场会务负责人",
}


class DemoRole(Output):
    """A person to play."""

    key: str
    role: str
    label: str
    person: str
    organisation: str
    phone: str
    login_code: str | None


class DemoRoles(msgspec.Struct):
    roles: list[DemoRole]


class DemoChoice(msgspec.Struct, forbid_unknown_fields=True):
    role: str


@get("/api/demo/roles", guards=[demo_only], opt=BEFORE_LOGIN)
async def get_demo_roles() -> DemoRoles:
    """Who can be played."""
    rows = await DemoLogin.select().order_by(DemoLogin.position)
    return DemoRoles(
        roles=[
            DemoRole(
                key=row["key"],
                role=row["role"],
                label=LABELS[row["role"]],
                person=row["person"],
                organisation=row["organisation"],
                phone=row["phone"],
                login_code=row["login_code"] or None,
            )
            for row in rows
        ]
    )


@post("/api/demo/login", guards=[demo_only], opt=BEFORE_LOGIN)
async def post_demo_login(data: JSONBody[DemoChoice], runtime: RuntimeDep, client: ClientDep) -> Response[Me]:
    """Log in as a person of the demo."""
    row = await DemoLogin.select().where(DemoLogin.key == data.role).first()
    if row is None:
        raise NotFound
    assignment: UUID | None = row["assignment_id"]
    kind: LoginKind = "supervisor" if assignment else "full"
    async with unit_of_work(runtime, SYSTEM) as work:
        opened = await open_login_session(work, person_id=row["person_id"], kind=kind, way="demo", client=client)
        if assignment:
            await admit_to_assignments(opened.id, [assignment])
    actor = await actor_of(runtime, person_id=row["person_id"], name=row["person"], opened=opened.id, kind=kind)
    return await logged_in(runtime, opened, actor)
