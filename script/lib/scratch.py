"""A folder for the files that tests make and forget, in memory where there is room."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 2_000_000_000


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A new folder, gone afterwards. A data folder has hundreds of files, and nearly every test makes one."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    folder = Path(tempfile.mkdtemp(prefix="halfday-tests-", dir=MEMORY if roomy else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
