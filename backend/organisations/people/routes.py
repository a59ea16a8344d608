"""People and their roles, for administrators (design §9: searches by name or phone are POST, each reveal is logged)."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from backend.audit.work import unit_of_work
from backend.identity.devices.queries import devices_of
from backend.identity.schemas import DevicesShown
from backend.kernel.actor import Actor
from backend.kernel.http import ActorDep, RuntimeDep
from backend.kernel.paging import CountedPage
from backend.kernel.runtime import Runtime
from backend.organisations.checked import PERSON, check_document
from backend.organisations.people.actions import add_person, correct_person, reveal, revoke_phone, set_active
from backend.organisations.people.membership_actions import end_role, give_role
from backend.organisations.people.queries import Reader, list_memberships, list_people, person_seen, read_person
from backend.organisations.people.role_rules import PLATFORM, UNIT_ADMIN
from backend.organisations.people.schemas import (
    MembershipEnd,
    MembershipRow,
    MembershipSent,
    PeopleSearch,
    PersonChange,
    PersonRow,
    PersonSent,
    PersonState,
    Revealed,
    RevealSent,
)
from backend.organisations.permissions import administrator_of

ROLE_FIELDS = frozenset({"organisation", "role", "from", "until"})
ID_FIELDS = frozenset({"id_type", "id_number"})
OWN_FIELDS = ID_FIELDS | {"name", "phone", "email"}


@get("/api/people")
async def get_people(
    actor: ActorDep,
    runtime: RuntimeDep,
    organisation: FromQuery[UUID | None] = None,
    shown: Annotated[PersonState | None, QueryParameter(name="state")] = None,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[int | None] = None,
) -> CountedPage[PersonRow]:
    """The people of my organisations by name, or of one of them and all below it."""
    reader = await _reader(runtime, actor)
    return await list_people(reader, PeopleSearch("", organisation, shown, cursor, limit))


@post("/api/people/search", status_code=200)
async def post_people_search(
    data: JSONBody[PeopleSearch], actor: ActorDep, runtime: RuntimeDep
) -> CountedPage[PersonRow]:
    """Those of them whom a text finds."""
    return await list_people(await _reader(runtime, actor), data)


@get("/api/people/{person_id:uuid}")
async def get_person(person_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep) -> PersonRow:
    """One of them."""
    return await read_person(await _reader(runtime, actor), person_id)


@post("/api/people")
async def post_person(data: JSONBody[PersonSent], actor: ActorDep, runtime: RuntimeDep) -> PersonRow:
    """Add a person with a first role."""
    reader = await _reader(runtime, actor)
    sent = {
        "name": data.name,
        "phone": data.phone,
        "id_type": data.id_type,
        "id_number": data.id_number,
        "email": data.email,
    }
    document = _checked(runtime, {key: value for key, value in sent.items() if value})
    async with unit_of_work(runtime, actor, role=_role(actor)) as work:
        person_id = await add_person(
            work,
            reader,
            document,
            organisation_id=data.organisation_id,
            role=data.role,
            days=(data.since, data.until),
            shared=data.shared,
        )
    return await read_person(reader, person_id)


@put("/api/people/{person_id:uuid}")
async def put_person(
    person_id: FromPath[UUID], data: JSONBody[PersonChange], actor: ActorDep, runtime: RuntimeDep
) -> PersonRow:
    """Correct a person's name, identity number or address."""
    reader = await _reader(runtime, actor)
    sent = {"name": data.name, "id_type": data.id_type, "id_number": data.id_number, "email": data.email}
    wanted = {key: value.strip() for key, value in sent.items() if value is not None}
    if wanted.get("id_number") == "":
        wanted["id_type"] = ""
    filled = _checked(runtime, {key: value for key, value in wanted.items() if value or key == "name"}, part=True)
    async with unit_of_work(runtime, actor, role=_role(actor)) as work:
        await correct_person(work, reader, person_id, wanted | filled)
    return await read_person(reader, person_id)


@post("/api/people/{person_id:uuid}/disable", status_code=200)
async def post_disable(person_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep) -> PersonRow:
    """Shut a person out; what they did stays theirs."""
    return await _set_active(runtime, actor, person_id, active=False)


@post("/api/people/{person_id:uuid}/enable", status_code=200)
async def post_enable(person_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep) -> PersonRow:
    """Let a person in again."""
    return await _set_active(runtime, actor, person_id, active=True)


