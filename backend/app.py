"""The composition root: settings, keys, areas and routes become one application."""

import asyncio
import gc
import logging
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.types import ASGIApp

from backend.areas import AREAS
from backend.audit.hints import Hints
from backend.demo.mark import demo_environ, is_demo_database
from backend.health import HEALTH_ROUTES
from backend.identity.middleware import authenticate, provide_actor, provide_client
from backend.identity.routes import DemoMark
from backend.kernel.clock import Clock, ShiftedClock, SystemClock
from backend.kernel.crypto import KeyRing
from backend.kernel.db import engine
from backend.kernel.ending import when_asked_to_end
from backend.kernel.http import EXCEPTION_HANDLERS, add_safe_headers, add_time_token, provide_runtime
from backend.kernel.keys_named import ring_of_database
from backend.kernel.quiet_log import install_quiet_log
from backend.kernel.runtime import Runtime, Startup
from backend.kernel.threads import giving_way
from backend.kernel.timetoken import TimeTokens
from backend.kernel.wiring import compose
from backend.metrics import counted, get_metrics
from backend.openapi import openapi_config
from backend.proxies import believing_proxies, parse_proxies
from backend.settings import ROOT, Settings, read_settings
from backend.static import with_static_files

SWITCH_S = 0.000_5
"""How long a thread that has stored bytes waits at most for the interpreter; a photo's thread asks a dozen times."""
COLLECT_AFTER = 20_000
"""New objects between two looks for cycles; few are made for each request, and none of them is large."""
Stop = Callable[[], Awaitable[None]]


def demo_clock(settings: Settings, *, demo: bool) -> Clock:
    """The host's clock, moved by the test clock's file on a demo database only (design §11)."""
    return ShiftedClock(ROOT / settings.test_clock) if demo and settings.test_clock else SystemClock()


async def build_runtime(settings: Settings, environ: Mapping[str, str], clock: Clock | None = None) -> Runtime:
    """A runtime on the open database; services are started by `started`.

    Raises:
        KeysMissing: the keys are not those of the database.
    """
    demo = await is_demo_database()
    clock = clock or demo_clock(settings, demo=demo)
    wiring = compose(AREAS)
    runtime = Runtime(
        data_dir=settings.data_dir,
        zone=settings.zone_info,
        clock=clock,
        keys=await ring_of_database(wiring, settings.keys_dir, clock.now()),
        wiring=wiring,
        environ=demo_environ() | dict(environ) if demo else environ,
        origin=settings.public_origin,
        production=settings.production,
    )
    runtime.provide(DemoMark, DemoMark(is_demo=demo))
    runtime.provide(TimeTokens, TimeTokens(runtime))
    return runtime


def bare_runtime(settings: Settings, environ: Mapping[str, str]) -> Runtime:
    """A runtime for commands that need no database: no keys, nothing started, nothing written."""
    return Runtime(
        data_dir=settings.data_dir,
        zone=settings.zone_info,
        clock=SystemClock(),
        keys=KeyRing(settings.keys_dir, []),
        wiring=compose(AREAS),
        environ=environ,
        origin=settings.public_origin,
        production=settings.production,
    )


@asynccontextmanager
async def started(runtime: Runtime, *, background: bool = True) -> AsyncIterator[Runtime]:
    """Start what the areas register, stop it in reverse."""
    stops: list[Stop] = []
    try:
        for startup in runtime.wiring.all(Startup):
            if startup.background and not background:
                continue
            stop = await startup.start(runtime)
            if stop is not None:
                stops.append(stop)
        yield runtime
    finally:
        for stop in reversed(stops):
            await stop()


@asynccontextmanager
async def opened(
    settings: Settings, environ: Mapping[str, str], *, clock: Clock | None = None, background: bool = True
) -> AsyncIterator[Runtime]:
    """An open database with everything started: for the server, commands and tests alike."""
    await engine().open()
    try:
        async with started(await build_runtime(settings, environ, clock), background=background) as runtime:
            yield runtime
    finally:
        await engine().close()


def create_app(settings: Settings, environ: Mapping[str, str]) -> Litestar:
    """The API alone."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        async with opened(settings, environ) as runtime:
            app.state.runtime = runtime
            _spare_the_collector()
            sys.setswitchinterval(SWITCH_S)
            asyncio.get_running_loop().set_default_executor(giving_way())
            with when_asked_to_end(runtime.find(Hints).end):
                yield

    return Litestar(
        route_handlers=[*compose(AREAS).routes(), *HEALTH_ROUTES, get_metrics],
        middleware=[counted],
        dependencies={
            "runtime": Provide(provide_runtime, sync_to_thread=False),
            "actor": Provide(provide_actor, sync_to_thread=False),
            "client": Provide(provide_client, sync_to_thread=False),
        },
        before_request=authenticate,
        exception_handlers=EXCEPTION_HANDLERS,  # type: ignore[arg-type]
        before_send=[add_safe_headers, add_time_token],
        lifespan=[lifespan],
        state=State({"settings": settings}),
        compression_config=CompressionConfig(
            backend="gzip", minimum_size=1_000, exclude=[r"/events$", r"/photo$", r"/bundle\.zip$", r"^/api/blobs/"]
        ),
        openapi_config=openapi_config(),
        logging_config=None,
        debug=False,
    )


def _spare_the_collector() -> None:
    """What is there once the server has started stays; looking through it again and again costs a tenth of the work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


def application() -> ASGIApp:
    """What the HTTP server imports: the API and, beside it, the built PWA."""
    install_quiet_log()
    # its debug lines hold the values of statements, and so people's data
    logging.getLogger("aiosqlite").setLevel(logging.WARNING)
    settings = read_settings(os.environ)
    app: ASGIApp = with_static_files(create_app(settings, os.environ), ROOT / settings.pwa)
    proxies = parse_proxies(settings.trusted_proxies)
    return believing_proxies(app, proxies) if proxies else app
