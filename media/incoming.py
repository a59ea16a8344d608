"""Temporary files of a store, and how a later process knows which of them a dead one left."""

import fcntl
import itertools
import os
import secrets
import shutil
import weakref
from pathlib import Path

from media.disk import Temporary


class Incoming:
    """A folder of this process below `root`, locked as long as this object lives; the lock dies with the process."""

    def __init__(self, root: Path) -> None:
        self._root = root
        root.mkdir(parents=True, exist_ok=True)
        self._folder, descriptor = _own_folder(root)
        self._names = itertools.count()
        self._close = weakref.finalize(self, os.close, descriptor)

    def new(self) -> Temporary:
        """A new temporary file."""
        return Temporary(f"{self._folder}/{next(self._names)}")

    def sweep(self) -> int:
        """Remove the files of processes that are gone; how many."""
        return sum(_remove_if_abandoned(folder) for folder in self._root.iterdir() if folder != self._folder)


def _own_folder(root: Path) -> tuple[Path, int]:
    """A new locked folder. Another process's sweep may take it before the lock stands; then it has no links left."""
    while True:
        folder = root / secrets.token_hex(8)
        folder.mkdir()
        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink > 0:
            return folder, descriptor
        os.close(descriptor)


def _remove_if_abandoned(folder: Path) -> int:
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except FileNotFoundError:
        return 0
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        count = sum(1 for _ in folder.iterdir())
        shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        return 0
    finally:
        os.close(descriptor)
    return count
