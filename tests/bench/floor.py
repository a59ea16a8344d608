"""The bare server as a process of its own."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from backend.settings import ROOT
from tests.bench.processes import cpu_seconds
from tests.builders.server import free_port

READY_WITHIN_S = 20.0


class Floor:
    """The same HTTP server with one PUT and nothing else (`floor_app.py`); rows go to a database of its own."""

    def __init__(self, folder: Path, address: str = "") -> None:
        self.port = free_port()
        folder.mkdir(parents=True)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(self.port), "--loop", "uvloop",
             "--no-log", "tests.bench.floor_app:app"],
            cwd=ROOT,
            env=os.environ | {"HALFDAY_FLOOR": str(folder), "HALFDAY_FLOOR_DATABASE": address},
        )  # fmt: skip

    def wait(self) -> None:
        """Until it answers."""
        deadline = time.monotonic() + READY_WITHIN_S
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError("the floor did not start")

    def cpu(self) -> float:
        """Processor seconds used."""
        return cpu_seconds(self._process.pid)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)
