"""The `halfday` command."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence

from backend.migrate import MigrationFailed, migrate
from backend.serve import check_bind, prepare, print_welcome, serve
from backend.settings import read_settings


def _migrate(_: argparse.Namespace) -> int:
    asyncio.run(migrate())
    return 0


def _serve(chosen: argparse.Namespace) -> int:
    settings = read_settings(os.environ)
    check_bind(settings)

    async def before() -> None:
        await prepare(settings, os.environ, demo=not chosen.no_demo)
        await print_welcome(settings)

    asyncio.run(before())
    serve(settings)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="halfday", description="Halfday's commands")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("migrate", help="bring the database to the newest shape").set_defaults(run=_migrate)
    serving = commands.add_parser("serve", help="migrate and serve")
    serving.add_argument("--no-demo", action="store_true", help="load no demo data into an empty database")
    serving.set_defaults(run=_serve)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when it did what it says."""
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except (MigrationFailed, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
