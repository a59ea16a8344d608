"""Running a `halfday` command in process, on the open house."""

import argparse

from backend.kernel.commands import Command
from backend.kernel.runtime import Runtime


async def run_command(runtime: Runtime, name: str, *arguments: str) -> int:
    """The exit code of the command that an area registered under this name."""
    command = next(command for command in runtime.wiring.all(Command) if command.name == name)
    parser = argparse.ArgumentParser(prog=name)
    command.arguments(parser)
    return await command.run(runtime, parser.parse_args(list(arguments)))
