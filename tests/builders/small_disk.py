"""A disk of its own that a test can fill, where the machine allows mounting one."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from media.disk import free_bytes

PAGE = 4096


@dataclass
class SmallDisk:
    """A mounted folder."""

    folder: Path

    @property
    def _ballast(self) -> Path:
        return self.folder / "ballast"

    def fill(self, *, leave: int) -> None:
        """Fill it until only so many bytes are free."""
        self.clear()
        spared = max(leave, PAGE * 256)
        with self._ballast.open("ab", buffering=0) as stream:
            os.posix_fallocate(stream.fileno(), 0, free_bytes(self.folder) - spared)
            # the server may take some meanwhile: the rest page by page
            with suppress(OSError):
                while free_bytes(self.folder) > leave or not leave:
                    stream.write(bytes(PAGE))

    def clear(self) -> None:
        """Take away what filled it."""
        self._ballast.unlink(missing_ok=True)


class NoLeaveToMount(RuntimeError):
    """This process may not mount anything."""


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """A file system in memory, mounted on a new folder.

    Raises:
        NoLeaveToMount
    """
    folder.mkdir()
    options = f"size={megabytes}m,mode=700"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        raise NoLeaveToMount(mounted.stderr.strip())
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
