"""`halfday bundle verify`."""

import argparse
import asyncio

from backend.kernel.commands import Command
from backend.kernel.runtime import Runtime
from backend.supervision.bundle.verify import verify


async def verify_bundle(_: Runtime, chosen: argparse.Namespace) -> int:
    """Print a line per fault; 0 only if the bundle is whole and its root is one of the given keys."""
    return await asyncio.to_thread(verify, chosen.file, chosen.key)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="an evidence bundle")
    parser.add_argument(
        "--key", action="append", default=[], metavar="FINGERPRINT", help="of the deployment's signing key"
    )


COMMANDS = (
    Command("bundle verify", "check an evidence bundle, file by file", verify_bundle, _arguments, database=False),
)
