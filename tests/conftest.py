"""A fresh database for every test, on the engine named by HALFDAY_TEST_ENGINE (sqlite or postgres)."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# how long an example takes says more about the machine than about us; speed is measured by script/bench
settings.register_profile("halfday", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# a fifth of the examples, for script/test --fast
settings.register_profile("fast", settings.get_profile("halfday"), max_examples=20)
settings.load_profile("halfday")

SCRATCH = Path(tempfile.mkdtemp(prefix="halfday-tests-"))
ENGINE = os.environ.get("HALFDAY_TEST_ENGINE", "sqlite")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
POSTGRES = os.environ.get("HALFDAY_TEST_POSTGRES", "postgresql:///postgres?host=/var/run/postgresql")

os.environ["HALFDAY_DATA"] = str(SCRATCH)
os.environ.setdefault("PICCOLO_CONF", "piccolo_conf")
if ENGINE == "postgres":
    from tests.builders.postgres import make_database

    os.environ["HALFDAY_DATABASE_URL"] = make_database(POSTGRES, f"halfday_test_{WORKER}")

from backend.kernel.db import engine  # noqa: E402
from backend.kernel.db.sqlite import KeptSQLiteEngine  # noqa: E402
from backend.migrate import migrate  # noqa: E402
from tests.builders.counted import miscounted  # noqa: E402
from tests.builders.house import House, keep_house, open_house  # noqa: E402
from tests.builders.kept_house import KeptHouse  # noqa: E402
from tests.builders.postgres import empty_database  # noqa: E402

OTHER_ENGINE = "matter of the other engine"
"""In the reason of a skip: the same run tries it on the engine that it belongs to."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell script/test what was skipped, for its last words."""
    told = os.environ.get("HALFDAY_TEST_SKIPPED")
    if told and "PYTEST_XDIST_WORKER" not in os.environ:
        skipped = [report for report in terminalreporter.getreports("skipped") if isinstance(report.longrepr, tuple)]
        missing = [report for report in skipped if OTHER_ENGINE not in report.longrepr[2]]
        lines = {f"{report.nodeid.partition('::')[0]}: {report.longrepr[2]}\n" for report in missing}
        with Path(told).open("a", encoding="utf-8") as file:
            file.writelines(sorted(lines))


@pytest.fixture(scope="session")
def kept() -> Iterator[KeptHouse | None]:
    """The database brought to the newest shape once; on SQLite a house to start from, too."""
    asyncio.run(migrate())
    yield asyncio.run(keep_house(SCRATCH)) if isinstance(engine(), KeptSQLiteEngine) else None
    shutil.rmtree(SCRATCH, ignore_errors=True)


@pytest.fixture
async def house(kept: KeptHouse | None, tmp_path: Path) -> AsyncIterator[House]:
    """A running application without a network: an empty database, its own data folder, a clock that stands."""
    if kept is None:
        await empty_database()
    async with open_house(tmp_path, kept=kept) as opened:
        yield opened
        if not opened.counters_made_up:
            assert await miscounted(opened.runtime) == [], "counters kept by difference went wrong"
