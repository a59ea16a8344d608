"""The table of who is answered what on every route: printed for people, and held against the server by a test."""

import argparse
import sys
from pathlib import Path

from backend.kernel.commands import Command
from backend.kernel.runtime import Runtime

FILE = Path(__file__).with_suffix(".txt")
Table = dict[str, dict[str, str]]


def read_table() -> Table:
    """Answers by route and person."""
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    who = lines[0].split()
    rows = [line.rsplit(None, len(who)) for line in lines[1:]]
    return {" ".join(route.split()): dict(zip(who, marks, strict=True)) for route, *marks in rows}


def write_line(route: str, row: dict[str, str]) -> str:
    """A route's line as it stands in the file."""
    return f"{route:<56}{''.join(f'{mark:<11}' for mark in row.values())}".rstrip()


async def _print(_: Runtime, __: argparse.Namespace) -> int:
    sys.stdout.write(FILE.read_text(encoding="utf-8"))
    return 0


PERMISSIONS = Command(
    name="permissions",
    help="print who is answered what on every route of the API",
    run=_print,
    database=False,
)
