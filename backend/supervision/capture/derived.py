"""Derived pictures: made on first view, once however many ask, kept as files that may be deleted at any time."""

import asyncio
from collections.abc import Callable
from pathlib import Path

WORKERS = 2


class Derived:
    """Thumbnails and stamped copies under the data folder. They are no evidence: the originals are."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True)
        self._workers = asyncio.Semaphore(WORKERS)
        self._making: dict[str, asyncio.Task[bytes]] = {}

    def keep(self, name: str, kind: str, picture: bytes) -> None:
        """Keep a picture; readers see it whole or not at all."""
        path = self._path(name, kind)
        path.parent.mkdir(exist_ok=True)
        temporary = path.with_suffix(f".{id(picture)}.tmp")
        temporary.write_bytes(picture)
        temporary.replace(path)

    def kept(self, name: str, kind: str) -> bytes | None:
        try:
            return self._path(name, kind).read_bytes()
        except FileNotFoundError:
            return None

    def forget(self, name: str, kind: str) -> None:
        """Remove a picture; absent is fine."""
        self._path(name, kind).unlink(missing_ok=True)

    async def settled(self, name: str, kind: str) -> None:
        """Wait for a picture that is being made, so that what is removed next does not come back."""
        task = self._making.get(f"{name}.{kind}")
        if task is not None:
            await asyncio.wait([task])

    async def get(self, name: str, kind: str, make: Callable[[], bytes]) -> bytes:
        """The picture, made in a thread if it is not there; those who ask meanwhile wait for the same making."""
        found = await asyncio.to_thread(self.kept, name, kind)
        if found is not None:
            return found
        key = f"{name}.{kind}"
        task = self._making.get(key)
        if task is None:
            task = self._making[key] = asyncio.create_task(self._make(name, kind, make))
            task.add_done_callback(lambda _: self._making.pop(key, None))
        return await asyncio.shield(task)

    async def _make(self, name: str, kind: str, make: Callable[[], bytes]) -> bytes:
        async with self._workers:
            picture = await asyncio.to_thread(make)
            await asyncio.to_thread(self.keep, name, kind, picture)
            return picture

    def _path(self, name: str, kind: str) -> Path:
        return self._folder / name[:2] / f"{name}.{kind}.jpg"
