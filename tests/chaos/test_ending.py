"""Asked to end, the server ends at once, although screens hold streams of hints open."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.builders.server import Server
from tests.builders.visitor import Visitor

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(90)]
AT_ONCE_S = 5.0


def open_stream(client: httpx.Client, project_id: str) -> Iterator[bytes]:
    """A wall's stream of hints, after its first words."""
    stream = client.send(client.build_request("GET", f"/api/projects/{project_id}/events"), stream=True)
    assert stream.status_code == httpx.codes.OK
    words = stream.iter_raw()
    assert next(words).startswith(b": open")
    return words


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_open_streams_end_with_the_server(tmp_path: Path, asked: signal.Signals) -> None:
    server = Server(tmp_path)
    server.start()
    assert server.process is not None
    try:
        lead = Visitor.enter(server, "lead")
        (assignment,) = lead.client.get("/api/supervision/assignments").json()["assignments"]
        walls = [Visitor.enter(server, role).client for role in ("authority", "unit")]
        streams = [open_stream(wall, assignment["project"]["id"]) for wall in walls]
        began = time.monotonic()
        os.killpg(server.process.pid, asked)
        assert server.process.wait(timeout=30) == 0
        assert time.monotonic() - began < AT_ONCE_S
        assert [b"".join(stream) for stream in streams] == [b"", b""], "they end as a whole answer does"
    finally:
        server.kill()
    assert "refused" not in server.log.read_text()
