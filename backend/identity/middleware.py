"""Authentication of every request of the API: cookie to actor, and the header that unsafe methods need."""

import hmac

from litestar.di import NamedDependency

from backend.identity.actors import Actors
from backend.identity.devices.signed import SCHEME, device_actor
from backend.identity.errors import CsrfMissing, NotLoggedIn
from backend.identity.login_sessions import COOKIE, Client, csrf_of
from backend.kernel.actor import Actor
from backend.kernel.http import DEVICE_SIGNED, AnyRequest, RuntimeDep
from backend.kernel.runtime import Runtime

CSRF_HEADER = "X-Halfday-CSRF"
NO_LOGIN = "none"
BEFORE_LOGIN = {"before_login": True}
"""`opt` of routes that are used before log-in."""
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ClientDep = NamedDependency[Client]
"""A handler's parameter `client`: where the request comes from."""


async def authenticate(request: AnyRequest) -> None:
    """Before every handler of the API, and before anything of the request is read: a live login session and, for
    unsafe methods, the header derived from it. Routes used before log-in need the header too, with any value: another
    site's form cannot send it. A few routes also take the signature of a phone's key, which no other site can make.

    Litestar's `before_request`, not a guard: it copies the handler for each guard of each request. A handler with a
    `before_request` of its own would not be authenticated, so there is none.

    Raises:
        NotLoggedIn: nobody is logged in. CsrfMissing: an unsafe method without its header.
    """
    if not request.scope["path"].startswith("/api/"):
        return
    opt = request.route_handler.opt
    unsafe = request.method not in _SAFE
    given = request.headers.get(CSRF_HEADER, "")
    if BEFORE_LOGIN.items() <= opt.items():
        if unsafe and not given:
            raise CsrfMissing
        return
    runtime: Runtime = request.app.state.runtime
    signed = request.headers.get("Authorization", "")
    if DEVICE_SIGNED.items() <= opt.items() and signed.startswith(SCHEME):
        method, path = request.method, request.scope["path"]
        request.state.actor, request.state.signed_body = await device_actor(runtime, signed, method, path)
        return
    token = request.cookies.get(COOKIE)
    actor = await runtime.find(Actors).find(token) if token else None
    if actor is None or actor.login_session_id is None:
        raise NotLoggedIn
    if unsafe and not hmac.compare_digest(given.encode(), csrf_of(runtime, actor.login_session_id).encode()):
        raise CsrfMissing
    request.state.actor = actor


def provide_actor(request: AnyRequest, runtime: RuntimeDep) -> Actor:  # noqa: ARG001
    """Dependency `actor`: who is logged in.

    It names `runtime` to be resolved after it: Litestar spends more on resolving two at once than on both.
    """
    actor: Actor = request.state.actor
    return actor


def provide_client(request: AnyRequest) -> Client:
    """Dependency `client`: where the request comes from. Forwarded addresses are resolved before (app)."""
    host = request.client.host if request.client else ""
    return Client(address=host, agent=request.headers.get("User-Agent", ""))
