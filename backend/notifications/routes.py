"""One's own messages and how one wants to be told."""

from uuid import UUID

from litestar import get, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody

from backend.audit.work import unit_of_work
from backend.kernel.errors import Invalid, NotPermitted
from backend.kernel.http import ActorDep, RuntimeDep
from backend.notifications.own_actions import choose_preferences, read_one, read_until, send_test
from backend.notifications.preference_rules import normalise_email
from backend.notifications.queries import count_unread, list_inbox, show_delivery, show_preferences
from backend.notifications.schemas import (
    DeliveryShown,
    NotificationsShown,
    PreferencesSent,
    PreferencesShown,
    ReadUntil,
    TestAsked,
    Unread,
)


async def provide_self(actor: ActorDep) -> UUID:
    """Dependency `me`: the person behind a full log-in.

    Raises:
        NotPermitted: logged in with less.
    """
    if actor.person_id is None or actor.login_kind != "full":
        raise NotPermitted
    return actor.person_id


SelfDep = NamedDependency[UUID]
FULL = {"me": Provide(provide_self)}


@get("/api/notifications")
async def get_notifications(
    actor: ActorDep,
    runtime: RuntimeDep,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[int | None] = None,
    unread: FromQuery[bool] = False,
) -> NotificationsShown:
    """The inbox, newest first."""
    return await list_inbox(runtime, actor, cursor=cursor, limit=limit, unread_only=unread)


@post("/api/notifications/{delivery_id:uuid}/read", status_code=200)
async def post_read(delivery_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep) -> Unread:
    """Mark one message as read."""
    if actor.person_id is None:
        raise NotPermitted
    async with unit_of_work(runtime, actor) as work:
        await read_one(work, actor.person_id, delivery_id)
    return Unread(unread=await count_unread(runtime, actor))


@post("/api/notifications/read-all", status_code=200)
async def post_read_all(data: JSONBody[ReadUntil], actor: ActorDep, runtime: RuntimeDep) -> Unread:
    """Mark all that the list showed as read."""
    if actor.person_id is None:
        raise NotPermitted
    async with unit_of_work(runtime, actor) as work:
        await read_until(work, actor.person_id, data.until)
    return Unread(unread=await count_unread(runtime, actor))


@get("/api/notifications/preferences", dependencies=FULL)
async def get_preferences(me: SelfDep, runtime: RuntimeDep) -> PreferencesShown:
    """How I want to be told."""
    return await show_preferences(runtime, me)


@put("/api/notifications/preferences", dependencies=FULL)
async def put_preferences(
    data: JSONBody[PreferencesSent], me: SelfDep, actor: ActorDep, runtime: RuntimeDep
) -> PreferencesShown:
    """Choose how I want to be told."""
    email = normalise_email(data.email) if data.email else ""
    if email is None:
        raise Invalid(errors={"email": ["malformed"]})
    async with unit_of_work(runtime, actor) as work:
        await choose_preferences(
            work, me, email=email, email_on=data.email_on, sms_on=data.sms_on, language=data.language
        )
    return await show_preferences(runtime, me)


@post("/api/notifications/test", status_code=202, dependencies=FULL)
async def post_test(data: JSONBody[TestAsked], me: SelfDep, actor: ActorDep, runtime: RuntimeDep) -> DeliveryShown:
    """Send me a test; how far it has come is asked under the id answered."""
    async with unit_of_work(runtime, actor) as work:
        delivery_id = await send_test(work, me, data.channel)
    return await show_delivery(me, delivery_id)


@get("/api/notifications/deliveries/{delivery_id:uuid}", dependencies=FULL)
async def get_delivery(delivery_id: FromPath[UUID], me: SelfDep) -> DeliveryShown:
    """How far a mail or SMS to me has come."""
    return await show_delivery(me, delivery_id)
