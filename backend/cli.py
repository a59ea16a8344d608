"""The `halfday` command: serve, migrate, and what the areas add."""

import argparse
import asyncio
import os
import socket
import sys
from collections.abc import Sequence

import asyncpg
from piccolo.apps.migrations.tables import Migration

from backend.app import bare_runtime, opened
from backend.areas import AREAS
from backend.kernel.commands import Command, CommandFailed
from backend.kernel.start_check import StartCheck
from backend.kernel.wiring import compose
from backend.lan.address import lan_address
from backend.lock import server_lock
from backend.migrate import MigrationFailed, migrate
from backend.serve import check_bind, prepare, print_welcome, serve
from backend.settings import read_settings

NO_DATABASE = (
    ConnectionError,
    socket.gaierror,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
)


def _migrate(_: argparse.Namespace) -> int:
    settings = read_settings(os.environ)
    with server_lock(settings.data_dir):
        asyncio.run(migrate())
    return 0


def _serve(chosen: argparse.Namespace) -> int:
    if os.environ.get("HALFDAY_LAN") and not os.environ.get("HALFDAY_HOST"):
        os.environ["HALFDAY_HOST"] = lan_address()  # the serving process reads its settings anew
    settings = read_settings(os.environ)
    check_bind(settings)
    for port in compose(AREAS).all(StartCheck):
        port.check(os.environ, settings.production)

    async def before() -> None:
        await prepare(settings, os.environ, demo=not chosen.no_demo)
        await print_welcome(settings)

    with server_lock(settings.data_dir):
        asyncio.run(before())
        serve(settings)
    return 0


async def _run(command: Command, chosen: argparse.Namespace) -> int:
    settings = read_settings(os.environ)
    if not command.database:
        return await command.run(bare_runtime(settings, os.environ), chosen)
    if not await Migration.table_exists():
        raise CommandFailed("there is no database yet: run halfday migrate (or halfday serve) first")
    async with opened(settings, os.environ, background=_writes(command, chosen)) as runtime:
        return await command.run(runtime, chosen)


def _writes(command: Command, chosen: argparse.Namespace) -> bool:
    return command.writes and not getattr(chosen, "check", False)


def _run_command(command: Command, chosen: argparse.Namespace) -> int:
    if not _writes(command, chosen):
        return asyncio.run(_run(command, chosen))
    with server_lock(read_settings(os.environ).data_dir):
        return asyncio.run(_run(command, chosen))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="halfday", description="Halfday's commands")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("migrate", help="bring the database to the newest shape").set_defaults(run=_migrate)
    serving = commands.add_parser("serve", help="migrate and serve")
    serving.add_argument("--no-demo", action="store_true", help="load no demo data into an empty database")
    serving.set_defaults(run=_serve)
    groups: dict[str, argparse._SubParsersAction[argparse.ArgumentParser]] = {}
    offered = sorted(compose(AREAS).all(Command), key=lambda command: command.name)
    for command in offered:
        group, _, name = command.name.rpartition(" ")
        if group and group not in groups:
            added = commands.add_parser(group, help=_group_help(group, offered))
            groups[group] = added.add_subparsers(required=True, metavar="COMMAND")
        added = (groups[group] if group else commands).add_parser(name, help=command.help, description=command.help)
        command.arguments(added)
        added.set_defaults(run=lambda chosen, command=command: _run_command(command, chosen))
    return parser


def _group_help(group: str, offered: Sequence[Command]) -> str:
    """What a group holds, so that the first help names every command there is."""
    own = [command for command in offered if command.name.startswith(f"{group} ")]
    return "; ".join(f"{command.name.rpartition(' ')[2]}: {command.help}" for command in own)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when it did what it says."""
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except (CommandFailed, MigrationFailed, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except NO_DATABASE as error:
        sys.stderr.write(f"the database that HALFDAY_DATABASE_URL names can't be used: {error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
