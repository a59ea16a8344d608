"""Doing again only what changed: a stamp holds the digest of the inputs a step last ran on."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def digest_of(paths: Iterable[Path]) -> str:
    """One digest over files and folders, by name and content."""
    total = hashlib.sha256()
    for path in sorted(file for start in paths for file in _files(start)):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def is_fresh(stamp: Path, digest: str) -> bool:
    return stamp.exists() and stamp.read_text() == digest


def write_stamp(stamp: Path, digest: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest)


def _files(start: Path) -> Iterable[Path]:
    if start.is_file():
        return [start]
    skipped = {"node_modules", "dist", "__pycache__"}
    return [path for path in start.rglob("*") if path.is_file() and not skipped & set(path.relative_to(start).parts)]
