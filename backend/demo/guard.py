"""The four conditions under which demo routes exist at all (design §11); each one alone broken answers 404."""

import ipaddress

from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.handlers import BaseRouteHandler

from backend.identity.routes import DemoMark
from backend.kernel.errors import NotFound
from backend.kernel.runtime import Runtime

FORWARDING = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
Connection = ASGIConnection[BaseRouteHandler, object, object, State]


def demo_only(connection: Connection, _: BaseRouteHandler) -> None:
    """Guard of every demo route.

    Raises:
        NotFound: no demo mark, an open bind, a forwarded request, or another Host than the printed address.
    """
    runtime: Runtime = connection.app.state.runtime
    settings = connection.app.state.settings
    forwarded = any(name in connection.headers for name in FORWARDING)
    open_bind = not (is_loopback(settings.host) or settings.lan)
    printed = settings.public_origin.partition("://")[2]
    if not runtime.find(DemoMark).is_demo or forwarded or open_bind or connection.headers.get("host") != printed:
        raise NotFound


def is_loopback(host: str) -> bool:
    """True for localhost and addresses of the loopback range."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
