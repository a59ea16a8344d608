"""A first start that is broken off while the demo is loaded is made good by the next one."""

import sqlite3
import time
from pathlib import Path

import httpx
import pytest

from tests.builders.server import Server
from tests.builders.visitor import Visitor

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(180)]


def break_off(server: Server) -> None:
    """Start with evidence, and kill the whole group once the district is in the database."""
    database = server.folder / "halfday.sqlite"
    server.launch()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and marks(database) != [(1,)]:
        time.sleep(0.02)
    server.kill()
    assert marks(database) == [(1,)]


def marks(database: Path) -> list[tuple[int]]:
    """What says that this is a demo, and whether it is unfinished."""
    if not database.exists():
        return []
    try:
        with sqlite3.connect(database, timeout=10) as opened:
            return opened.execute("SELECT unfinished FROM demo_database").fetchall()
    except sqlite3.OperationalError:
        return []


def test_the_next_start_loads_it_anew(tmp_path: Path) -> None:
    server = Server(tmp_path, environ={"HALFDAY_DEMO_EVIDENCE": "1"})
    break_off(server)
    server.start()
    try:
        assert "broken off" in server.log.read_text()
        assert marks(tmp_path / "halfday.sqlite") == [(0,)]
        listed = Visitor.enter(server, "authority").client.get("/api/projects")
        assert listed.status_code == httpx.codes.OK, listed.text
    finally:
        server.stop()


def test_without_the_demo_it_says_what_to_do(tmp_path: Path) -> None:
    server = Server(tmp_path, environ={"HALFDAY_DEMO_EVIDENCE": "1"})
    break_off(server)
    server.arguments = ("--no-demo",)
    with pytest.raises(AssertionError, match="Start once without --no-demo"):
        server.start()