@post("/api/people/{person_id:uuid}/reveal", status_code=200)
async def post_reveal(
    person_id: FromPath[UUID], data: JSONBody[RevealSent], actor: ActorDep, runtime: RuntimeDep
) -> Response[Revealed]:
    """Show a masked value; who asked, and why, is kept."""
    reader = await _reader(runtime, actor)
    async with unit_of_work(runtime, actor, role=_role(actor)) as work:
        value = await reveal(work, reader, person_id, data.field, data.purpose)
    return Response(Revealed(value=value), headers={"Cache-Control": "no-store"})


@get("/api/people/{person_id:uuid}/devices")
async def get_person_devices(person_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep) -> DevicesShown:
    """The phones of one of them."""
    await person_seen(await _reader(runtime, actor), person_id)
    return await devices_of(runtime, person_id)


@post("/api/people/{person_id:uuid}/devices/{key_id:str}/revoke", status_code=200)
async def post_person_device_revoke(
    person_id: FromPath[UUID], key_id: FromPath[str], actor: ActorDep, runtime: RuntimeDep
) -> DevicesShown:
    """Revoke the key of a phone that they lost, and end their log-ins."""
    reader = await _reader(runtime, actor)
    async with unit_of_work(runtime, actor, role=_role(actor)) as work:
        await revoke_phone(work, reader, person_id, key_id)
    return await devices_of(runtime, person_id)


@get("/api/memberships")
async def get_memberships(
    actor: ActorDep,
    runtime: RuntimeDep,
    organisation: FromQuery[UUID | None] = None,
    person: FromQuery[UUID | None] = None,
    former: FromQuery[bool] = False,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[int | None] = None,
) -> CountedPage[MembershipRow]:
    """The roles in an organisation, or of a person where I administer; those that are over with `former`."""
    reader = await _reader(runtime, actor)
    return await list_memberships(
        reader, organisation=organisation, person=person, former=former, cursor=cursor, limit=limit
    )


@post("/api/memberships")
async def post_membership(data: JSONBody[MembershipSent], actor: ActorDep, runtime: RuntimeDep) -> PersonRow:
    """Give somebody of my organisations one more role."""
    reader = await _reader(runtime, actor)
    async with unit_of_work(runtime, actor, role=_role(actor)) as work:
        await person_seen(reader, data.person_id)
        await give_role(
            work,
            reader.administrator,
            person_id=data.person_id,
            organisation_id=data.organisation_id,
            role=data.role,
            first=data.since,
            last=data.until,
        )
    return await read_person(reader, data.person_id)


@post("/api/memberships/{membership_id:uuid}/end", status_code=204)
async def post_membership_end(
    membership_id: FromPath[UUID], data: JSONBody[MembershipEnd], actor: ActorDep, runtime: RuntimeDep
) -> None:
    """End a role, now or after a day."""
    reader = await _reader(runtime, actor)
    async with unit_of_work(runtime, actor, role=_role(actor)) as work:
        await end_role(work, reader.administrator, membership_id, data.until)


async def _set_active(runtime: Runtime, actor: Actor, person_id: UUID, *, active: bool) -> PersonRow:
    reader = await _reader(runtime, actor)
    async with unit_of_work(runtime, actor, role=_role(actor)) as work:
        await set_active(work, reader, person_id, active=active)
    return await read_person(reader, person_id)


async def _reader(runtime: Runtime, actor: Actor) -> Reader:
    return Reader(runtime, actor, await administrator_of(actor))


def _role(actor: Actor) -> str:
    return PLATFORM if actor.has(PLATFORM) else UNIT_ADMIN


def _checked(runtime: Runtime, sent: dict[str, str], *, part: bool = False) -> dict[str, str]:
    """The person's own fields; of a `part` only those that are sent are asked, a number with its type."""
    asked = OWN_FIELDS if not part else set(sent) | (ID_FIELDS if ID_FIELDS & set(sent) else frozenset())
    without = ROLE_FIELDS | (OWN_FIELDS - asked)
    return {key: str(value) for key, value in check_document(runtime, PERSON, sent, without=without).items()}


PEOPLE_ROUTES = (
    get_people,
    post_people_search,
    get_person,
    post_person,
    put_person,
    post_disable,
    post_enable,
    post_reveal,
    get_person_devices,
    post_person_device_revoke,
    get_memberships,
    post_membership,
    post_membership_end,
)
