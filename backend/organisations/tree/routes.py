"""The tree of organisations and its administration (catalogue 3)."""

from uuid import UUID

from litestar import get, post, put
from litestar.params import FromPath, FromQuery, JSONBody

from backend.audit.work import unit_of_work
from backend.kernel.actor import Actor
from backend.kernel.errors import Invalid, NotPermitted
from backend.kernel.http import ActorDep, RuntimeDep
from backend.kernel.paging import Page
from backend.kernel.runtime import Runtime
from backend.organisations.actions import add_organisation
from backend.organisations.checked import ORGANISATION, check_document
from backend.organisations.errors import OrganisationClosed
from backend.organisations.people.role_rules import Administrator
from backend.organisations.permissions import administrator_of, organisation_changeable, organisation_seen
from backend.organisations.tables import Organisation
from backend.organisations.tree.actions import (
    Values,
    change_organisation,
    close_organisation,
    code_is_unique,
    hold_tree,
    move_organisation,
    reopen_organisation,
)
from backend.organisations.tree.queries import list_organisations, read_organisation
from backend.organisations.tree.schemas import OrganisationRow, OrganisationSent, OrganisationShown

TEMPLATE_ONLY = frozenset({"parent"})


@get("/api/organisations")
async def get_organisations(
    actor: ActorDep,
    runtime: RuntimeDep,
    parent: FromQuery[UUID | None] = None,
    q: FromQuery[str] = "",
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[int | None] = None,
) -> Page[OrganisationRow]:
    """What I administer: the tops, those below `parent`, or those that `q` finds by name or code."""
    administrator = await administrator_of(actor)
    return await list_organisations(administrator, now=runtime.now(), parent=parent, text=q, cursor=cursor, limit=limit)


@get("/api/organisations/{organisation_id:uuid}")
async def get_organisation(organisation_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep) -> OrganisationShown:
    """One organisation that I administer."""
    return await _shown(runtime, actor, organisation_id)


@post("/api/organisations")
async def post_organisation(
    data: JSONBody[OrganisationSent], actor: ActorDep, runtime: RuntimeDep
) -> OrganisationShown:
    """Add an organisation below another; a root is added by those who administer everything."""
    administrator = await administrator_of(actor)
    values = _values(runtime, data)
    async with unit_of_work(runtime, actor) as work:
        await hold_tree()
        parent = await _parent(administrator, data.parent_id)
        if parent is not None and not parent.active:
            raise OrganisationClosed(errors={"parentId": ["organisation_closed"]})
        with code_is_unique():
            added = await add_organisation(work, parent=parent, **values)
        organisation_id: UUID = added.id
    return await _shown(runtime, actor, organisation_id)


@put("/api/organisations/{organisation_id:uuid}")
async def put_organisation(
    organisation_id: FromPath[UUID], data: JSONBody[OrganisationSent], actor: ActorDep, runtime: RuntimeDep
) -> OrganisationShown:
    """Change an organisation, or move it with all below it to another parent."""
    administrator = await administrator_of(actor)
    values = _values(runtime, data)
    async with unit_of_work(runtime, actor) as work:
        await hold_tree()
        found = await organisation_changeable(administrator, organisation_id)
        changed = await change_organisation(work, found, values)
        moved = data.parent_id != found.parent_id
        if moved:
            parent = await _parent(administrator, data.parent_id)
            if parent is None:
                raise Invalid(errors={"parentId": ["required"]})
            await move_organisation(work, found, parent)
        if not changed and not moved:
            work.unchanged()
    return await _shown(runtime, actor, organisation_id)


@post("/api/organisations/{organisation_id:uuid}/close", status_code=200)
async def post_close(organisation_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep) -> OrganisationShown:
    """End an organisation."""
    administrator = await administrator_of(actor)
    async with unit_of_work(runtime, actor) as work:
        await hold_tree()
        await close_organisation(work, await organisation_changeable(administrator, organisation_id))
    return await _shown(runtime, actor, organisation_id)


@post("/api/organisations/{organisation_id:uuid}/reopen", status_code=200)
async def post_reopen(organisation_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep) -> OrganisationShown:
    """Let an organisation go on."""
    administrator = await administrator_of(actor)
    async with unit_of_work(runtime, actor) as work:
        await hold_tree()
        await reopen_organisation(work, await organisation_changeable(administrator, organisation_id))
    return await _shown(runtime, actor, organisation_id)


def _values(runtime: Runtime, data: OrganisationSent) -> Values:
    sent = {"code": data.code, "name": data.name, "kind": data.kind, "level": data.level, "district": data.district}
    document = check_document(
        runtime, ORGANISATION, {key: value for key, value in sent.items() if value}, without=TEMPLATE_ONLY
    )
    return {"level": "", "district": "", "code": None} | document


async def _parent(administrator: Administrator, parent_id: UUID | None) -> Organisation | None:
    if parent_id is not None:
        return await organisation_seen(administrator, parent_id)
    if not administrator.everywhere:
        raise NotPermitted
    return None


async def _shown(runtime: Runtime, actor: Actor, organisation_id: UUID) -> OrganisationShown:
    administrator = await administrator_of(actor)
    return await read_organisation(runtime, administrator, await organisation_seen(administrator, organisation_id))


TREE_ROUTES = (
    get_organisations,
    get_organisation,
    post_organisation,
    put_organisation,
    post_close,
    post_reopen,
)
