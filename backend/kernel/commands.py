"""Commands that areas add to `halfday`."""

import argparse
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from backend.kernel.runtime import Runtime


class CommandFailed(RuntimeError):
    """What the command could not do, in words for the person at the terminal; exit code 1."""


def no_arguments(_: argparse.ArgumentParser) -> None:
    """For commands that take none."""


@dataclass(frozen=True)
class Command:
    """Port: `halfday NAME [WORDS…]`, run on an open database. `run` answers the exit code.

    `name` may have two words ("keys list"). `writes`: takes the server's lock file, or says that a server is running;
    with `--check`, where a command offers it, it only looks and may run beside a server.
    `database`: False for commands that work without one; theirs is a runtime of settings and wiring alone.
    """

    name: str
    help: str
    run: Callable[[Runtime, argparse.Namespace], Awaitable[int]]
    arguments: Callable[[argparse.ArgumentParser], None] = no_arguments
    writes: bool = False
    database: bool = True
