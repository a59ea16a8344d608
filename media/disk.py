"""The few system calls that make a file durable, with a full disk told apart from other trouble."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from media.blobs import DiskFull

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextmanager
def full_disk_told() -> Iterator[None]:
    """Turns "no space" and "quota exceeded" of any step into DiskFull."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(error.strerror or "") from error
        raise


class Temporary:
    """A new file, open for writing."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._descriptor: int | None = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o440)

    def write(self, chunk: bytes) -> None:
        """Write every byte; a short write goes on where it stopped."""
        assert self._descriptor is not None
        done = os.write(self._descriptor, chunk)
        while done < len(chunk):
            done += os.write(self._descriptor, memoryview(chunk)[done:])

    def flush(self) -> None:
        """Make the content durable."""
        assert self._descriptor is not None
        os.fsync(self._descriptor)

    def rename(self, path: str) -> None:
        """Give the file its name, in one step, and close it."""
        os.rename(self.path, path)  # noqa: PTH104 - taking Paths apart costs more than the call
        self._close()

    def drop(self) -> None:
        """Close and remove the file, unless it was renamed. May be called again."""
        if self._close():
            Path(self.path).unlink(missing_ok=True)

    def _close(self) -> bool:
        if self._descriptor is None:
            return False
        os.close(self._descriptor)
        self._descriptor = None
        return True


def free_bytes(folder: Path | str) -> int:
    """What an ordinary process may still write on the folder's file system."""
    state = os.statvfs(folder)
    return state.f_bavail * state.f_frsize


def sync_folder(folder: Path | str) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
