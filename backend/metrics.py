"""`GET /metrics` for Prometheus: requests by route, and what the areas offer. For this machine alone (design §10)."""

from litestar import Response, get
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.handlers import BaseRouteHandler
from litestar.middleware import DefineMiddleware
from litestar.plugins.prometheus import PrometheusConfig
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Gauge, generate_latest

from backend.demo.guard import FORWARDING, is_loopback
from backend.kernel import metrics
from backend.kernel.errors import NotFound
from backend.kernel.http import RuntimeDep

COUNTED: DefineMiddleware = PrometheusConfig(app_name="halfday", prefix="halfday", group_path=True).middleware
"""Counts and times requests by route template, so that no id and nothing of a person is in a label."""
Connection = ASGIConnection[BaseRouteHandler, object, object, State]


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
