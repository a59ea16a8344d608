"""What a first visit fetches and what the phone keeps, as built."""

import re
import subprocess

from backend.settings import ROOT
from tests.bench.figures import Figure

_LINE = re.compile(r"\S+\s+([\d.]+) of ([\d.]+) KB\s+(.+)")


def weights(_: bool) -> list[Figure]:
    """The sizes that the build checks."""
    said = subprocess.run(["node", "pwa/check-sizes.mjs"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    found = [_LINE.match(line) for line in said.splitlines()]
    return [Figure(one[3], float(one[1]), "KB", float(one[2])) for one in found if one]
