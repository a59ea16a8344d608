"""`halfday forms check`: everything wrong with the definitions, before they come into force."""

import argparse
import sys
from pathlib import Path

from backend.flows.in_force import Definitions, load, overlays_folder
from backend.kernel.commands import Command
from backend.kernel.runtime import Runtime


async def check_forms(runtime: Runtime, chosen: argparse.Namespace) -> int:
    """Print a line per mistake; 1 if there are any."""
    overlays = Path(chosen.overlays) if chosen.overlays else overlays_folder(runtime)
    found, findings = load(runtime, overlays)
    for finding in findings:
        sys.stdout.write(f"{finding}\n")
    if found is None:
        sys.stderr.write(f"{len(findings)} mistakes. None of these definitions comes into force.\n")
        return 1
    _say(found)
    return 0


def _say(found: Definitions) -> None:
    forms, lists, flows = found.counts()
    sys.stdout.write(f"OK: {forms} forms, {lists} code lists, {flows} flows\n")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--overlays", metavar="DIR", help="a folder of changes to check before it is put in place")


COMMANDS = (Command("forms check", "check forms, code lists and flows", check_forms, _arguments, database=False),)
