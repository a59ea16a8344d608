"""Rescue zips as the PWA writes them, and spoilt ones."""

import io
import zipfile
from collections.abc import Iterable

from backend.demo.phone import Shot
from backend.kernel.encoding import b64encode

Entry = tuple[str, bytes]


def entries_of(shot: Shot) -> list[Entry]:
    """The three files of a photo, in the PWA's order."""
    name = str(shot.manifest.id)
    return [
        (f"photos/{name}.jpg", shot.photo),
        (f"manifests/{name}.json", shot.raw),
        (f"signatures/{name}.txt", b64encode(shot.signature).encode()),
    ]


def rescue_zip(*shots: Shot) -> bytes:
    """A whole rescue zip."""
    return packed([("index.json", b"{}"), *(entry for shot in shots for entry in entries_of(shot))])


def packed(entries: Iterable[Entry], method: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of these files; a name may come twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 21, 10, 52, 6)), content, compress_type=method)
    return out.getvalue()
