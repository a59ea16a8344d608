"""Where the local store keeps its files, and how bytes get their place: `ab/<digest>` below one folder.

One level of 256 folders, made when the store is opened: a folder made while a photo waits costs as much as writing the
photo, and a file system's own index serves thousands of names in each.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from media.blobs import DiskFull, StoredBlob, checked_digest
from media.disk import Temporary, free_bytes, sync_folder
from media.incoming import Incoming

FOLDERS = tuple(f"{number:02x}" for number in range(256))


class Shelf:
    """The folders of a store. `reserve` bytes of the disk stay free, whatever comes in."""

    def __init__(self, root: Path, reserve: int) -> None:
        self.root = root.absolute()
        self._base = str(self.root)
        self._reserve = reserve
        self.incoming = Incoming(self.root / "incoming")
        self.aside = self.root / "aside"
        self.aside.mkdir(exist_ok=True)
        for name in FOLDERS:
            (self.root / name).mkdir(exist_ok=True)
        sync_folder(self.root)
        sync_folder(self.root.parent)

    def path(self, digest: str) -> Path:
        """Where these bytes are, or would be.

        Raises:
            BadDigest
        """
        return Path(self._name(digest))

    def _name(self, digest: str) -> str:
        """`path` as a text: taking a Path apart costs more than the system call it is for."""
        return f"{self._base}/{checked_digest(digest)[:2]}/{digest}"

    def size(self, digest: str) -> int | None:
        """How many bytes are there; None if absent."""
        try:
            return os.stat(self._name(digest)).st_size  # noqa: PTH116 - as `_name` says
        except FileNotFoundError:
            return None

    def refuse_without_room(self, size: int) -> None:
        """Refuse `size` more bytes when less than the reserve would stay free.

        Raises:
            DiskFull
        """
        if free_bytes(self._base) - size < self._reserve:
            raise DiskFull("reserve")

    def publish(self, temporary: Temporary, blob: StoredBlob) -> None:
        """Give bytes their name, durably. Bytes of another size under it can't be right, and are replaced."""
        temporary.flush()
        temporary.rename(self._name(blob.digest))
        self.confirm(blob.digest)

    def confirm(self, digest: str) -> None:
        """Make the name of present bytes durable.

        Also when it was there before: whoever put it there may have died before flushing, and the answer about to be
        given lets a phone delete its copy.
        """
        sync_folder(f"{self._base}/{checked_digest(digest)[:2]}")

    def since(self, digest: str) -> int | None:
        """When bytes were written, in milliseconds of the host's clock; None if absent."""
        try:
            return self.path(digest).stat().st_mtime_ns // 1_000_000
        except FileNotFoundError:
            return None

    def set_aside(self, digest: str) -> None:
        """Move bytes where nobody finds them, durably."""
        try:
            self.path(digest).rename(self.aside / digest)
        except FileNotFoundError:
            return
        # The name there before the name here: between the two, a power cut may leave both, never neither.
        sync_folder(self.aside)
        self.confirm(digest)

    def bring_back(self, digest: str) -> None:
        """Move them back, durably; those that came meanwhile are newer and stay."""
        if self.size(digest) is not None:
            self.drop(digest)
            return
        try:
            (self.aside / checked_digest(digest)).rename(self.path(digest))
        except FileNotFoundError:
            return
        self.confirm(digest)

    def drop(self, digest: str) -> bool:
        """Forget what was set aside; whether it was there. Should a power cut undo it, it is dropped again."""
        try:
            (self.aside / checked_digest(digest)).unlink()
        except FileNotFoundError:
            return False
        return True

    def digests(self) -> Iterator[str]:
        """Everything on the shelf."""
        for folder in FOLDERS:
            for path in (self.root / folder).iterdir():
                yield path.name
