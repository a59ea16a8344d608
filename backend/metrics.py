"""`GET /metrics` for Prometheus: requests by route, and what the areas offer. For this machine alone (design §10)."""

import time
from functools import cache

from litestar import Response, get
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.enums import ScopeType
from litestar.handlers import BaseRouteHandler
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)

from backend.demo.guard import FORWARDING, is_loopback
from backend.kernel import metrics
from backend.kernel.errors import NotFound
from backend.kernel.http import RuntimeDep

REQUESTS = Counter("halfday_requests", "Requests answered", ("method", "path", "status_code"))
SECONDS = Histogram("halfday_request_duration_seconds", "From a request to the end of its answer", ("method", "path"))
RUNNING = Gauge("halfday_requests_in_progress", "Requests being answered")
Connection = ASGIConnection[BaseRouteHandler, object, object, State]


def counted(app: ASGIApp) -> ASGIApp:
    """Counts and times requests by route template, so that no id and nothing of a person is in a label.

    Ours, because it runs with every photo: Litestar's own costs ten times as much.
    """

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        RUNNING.inc()
        try:
            await app(scope, receive, noting)
        finally:
            RUNNING.dec()
            number, seconds = _counters(scope["method"], scope["path_template"], status)
            number.inc()
            seconds.observe(time.perf_counter() - began)

    return answer


@cache
def _counters(method: str, path: str, status: int) -> tuple[Counter, Histogram]:
    return REQUESTS.labels(method, path, status), SECONDS.labels(method, path)


def on_this_machine(connection: Connection, _: BaseRouteHandler) -> None:
    """Guard: asked from this machine, and not by a proxy for somebody else.

    Raises:
        NotFound: to everybody else there is no such page.
    """
    forwarded = any(name in connection.headers for name in FORWARDING)
    if forwarded or connection.client is None or not is_loopback(connection.client.host):
        raise NotFound


@get("/metrics", guards=[on_this_machine], include_in_schema=False)
async def get_metrics(runtime: RuntimeDep) -> Response[bytes]:
    """All numbers, the areas' own read now."""
    registry = CollectorRegistry()
    for offered in runtime.wiring.all(metrics.Gauge):
        Gauge(offered.name, offered.help, registry=registry).set(await offered.read(runtime))
    return Response(generate_latest(REGISTRY) + generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
