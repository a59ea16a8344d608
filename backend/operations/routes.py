"""What is kept how long, legal holds, and erasing a person: for who administers the deployment (design §9)."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody

from backend.audit.work import unit_of_work
from backend.identity.tables import Person
from backend.kernel.actor import Actor
from backend.kernel.errors import Invalid, NotFound
from backend.kernel.http import ActorDep, RuntimeDep
from backend.kernel.paging import CountedPage
from backend.operations.compacting import compact
from backend.operations.erasure_actions import Erased, erase_person
from backend.operations.errors import AlreadyHeld, EraseRefused
from backend.operations.hold_actions import place_hold, release_hold
from backend.operations.hold_queries import list_holds, read_hold
from backend.operations.retention_queries import read_retention
from backend.operations.schemas import (
    AgainstRow,
    ErasedRow,
    EraseSent,
    ErasureDone,
    ErasureShown,
    HoldRow,
    HoldSent,
    ReleaseSent,
    RetentionShown,
)
from backend.organisations.people.role_rules import PLATFORM


@get("/api/retention")
async def get_retention(actor: ActorDep, runtime: RuntimeDep) -> RetentionShown:
    """What is kept how long, and what the last runs removed."""
    _administrator(actor)
    return await read_retention(runtime)


@get("/api/holds")
async def get_holds(
    actor: ActorDep,
    subject: FromQuery[UUID | None] = None,
    released: FromQuery[bool] = False,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[int | None] = None,
) -> CountedPage[HoldRow]:
    """The legal holds in force, or with `released` those that ended."""
    _administrator(actor)
    return await list_holds(released=released, subject=subject, cursor=cursor, limit=limit)


@post("/api/holds")
async def post_hold(data: JSONBody[HoldSent], actor: ActorDep, runtime: RuntimeDep) -> HoldRow:
    """Keep everything of a project or person."""
    _administrator(actor)
    reason, by = _reason(data.reason), data.by.strip() or actor.name
    async with unit_of_work(runtime, actor, role=PLATFORM) as work:
        hold_id = await place_hold(work, data.held, data.subject_id, reason=reason, by=by)
    if hold_id is None:
        raise AlreadyHeld
    return await read_hold(hold_id)


@post("/api/holds/{hold_id:uuid}/release", status_code=200)
async def post_hold_release(
    hold_id: FromPath[UUID], data: JSONBody[ReleaseSent], actor: ActorDep, runtime: RuntimeDep
) -> HoldRow:
    """End a hold; one that ended already stays as it was ended."""
    _administrator(actor)
    reason, by = _reason(data.reason), data.by.strip() or actor.name
    hold = await read_hold(hold_id)
    if hold.released_at is not None:
        return hold
    async with unit_of_work(runtime, actor, role=PLATFORM) as work:
        await release_hold(work, hold.held, hold.subject.id, by=by, reason=reason)
    return await read_hold(hold_id)


@post("/api/people/{person_id:uuid}/erase/check", status_code=200)
async def post_erase_check(person_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep) -> ErasureShown:
    """What erasing a person would empty, or what stands against it; nothing is changed."""
    _administrator(actor)
    outcome = await erase_person(runtime, person_id, dry_run=True, actor=actor, role=PLATFORM)
    against = [AgainstRow(code=one.code, about=dict(one.about)) for one in outcome.against]
    return ErasureShown(parts=_rows(outcome.parts), against=against)


@post("/api/people/{person_id:uuid}/erase", status_code=200)
async def post_erase(
    person_id: FromPath[UUID], data: JSONBody[EraseSent], actor: ActorDep, runtime: RuntimeDep
) -> ErasureDone:
    """Erase a person at their request; it cannot be taken back."""
    _administrator(actor)
    row = await Person.select(Person.name).where(Person.id == person_id, Person.erased_at.is_null()).first()
    if row is None:
        raise NotFound
    if data.name.strip() != row["name"]:
        raise Invalid(errors={"name": ["differs"]})
    outcome = await erase_person(runtime, person_id, dry_run=False, actor=actor, role=PLATFORM)
    if outcome.against:
        raise EraseRefused
    return ErasureDone(parts=_rows(outcome.parts), compacted=await compact())


def _administrator(actor: Actor) -> None:
    """Let those through who administer the deployment; to everybody else all of this is absent."""
    if not actor.has(PLATFORM):
        raise NotFound


def _reason(text: str) -> str:
    reason = text.strip()
    if not reason:
        raise Invalid(errors={"reason": ["required"]})
    return reason


def _rows(parts: tuple[Erased, ...]) -> list[ErasedRow]:
    return [ErasedRow(kind=one.kind, number=one.number) for one in parts]


ROUTES = (get_retention, get_holds, post_hold, post_hold_release, post_erase_check, post_erase)
