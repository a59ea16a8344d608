"""A PostgreSQL server for the tests: a running one, or one started from the system's package on a spare port."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lib.say import note
from lib.tools import PYTHON, environment

RUNNING = "postgresql:///postgres?host=/var/run/postgresql"
PROBE = """
import asyncio, sys, asyncpg
from backend.kernel.db.postgres import config_of
asyncio.run(asyncpg.connect(**config_of(sys.argv[1]), timeout=5))
"""


@contextmanager
def postgres_server() -> Iterator[str | None]:
    """The address of a server the tests may make databases on; None if there is none to be had."""
    given = os.environ.get("HALFDAY_TEST_POSTGRES", RUNNING)
    if _answers(given):
        yield given
        return
    programs = _programs()
    if programs is None:
        yield None
        return
    with _own_server(programs) as address:
        yield address


def _answers(address: str) -> bool:
    probe = subprocess.run([PYTHON, "-c", PROBE, address], capture_output=True, env=environment(), check=False)
    return probe.returncode == 0


def _programs() -> Path | None:
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).parent
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    return packaged[-1].parent if packaged else None


@contextmanager
def _own_server(programs: Path) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="halfday-postgres-"))
    as_user = _unprivileged(folder)
    port = _free_port()
    note(f"starting PostgreSQL on port {port}")
    data = folder / "data"
    _run(as_user, programs / "initdb", "--pgdata", data, "--username", "halfday", "--auth", "trust", "--no-sync")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    control = (programs / "pg_ctl", "--pgdata", data)
    _run(as_user, *control, "--options", options, "--wait", "--log", folder / "log", "start")
    try:
        yield f"postgresql://halfday@127.0.0.1:{port}/postgres"
    finally:
        _run(as_user, *control, "--mode", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root; then it runs as its own user."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def _run(as_user: list[str], *command: str | Path) -> None:
    subprocess.run([*as_user, *map(str, command)], check=True, stdout=subprocess.DEVNULL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
