"""One writer per data folder: the server and commands that write hold the same lock file (design §8)."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.kernel.commands import CommandFailed

LOCK_FILE = "server.lock"


@contextmanager
def server_lock(data_dir: Path) -> Iterator[None]:
    """Hold the folder's lock.

    Raises:
        CommandFailed: a server or another command holds it; the message names the process.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / LOCK_FILE).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise CommandFailed(f"a server or command (process {holder}) is using {data_dir}; stop it first") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
