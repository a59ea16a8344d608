"""A disk of its own that a test can fill."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from media.disk import free_bytes

PAGE = 4096
SHARED = Path("/dev/shm")
SHARED_AT_MOST, SHARED_FREE = 512_000_000, 48_000_000
"""Containers that may mount nothing have 64 MB of it; where it is large it is the machine's memory."""


@dataclass
class SmallDisk:
    """A folder on a small file system."""

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


class NoSmallDisk(RuntimeError):
    """Nothing may be mounted here, and nothing small is mounted already."""


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """A folder on a file system of its own: mounted, by sudo if need be, else the small shared memory of containers.

    Raises:
        NoSmallDisk
    """
    refused = []
    folder.mkdir()
    for leave in ((), ("sudo", "-n")):
        try:
            with _mounted(folder, megabytes, leave):
                yield SmallDisk(folder)
            return
        except NoSmallDisk as reason:
            refused.append(str(reason))
    with _shared_memory(refused) as place:
        yield SmallDisk(place)


@contextmanager
def _mounted(folder: Path, megabytes: int, leave: tuple[str, ...]) -> Iterator[None]:
    options = f"size={megabytes}m,mode=700,uid={os.getuid()},gid={os.getgid()}"
    if leave and shutil.which(leave[0]) is None:
        raise NoSmallDisk(f"no {leave[0]}")
    command = [*leave, "mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    if mounted.returncode:
        raise NoSmallDisk(mounted.stderr.strip())
    try:
        yield
    finally:
        subprocess.run([*leave, "umount", "--lazy", str(folder)], check=True)


@contextmanager
def _shared_memory(refused: list[str]) -> Iterator[Path]:
    """A folder in it, for one test at a time; filled, it fills nothing else than this container's."""
    if not SHARED.is_dir() or shutil.disk_usage(SHARED).total > SHARED_AT_MOST or free_bytes(SHARED) < SHARED_FREE:
        raise NoSmallDisk("; ".join([*refused, f"{SHARED} is not small and free"]))
    with (SHARED / "halfday-small-disk.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        place = Path(tempfile.mkdtemp(prefix="halfday-small-disk-", dir=SHARED))
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)
