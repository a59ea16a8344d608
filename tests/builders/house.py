"""A running application in the test's own event loop, and clients that talk to it as browsers do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

import httpx
import msgspec
from litestar import Litestar

from backend.app import create_app, opened
from backend.demo.load import load_demo
from backend.demo.mark import demo_environ
from backend.identity.tables import Captcha
from backend.kernel.clock import FixedClock
from backend.kernel.runtime import Runtime
from backend.settings import Settings
from backend.supervision.capture.inspection import Inspector
from tests.builders.kept_house import KeptHouse

ORIGIN = "https://halfday.test"
NOON = 1_795_233_600_000
"""2026-11-21 12:00 in Asia/Shanghai."""


@dataclass
class House:
    """The application, its runtime, and the clock that tests move."""

    app: Litestar
    runtime: Runtime
    clock: FixedClock
    kept: KeptHouse | None = None
    counters_made_up: bool = False
    """The test has written counters by hand: they need not be right when it ends."""

    def browser(self) -> httpx.AsyncClient:
        """A new browser: own cookies, and the header that requests before log-in need."""
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)  # type: ignore[arg-type]
        return httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers={"X-Halfday-CSRF": "none"})

    async def load_demo(self) -> None:
        """Fill the empty database with the demo district, without evidence."""
        if self.kept is not None and self.clock.at == self.kept.at:
            await self.kept.load_demo(self.runtime)
        else:
            await load_demo(self.runtime, evidence=False)

    def open_to_others(self) -> None:
        """As if the server were bound to an address that others can reach."""
        self.app.state.settings = msgspec.structs.replace(self.app.state.settings, host="192.0.2.1")

    async def inspect_all(self) -> None:
        """Have every stored photo inspected now."""
        while await self.runtime.find(Inspector).inspect_some():
            pass

    async def captcha_answer(self, captcha_id: str) -> str:
        """What a person would read in the picture."""
        row = await Captcha.select(Captcha.answer).where(Captcha.id == UUID(captcha_id)).first()
        assert row is not None
        return str(row["answer"])

    async def log_in(self, role: str) -> httpx.AsyncClient:
        """A browser in which somebody of the demo is logged in."""
        browser = self.browser()
        browser.headers["Host"] = "127.0.0.1:8600"
        answer = await browser.post("/api/demo/login", json={"role": role})
        assert answer.status_code == httpx.codes.CREATED, answer.text
        browser.headers["X-Halfday-CSRF"] = answer.json()["csrf"]
        return browser


@cache
def _app() -> Litestar:
    """The application is the same for every test; only its runtime differs, and building it takes a while."""
    return create_app(Settings(), demo_environ())


@asynccontextmanager
async def open_house(folder: Path, *, at: int = NOON, kept: KeptHouse | None = None) -> AsyncIterator[House]:
    """Open everything on the engine's database, with data under a folder, furnished from `kept` if there is one."""
    if kept is not None:
        kept.furnish(folder)
    settings = Settings(data=str(folder))
    environ = demo_environ()
    clock = FixedClock(at)
    async with opened(settings, environ, clock=clock) as runtime:
        app = _app()
        app.state.runtime = runtime
        app.state.settings = settings
        yield House(app=app, runtime=runtime, clock=clock, kept=kept)


@asynccontextmanager
async def _opened(folder: Path) -> AsyncIterator[Runtime]:
    async with open_house(folder) as house:
        yield house.runtime


async def keep_house(folder: Path) -> KeptHouse:
    """What the houses of many tests begin with, made in the folder of the engine's migrated database."""
    return await KeptHouse.make(folder, NOON, _opened)
