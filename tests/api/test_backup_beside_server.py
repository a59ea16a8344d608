"""Commands that only read run beside a server without getting into its way (design §8)."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from backend.settings import ROOT
from tests.builders.server import Server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        os.environ.get("HALFDAY_TEST_ENGINE") == "postgres",
        reason="a server with SQLite is a matter of the other engine",
    ),
]


def halfday(server: Server, *arguments: str) -> str:
    """What the command printed; it must end well."""
    given = {
        "HALFDAY_DATA": str(server.folder),
        "HALFDAY_DATABASE_URL": "",
        "HALFDAY_BACKUP_PASSPHRASE": "correct horse battery staple",
        "HALFDAY_FILES_RESERVE_MB": "1",
        "HALFDAY_TEST_CLOCK": str(server.clock_file()),
    }
    command = [sys.executable, "-m", "backend.cli", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | given, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def do_something(server: Server) -> None:
    """Leave an event."""
    answer = httpx.post(
        f"{server.origin}/api/demo/login", json={"role": "unit"}, headers={"X-Halfday-CSRF": "none"}, timeout=10
    )
    assert answer.status_code == httpx.codes.CREATED, answer.text


def test_reading_beside_a_server_and_writing_after_it(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "backup"
    data.mkdir()
    server = Server(data)
    server.start()
    try:
        do_something(server)
        halfday(server, "backup", str(folder))
        do_something(server)
        assert "OK: " in halfday(server, "audit", "verify")
        assert "This backup would restore." in halfday(server, "restore", "--check", str(folder))
        with pytest.raises(AssertionError, match="stop it first"):
            halfday(server, "keys", "rotate", "data")
        do_something(server)
    finally:
        server.stop()
    assert "sealing failed" not in server.log.read_text()
    assert "is current" in halfday(server, "keys", "rotate", "data")
    assert "OK: " in halfday(server, "audit", "verify")
