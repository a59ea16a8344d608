"""Changing one's phone, or vouching for a colleague's."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody

from backend.audit.work import unit_of_work
from backend.identity.captcha import check_captcha
from backend.identity.login_codes.login_code_rules import normalise_one_time_code
from backend.identity.login_codes.routes import code_answered, given_phone
from backend.identity.login_codes.schemas import CodeAnswered, CodeAsked
from backend.identity.login_sessions import COOKIE
from backend.identity.people.queries import PHONE_PLACE
from backend.identity.phone_change.actions import change_phone, send_change_codes
from backend.identity.phone_change.schemas import PhoneChangeShown, PhoneChangesShown, PhoneMoved, PhoneVouched
from backend.identity.phone_change.vouch import (
    ask_phone_change,
    confirm_phone_change,
    open_phone_changes,
    refuse_phone_change,
)
from backend.identity.routes import BROWSER_COOKIE, FORGET_ANSWERS, own_cookie
from backend.kernel.actor import Actor
from backend.kernel.crypto.sealed import decrypt
from backend.kernel.errors import Invalid
from backend.kernel.http import ActorDep, AnyRequest, RuntimeDep
from backend.kernel.runtime import Runtime


@post("/api/me/phone/codes", status_code=202)
async def post_phone_codes(
    data: JSONBody[CodeAsked], request: AnyRequest, actor: ActorDep, runtime: RuntimeDep
) -> CodeAnswered:
    """Send a code to the phone in use and one to the new phone."""
    browser = request.cookies.get(BROWSER_COOKIE, "")
    await check_captcha(runtime, captcha_id=data.captcha_id, purpose="code", browser=browser, answer=data.captcha)
    await send_change_codes(runtime, actor, new=given_phone(data.phone), language=data.language)
    return code_answered(runtime)


@post("/api/me/phone", status_code=204)
async def post_phone(data: JSONBody[PhoneMoved], actor: ActorDep, runtime: RuntimeDep) -> Response[None]:
    """Change to the new phone; every login session of the person ends, this one too."""
    old_code, new_code = normalise_one_time_code(data.old_code), normalise_one_time_code(data.new_code)
    if old_code is None or new_code is None:
        given = {"oldCode": old_code, "newCode": new_code}
        raise Invalid(errors={field: ["malformed"] for field, value in given.items() if value is None})
    await change_phone(runtime, actor, new=given_phone(data.phone), old_code=old_code, new_code=new_code)
    return Response(None, cookies=[own_cookie(COOKIE, "", 0)], headers=FORGET_ANSWERS)


@get("/api/phone-changes")
async def get_phone_changes(actor: ActorDep, runtime: RuntimeDep) -> PhoneChangesShown:
    """Changes that wait for me to decide, or that are about me."""
    return await _waiting(runtime, actor)


@post("/api/phone-changes")
async def post_phone_change(data: JSONBody[PhoneVouched], actor: ActorDep, runtime: RuntimeDep) -> PhoneChangesShown:
    """Vouch first for a colleague's new phone."""
    old, new = given_phone(data.old_phone, "oldPhone"), given_phone(data.new_phone, "newPhone")
    async with unit_of_work(runtime, actor) as work:
        await ask_phone_change(work, name=data.name, old=old, new=new)
    return await _waiting(runtime, actor)


@post("/api/phone-changes/{change_id:uuid}/confirm", status_code=200)
async def post_phone_change_confirm(
    change_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep
) -> PhoneChangesShown:
    """Vouch second; the colleague's phone changes now."""
    async with unit_of_work(runtime, actor) as work:
        await confirm_phone_change(work, change_id)
    return await _waiting(runtime, actor)


@post("/api/phone-changes/{change_id:uuid}/refuse", status_code=200)
async def post_phone_change_refuse(
    change_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep
) -> PhoneChangesShown:
    """Refuse a change."""
    async with unit_of_work(runtime, actor) as work:
        await refuse_phone_change(work, change_id)
    return await _waiting(runtime, actor)


PHONE_CHANGE_ROUTES = (
    post_phone_codes,
    post_phone,
    get_phone_changes,
    post_phone_change,
    post_phone_change_confirm,
    post_phone_change_refuse,
)


async def _waiting(runtime: Runtime, actor: Actor) -> PhoneChangesShown:
    return PhoneChangesShown(
        items=[
            PhoneChangeShown(
                id=row["id"],
                name=row["name"],
                new_phone=decrypt(runtime.keys, PHONE_PLACE, row["phone"]),
                asked_at=row["asked_at"],
                expires_at=row["expires_at"],
                asked_by_me=row["asked_by"] == actor.person_id,
                about_me=row["person_id"] == actor.person_id,
            )
            for row in await open_phone_changes(runtime, actor)
        ]
    )
