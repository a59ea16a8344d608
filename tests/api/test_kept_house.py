"""The demo that tests start from is the one that would be loaded, and a house hears of it as of any other."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from backend.audit.hints import Hint, Hints
from backend.audit.sealing import Sealer
from backend.demo.load import NotEmpty, load_demo
from backend.demo.tables import DemoDatabase
from backend.kernel.clock import HOUR
from backend.kernel.db import fetch
from tests.builders.commands import run_command
from tests.builders.house import House
from tests.builders.kept_house import DATABASE, KeptHouse, Rows, added, rows_of

IDS = re.compile(r"[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f-]{27}")
SECRET = re.compile(r"[\w.$=/+-]{20,}", re.ASCII)


@pytest.fixture
def kept(kept: KeptHouse | None) -> KeptHouse:
    if kept is None:
        pytest.skip("a house kept as a file is a matter of the other engine")
    return kept


def without_lots(rows: Rows) -> dict[str, Counter[tuple[Any, ...]]]:
    """The rows of each table without what is drawn by lot; of a secret only that there is one."""
    return {table: Counter(tuple(_plain(value) for value in row) for row in found) for table, found in rows.items()}


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    return SECRET.sub("secret", IDS.sub("id", value)) if isinstance(value, str) else value


async def test_it_is_what_loading_brings(house: House, kept: KeptHouse, tmp_path: Path) -> None:
    before = rows_of(tmp_path / DATABASE)
    await load_demo(house.runtime, evidence=False)
    found = without_lots(added(before, rows_of(tmp_path / DATABASE)))
    assert found == without_lots(kept.demo)
    assert sum(found["slot"].values()) > 20


async def test_it_is_not_loaded_twice(house: House) -> None:
    await house.load_demo()
    with pytest.raises(NotEmpty):
        await house.load_demo()


async def test_at_another_time_it_is_loaded_for_that_time(house: House) -> None:
    house.clock.at += 24 * HOUR
    await house.load_demo()
    loaded = await DemoDatabase.select(DemoDatabase.loaded_at).first()
    assert loaded == {"loaded_at": house.clock.at}


@pytest.mark.usefixtures("kept")
async def test_its_events_are_sealed_and_verified(house: House) -> None:
    await house.load_demo()
    sealer = house.runtime.find(Sealer)
    await sealer.seal_all()
    (events,) = await fetch("SELECT count(*) AS n FROM event")
    assert sealer.head_no == events["n"] > 50
    assert await run_command(house.runtime, "audit verify") == 0


async def test_who_watches_is_told(house: House, kept: KeptHouse) -> None:
    scope = next(entry.event.scope_id for told in kept.told for entry in told if entry.event.scope_id)
    with house.runtime.find(Hints).watching(scope) as queue:
        await house.load_demo()
    assert isinstance(queue.get_nowait(), Hint)


@pytest.mark.usefixtures("kept")
async def test_changed_rows_are_not_kept() -> None:
    with pytest.raises(AssertionError, match="changed rows of slot"):
        added({"slot": [(1, "open")]}, {"slot": [(1, "closed")]})
