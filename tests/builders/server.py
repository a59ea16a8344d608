"""A real server process on a port of its own, for tests that kill it or drive a browser against it."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx

from backend.settings import ROOT

READY_WITHIN_S = 30.0


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """`halfday serve` with demo data in a folder of its own."""

    folder: Path
    port: int = field(default_factory=free_port)
    environ: dict[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None

    @property
    def origin(self) -> str:
        return f"{'https' if 'HALFDAY_LAN' in self.environ else 'http'}://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def start(self) -> None:
        """Start, and wait until it is ready."""
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        """Start, and wait for nothing."""
        settings = {
            "HALFDAY_DATA": str(self.folder),
            "HALFDAY_PORT": str(self.port),
            "HALFDAY_FILES_RESERVE_MB": "1",
            "HALFDAY_DEMO_EVIDENCE": "0",
            "HALFDAY_TEST_CLOCK": str(self.clock_file()),
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "backend.cli", "serve", *self.arguments],
                cwd=ROOT,
                env=os.environ | {"HALFDAY_DATABASE_URL": ""} | settings | self.environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def clock_file(self) -> Path:
        """Moves the server to nine o'clock of this very day, so that no test meets the end of a half-day."""
        path = self.folder / "clock"
        if not path.exists():
            now = datetime.now(ZoneInfo("Asia/Shanghai"))
            path.write_text(str((now.replace(hour=9, minute=0, second=0) - now).total_seconds()))
        return path

    def move_clock(self, hours: float) -> None:
        """Move the server's time; it looks at the file a few times a second."""
        path = self.clock_file()
        path.write_text(str(float(path.read_text()) + hours * 3600))
        time.sleep(0.5)

    def put_clock(self, hour: int, minute: int, second: int = 0, *, days: int = 0) -> None:
        """Move the server's time to a moment of its day, or of one some days on, in the deployment's zone."""
        path, now = self.clock_file(), datetime.now(ZoneInfo("Asia/Shanghai"))
        its_day = now + timedelta(seconds=float(path.read_text()), days=days)
        wanted = its_day.replace(hour=hour, minute=minute, second=second, microsecond=0)
        path.write_text(str((wanted - now).total_seconds()))
        time.sleep(0.5)

    def wait_until_ready(self, asked: str = "/health/ready") -> None:
        deadline = time.monotonic() + READY_WITHIN_S
        while time.monotonic() < deadline:
            assert self.process is not None
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended: {self.log.read_text()[-3000:]}")
            try:
                if httpx.get(f"{self.origin}{asked}", timeout=2, verify=False).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError(f"not ready within {READY_WITHIN_S} s: {self.log.read_text()[-3000:]}")

    def kill(self) -> None:
        """SIGKILL to the whole process group, as a power cut would end it."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, and wait."""
        self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        os.killpg(self.process.pid, number)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=10)
            raise AssertionError("the server did not end when asked") from None
