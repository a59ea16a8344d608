"""Whose turn it is to seal: one process per data folder, so that a command beside a server never breaks its chain."""

import fcntl
import os
from pathlib import Path

TURN_FILE = "sealer.lock"


class SealerTurn:
    """A lock that ends with the process that holds it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / TURN_FILE
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        return self._descriptor is not None

    def take(self) -> bool:
        """True if this process seals from now on; False while another one does."""
        if self._descriptor is None:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                return False
            self._descriptor = descriptor
        return True

    def leave(self) -> None:
        """Let another process seal."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
