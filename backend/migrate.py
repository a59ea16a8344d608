"""Bringing the database to the newest shape; runs once before serving (design §8)."""

import contextlib
import io

from piccolo.apps.migrations.commands.forwards import run_forwards


class MigrationFailed(RuntimeError):
    """The migrations' own output is the message."""


async def migrate() -> None:
    """Run what has not run.

    Raises:
        MigrationFailed: one failed; it was rolled back.
    """
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        result = await run_forwards("all")
    if not result.success:
        raise MigrationFailed(f"{result.message}\n{said.getvalue()}")
