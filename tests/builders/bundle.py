"""Evidence bundles, and bundles somebody has been at."""

import io
import zipfile
from collections.abc import Callable, Mapping

from backend.supervision.bundle.verify import verify

Change = Callable[[bytes], bytes] | None


def parts_of(bundle: bytes) -> dict[str, bytes]:
    """The files by name."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def checked(bundle: bytes, *keys: str) -> tuple[int, str]:
    """The verifier's exit code and what it printed."""
    said = io.StringIO()
    return verify(io.BytesIO(bundle), keys, said), said.getvalue()
