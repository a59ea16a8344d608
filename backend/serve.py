"""`halfday serve`: migrate, load demo data where that is right, say where to go, and serve."""

import sys
from collections.abc import Mapping

from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops

from backend.app import demo_clock, opened
from backend.demo.guard import is_loopback
from backend.demo.load import NotEmpty, load_demo
from backend.demo.mark import demo_environ, is_demo_database
from backend.demo.settings import DemoSettings
from backend.demo.tables import DemoLogin
from backend.kernel.db import is_postgres
from backend.lan import hand_out
from backend.migrate import migrate
from backend.settings import Settings

KILL_AFTER_S = 10


class UnsafeBind(ValueError):
    """The server would be open to others without protection; it does not start."""


def check_bind(settings: Settings) -> None:
    """Refuse an address others can reach unless TLS or named proxies stand before it (design §9).

    Raises:
        UnsafeBind: with what to do.
    """
    if settings.lan and (settings.production or settings.origin):
        raise UnsafeBind("--lan is for trying out: it goes neither with HALFDAY_ENV=production nor HALFDAY_ORIGIN.")
    if is_loopback(settings.host) or settings.lan:
        return
    if not (settings.trusted_proxies and settings.origin.startswith("https://")):
        raise UnsafeBind(
            f"{settings.host} can be reached by others without TLS. Bind 127.0.0.1 behind a proxy, or name the proxies "
            "in HALFDAY_TRUSTED_PROXIES and the https address in HALFDAY_ORIGIN."
        )


async def prepare(settings: Settings, environ: Mapping[str, str], *, demo: bool) -> None:
    """Bring the database to the newest shape and, where wanted and empty, load the demo."""
    await migrate()
    wanted = demo and not is_postgres() and not settings.production
    if wanted and not await is_demo_database():
        clock = demo_clock(settings, demo=True)
        async with opened(settings, demo_environ() | dict(environ), clock=clock) as runtime:
            evidence = runtime.settings(DemoSettings).evidence
            if evidence:
                _say("  正在准备演示数据…")
            try:
                await load_demo(runtime, evidence=evidence)
            except NotEmpty:
                _say("  数据库里已有数据，没有载入演示数据。")


async def print_welcome(settings: Settings) -> None:
    """The address and, on a demo, who can be played."""
    _say(f"\n  半日 Halfday  →  {settings.public_origin}\n")
    if not await is_demo_database():
        return
    _say("  演示登录 Demo log-ins (or choose a role on the log-in page):")
    for row in await DemoLogin.select().order_by(DemoLogin.position):
        code = f"  登录码 {row['login_code']}" if row["login_code"] else ""
        _say(f"    {row['role']:<16} {row['person']}  {row['phone']}{code}  {row['organisation']}")
    _say("")


def serve(settings: Settings) -> None:
    """Serve until told to stop."""
    tls = hand_out(settings, _say) if settings.lan else None
    Granian(
        "backend.app:application",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        loop=Loops.uvloop,
        http=HTTPModes.auto,
        websockets=False,
        workers=1,
        workers_kill_timeout=KILL_AFTER_S,
        log_access=False,
        log_level="warning",  # type: ignore[arg-type]
        ssl_cert=tls.chain if tls else None,
        ssl_key=tls.key if tls else None,
    ).serve()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
