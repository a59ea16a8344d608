"""Authentication of every request of the API: cookie to actor, and the header that unsafe methods need."""

import hmac

from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler

from backend.identity.actors import Actors
from backend.identity.errors import CsrfMissing, NotLoggedIn
from backend.identity.login_sessions import COOKIE, Client, csrf_of
from backend.kernel.actor import Actor
from backend.kernel.http import AnyRequest, RuntimeDep

CSRF_HEADER = "X-Halfday-CSRF"
NO_LOGIN = "none"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ClientDep = NamedDependency[Client]
"""A handler's parameter `client`: where the request comes from."""
Connection = ASGIConnection[BaseRouteHandler, object, object, State]


async def provide_actor(request: AnyRequest, runtime: RuntimeDep) -> Actor:
    """Dependency `actor`: who is logged in.

    Raises:
        NotLoggedIn: nobody. CsrfMissing: an unsafe method without its header.
    """
    token = request.cookies.get(COOKIE)
    actor = await runtime.find(Actors).find(token) if token else None
    if actor is None or actor.login_session_id is None:
        raise NotLoggedIn
    if request.method not in _SAFE:
        given = request.headers.get(CSRF_HEADER, "")
        if not hmac.compare_digest(given.encode(), csrf_of(runtime, actor.login_session_id).encode()):
            raise CsrfMissing
    return actor


def require_own_header(connection: Connection, _: BaseRouteHandler) -> None:
    """Guard of routes used before log-in: another site's form cannot send this header.

    Raises:
        CsrfMissing: the header is absent.
    """
    unsafe = str(connection.scope.get("method")) not in _SAFE
    if unsafe and not connection.headers.get(CSRF_HEADER):
        raise CsrfMissing


def provide_client(request: AnyRequest) -> Client:
    """Dependency `client`: where the request comes from. Forwarded addresses are resolved before (app)."""
    host = request.client.host if request.client else ""
    return Client(address=host, agent=request.headers.get("User-Agent", ""))
