"""A later release of the built app: the same code under other names, as if every file had changed."""

import re
import shutil
from hashlib import sha256
from pathlib import Path

HASHED = re.compile(r"-([\w-]{8})\.(?:js|css|woff2|wasm)$")
TEXT = {".js", ".css", ".html", ".json", ".map"}


def make_next_release(built: Path, to: Path) -> None:
    """Copy a build so that none of its hashed names is left: pages of the former release find nothing of theirs."""
    # compressed copies would still be those of the former release
    shutil.copytree(built, to, ignore=shutil.ignore_patterns("*.gz", "*.br"))
    names = {path.stem: f"{path.stem[:-8]}{_other(path.stem)}" for path in (to / "assets").iterdir()}
    index = (to / "index.html").read_bytes()
    for path in sorted(to.rglob("*")):
        if path.suffix in TEXT:
            text = path.read_text(encoding="utf-8")
            for before, after in names.items():
                text = text.replace(before, after)
            path.write_text(text, encoding="utf-8")
        if path.stem in names and HASHED.search(path.name):
            path.rename(path.with_stem(names[path.stem]))
    worker = (to / "sw.js").read_text(encoding="utf-8")
    now = sha256((to / "index.html").read_bytes()).hexdigest()
    assert worker.count(sha256(index).hexdigest()) == 1
    worker = worker.replace(sha256(index).hexdigest(), now)
    worker, versions = re.subn(r'("version":")[0-9a-f]{12}"', rf'\g<1>{now[:12]}"', worker)
    assert versions == 1
    (to / "sw.js").write_text(worker, encoding="utf-8")


def _other(stem: str) -> str:
    return sha256(stem.encode()).hexdigest()[:8]
