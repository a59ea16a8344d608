"""Captcha, who am I, log-out, consents."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.params import JSONBody
from litestar.response import Response as LitestarResponse

from backend.audit.work import unit_of_work
from backend.identity.captcha import draw_captcha
from backend.identity.login_limits import LoginLimits, network_of
from backend.identity.login_sessions import COOKIE, Opened, csrf_of, end_login_sessions
from backend.identity.middleware import BEFORE_LOGIN, ClientDep
from backend.identity.people.consent_actions import keep_consent
from backend.identity.schemas import (
    CaptchaAsked,
    CaptchaShown,
    ConsentSent,
    ConsentShown,
    Me,
    PersonShown,
    RoleShown,
)
from backend.identity.server_keys import WellKnown, server_keys
from backend.kernel.actor import Actor
from backend.kernel.clock import SECOND
from backend.kernel.errors import NotPermitted
from backend.kernel.http import ActorDep, AnyRequest, RuntimeDep
from backend.kernel.runtime import Runtime

BROWSER_COOKIE = "__Host-halfday-browser"
BROWSER_SECONDS = 3600
FORGET_ANSWERS = {"Clear-Site-Data": '"cache"'}
"""The browser's cache of answers alone: never its storage, where photos wait that were not sent yet."""


@dataclass(frozen=True)
class Describer:
    """Port: turns grants into roles with the names of their organisations."""

    describe: Callable[[Actor], Awaitable[list[RoleShown]]]


@dataclass(frozen=True)
class DemoMark:
    """Service: whether this database holds demo data."""

    is_demo: bool


def own_cookie(name: str, value: str, max_age_s: int) -> Cookie:
    """A cookie of this host alone, unreadable to scripts."""
    return Cookie(key=name, value=value, max_age=max_age_s, path="/", secure=True, httponly=True, samesite="lax")


@post("/api/login/captcha", opt=BEFORE_LOGIN)
async def post_captcha(
    data: JSONBody[CaptchaAsked], request: AnyRequest, runtime: RuntimeDep, client: ClientDep
) -> Response[CaptchaShown]:
    """Draw a captcha bound to this browser."""
    runtime.find(LoginLimits).draw(network_of(client.address))
    browser = request.cookies.get(BROWSER_COOKIE) or secrets.token_urlsafe(18)
    captcha_id, image, expires_at = await draw_captcha(runtime, purpose=data.purpose, browser=browser)
    shown = CaptchaShown(id=captcha_id, image=image, expires_at=expires_at)
    return LitestarResponse(shown, cookies=[own_cookie(BROWSER_COOKIE, browser, BROWSER_SECONDS)])


async def describe_me(runtime: Runtime, actor: Actor) -> Me:
    """What the actor is told about themselves."""
    assert actor.person_id is not None
    assert actor.login_session_id is not None
    roles = [shown for port in runtime.wiring.all(Describer) for shown in await port.describe(actor)]
    return Me(
        person=PersonShown(id=actor.person_id, name=actor.name),
        kind=actor.login_kind,
        roles=roles,
        csrf=csrf_of(runtime, actor.login_session_id),
        demo=runtime.find(DemoMark).is_demo,
        zone=runtime.zone.key,
        server_at=runtime.now(),
    )


async def logged_in(runtime: Runtime, opened: Opened, actor: Actor) -> Response[Me]:
    """The answer to a log-in: who it is, and the cookie."""
    max_age = (opened.expires_at - runtime.now()) // SECOND
    return LitestarResponse(await describe_me(runtime, actor), cookies=[own_cookie(COOKIE, opened.token, max_age)])


@get("/api/me")
async def get_me(actor: ActorDep, runtime: RuntimeDep) -> Me:
    """Who is logged in."""
    return await describe_me(runtime, actor)


@post("/api/logout", status_code=204)
async def post_logout(actor: ActorDep, runtime: RuntimeDep) -> Response[None]:
    """End this login session. The browser forgets what it kept of answers; the app's own storage stays as it is."""
    assert actor.login_session_id is not None
    async with unit_of_work(runtime, actor) as work:
        await end_login_sessions(work, [actor.login_session_id], "logged_out")
    return LitestarResponse(None, cookies=[own_cookie(COOKIE, "", 0)], headers=FORGET_ANSWERS)


@post("/api/consents")
async def post_consent(data: JSONBody[ConsentSent], actor: ActorDep, runtime: RuntimeDep) -> ConsentShown:
    """Keep what a person answered to a notice."""
    if actor.person_id is None:
        raise NotPermitted
    return await keep_consent(runtime, actor, data)


@get("/.well-known/halfday-keys.json")
async def get_keys(runtime: RuntimeDep) -> dict[str, object]:
    """The deployment's public keys with fingerprints and validity."""
    told = {port.key: port.value for port in runtime.wiring.all(WellKnown)}
    return {"keys": server_keys(runtime), **told}
