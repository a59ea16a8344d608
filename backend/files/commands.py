"""`halfday files orphans`."""

import argparse
import sys

from backend.files.orphans import orphans
from backend.files.settings import FilesSettings
from backend.kernel.clock import local_datetime
from backend.kernel.commands import Command
from backend.kernel.runtime import Runtime


async def list_orphans(runtime: Runtime, _: argparse.Namespace) -> int:
    """Print bytes that no row names with their size and when they came, new ones too."""
    number = 0
    async for orphan in orphans(runtime):
        number += 1
        came = local_datetime(orphan.since, runtime.zone).isoformat(" ", "seconds")
        sys.stdout.write(f"{orphan.digest} {orphan.size:>10} {came}\n")
    days = runtime.settings(FilesSettings).orphan_days
    kept = f"the daily job removes them after {days} days" if days else "they are kept for ever"
    sys.stdout.write(f"{number} files that no record names; {kept} (HALFDAY_FILES_ORPHAN_DAYS)\n")
    return 0


COMMANDS = (Command("files orphans", "bytes in the store that no record names", list_orphans),)
