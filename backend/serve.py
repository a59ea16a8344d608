"""`halfday serve`: migrate, load demo data where that is right, say where to go, and serve."""

import sys
from collections.abc import Mapping

from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops

from backend.app import demo_clock, opened
from backend.areas import AREAS
from backend.audit.sealing import HEADS_FILE
from backend.demo.guard import is_loopback
from backend.demo.load import NotEmpty, load_demo
from backend.demo.mark import demo_environ, is_demo_database, is_half_loaded
from backend.demo.settings import DemoSettings
from backend.demo.tables import DemoLogin
from backend.kernel.db import is_postgres
from backend.kernel.keys_named import check_keys
from backend.kernel.wiring import compose
from backend.lan import hand_out
from backend.migrate import migrate
from backend.operations.restore import DATABASE_FILE
from backend.proxies import parse_proxies
from backend.settings import Settings

KILL_AFTER_S = 10
SQLITE_ENDS = ("", "-wal", "-shm", "-journal")


class UnsafeBind(ValueError):
    """The server would be open to others without protection; it does not start."""


class DemoInProduction(ValueError):
    """Demo data are for trying out; the server does not start."""


class HalfLoaded(ValueError):
    """The demo is there by half, and is not to be loaded anew; the server does not start."""


def check_bind(settings: Settings) -> None:
    """Refuse an address others can reach unless TLS or named proxies stand before it (design §9).

    Raises:
        UnsafeBind: with what to do.
    """
    parse_proxies(settings.trusted_proxies)
    if settings.lan and (settings.production or settings.origin):
        raise UnsafeBind("--lan is for trying out: it goes neither with HALFDAY_ENV=production nor HALFDAY_ORIGIN.")
    if settings.production:
        _check_production(settings)
    if is_loopback(settings.host) or settings.lan:
        return
    if not (settings.trusted_proxies and settings.origin.startswith("https://")):
        raise UnsafeBind(
            f"{settings.host} can be reached by others without TLS. Bind 127.0.0.1 behind a proxy, or name the proxies "
            "in HALFDAY_TRUSTED_PROXIES and the https address in HALFDAY_ORIGIN."
        )


def _check_production(settings: Settings) -> None:
    """There is no TLS of our own but `--lan`'s: in production a proxy stands before the server, wherever it listens."""
    if not settings.origin.startswith("https://"):
        raise UnsafeBind(
            "HALFDAY_ENV=production needs the https address that people use in HALFDAY_ORIGIN: without TLS phones give "
            "no camera, no position and no offline, and cookies are not kept."
        )
    if not settings.trusted_proxies:
        raise UnsafeBind(
            "HALFDAY_ENV=production needs the addresses of the reverse proxies in HALFDAY_TRUSTED_PROXIES (127.0.0.1 "
            "for one on this machine): without them everybody's address, in the logs and in the limits of log-ins, is "
            "the proxy's."
        )


async def prepare(settings: Settings, environ: Mapping[str, str], *, demo: bool) -> None:
    """Bring the database to the newest shape and, where wanted and empty, load the demo.

    Raises:
        DemoInProduction, HalfLoaded, KeysMissing: with what to do; nothing was changed.
    """
    if settings.production and await is_demo_database():
        raise DemoInProduction(
            "This database holds demo data, with log-ins that everybody knows. Choose another HALFDAY_DATA or "
            "HALFDAY_DATABASE_URL, or start without HALFDAY_ENV=production."
        )
    await check_keys(compose(AREAS), settings.keys_dir)
    await migrate()
    wanted = demo and not is_postgres() and not settings.production
    if await is_half_loaded():
        await _start_over(settings, wanted=wanted)
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


async def _start_over(settings: Settings, *, wanted: bool) -> None:
    if not wanted:
        raise HalfLoaded(
            f"Loading the demo into {settings.data_dir} was broken off. Start once without --no-demo to load it anew, "
            "or choose another folder."
        )
    _say("  上次载入演示数据时中断，现在重新载入。 Loading the demo was broken off; it is loaded anew.")
    database = settings.data_dir / DATABASE_FILE
    for path in [*(database.with_name(database.name + end) for end in SQLITE_ENDS), settings.data_dir / HEADS_FILE]:
        path.unlink(missing_ok=True)
    await migrate()


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
