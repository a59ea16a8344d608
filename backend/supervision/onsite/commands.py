"""`halfday commitment`: the text of the commitment letter (承诺书)."""

import argparse
import difflib
import sys
from pathlib import Path

from piccolo.query.functions import Count

from backend.audit.work import unit_of_work
from backend.kernel.actor import SYSTEM
from backend.kernel.clock import local_datetime
from backend.kernel.commands import Command, CommandFailed
from backend.kernel.runtime import Runtime
from backend.supervision.onsite.commitment_rules import UnfitText, read_text
from backend.supervision.onsite.commitment_text import issue_text, text_in_force
from backend.supervision.tables import Commitment, CommitmentText


async def issue_commitment(runtime: Runtime, chosen: argparse.Namespace) -> int:
    """Put a file's text in force as the next version, or print how it differs from the present one."""
    text, present = _text_of(chosen.file), await text_in_force(runtime.now())
    if text == present["text"]:
        raise CommandFailed(f"this is the text in force already (version {present['version']})")
    if chosen.dry_run:
        _say(_difference(present["text"], text, present["version"]))
        _say(f"This would become version {present['version'] + 1}; nothing was changed.")
        return 0
    async with unit_of_work(runtime, SYSTEM, role="system") as work:
        version = await issue_text(work, text)
    _say(f"Version {version} is in force: whoever has not signed yet reads it. What was signed stays as it is.")
    return 0


async def list_commitments(runtime: Runtime, _: argparse.Namespace) -> int:
    """Print every version: since when, how often it was signed, its digest."""
    rows = await Commitment.select(Commitment.text_version, Count()).group_by(Commitment.text_version)
    signed = {row["text_version"]: row["count"] for row in rows}
    for text in await CommitmentText.select().order_by(CommitmentText.version):
        since = local_datetime(text["valid_from"], runtime.zone).strftime("%Y-%m-%d %H:%M")
        number, digest = signed.get(text["version"], 0), text["sha256"][:16]
        _say(f"{text['version']:3}  since {since}  signed {number} times  {len(text['text'])} characters  {digest}")
    return 0


def _text_of(path: Path) -> str:
    try:
        return read_text(path.read_bytes())
    except OSError as error:
        raise CommandFailed(f"{path} cannot be read: {error.strerror}") from error
    except UnfitText as error:
        raise CommandFailed(f"{path}: {error}") from error


def _difference(former: str, text: str, version: int) -> str:
    lines = difflib.unified_diff(
        former.splitlines(), text.splitlines(), f"version {version}", f"version {version + 1}", lineterm="", n=1
    )
    return "\n".join(lines)


def _issue_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the text, UTF-8")
    parser.add_argument("--dry-run", action="store_true", help="only show the difference")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


COMMANDS = (
    Command(
        "commitment issue", "put a new text of the commitment in force", issue_commitment, _issue_arguments, writes=True
    ),
    Command("commitment list", "every version of the commitment's text", list_commitments),
)
