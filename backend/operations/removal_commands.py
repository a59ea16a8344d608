"""`halfday retention`, `halfday hold` and `halfday person erase`."""

import argparse
import sys
from collections.abc import Sequence

from backend.audit.work import unit_of_work
from backend.kernel.actor import SYSTEM
from backend.kernel.clock import local_datetime
from backend.kernel.commands import Command, CommandFailed
from backend.kernel.runtime import Runtime
from backend.operations.chosen import chosen_person, chosen_subject, person_arguments
from backend.operations.compacting import compact
from backend.operations.erasure_actions import erase_person
from backend.operations.hold_actions import LONGEST_BY, place_hold, release_hold
from backend.operations.hold_queries import every_hold
from backend.operations.retention_actions import Standing, look_up_due, run_retention


async def list_retention(runtime: Runtime, _: argparse.Namespace) -> int:
    """Print every kind with its setting and what is due."""
    for one in await look_up_due(runtime):
        kept = "for ever" if not one.days else f"{one.days} days"
        _say(f"{one.kept.kind}: {kept}, {one.number} due ({one.kept.setting})")
        _say(f"    {one.kept.what}")
    return 0


async def retain(runtime: Runtime, chosen: argparse.Namespace) -> int:
    """Remove what is due now, or print what would go; 1 if a kind could not be finished."""
    done = await (look_up_due(runtime) if chosen.dry_run else run_retention(runtime))
    _tell(done, dry_run=chosen.dry_run)
    return 1 if any(one.failed for one in done) else 0


def _tell(done: Sequence[Standing], *, dry_run: bool) -> None:
    verb = "would be removed" if dry_run else "removed"
    for one in done:
        if one.number:
            _say(f"{one.kept.kind}: {one.number} {verb}")
        if one.failed:
            _say(f"{one.kept.kind}: failed, see the log; the rest is tried again tomorrow")
    if not any(one.number or one.failed for one in done):
        _say("Nothing is due.")


async def add_hold(runtime: Runtime, chosen: argparse.Namespace) -> int:
    """Keep everything of a project or person, whatever the settings say."""
    kind, subject_id, name = await chosen_subject(runtime, chosen)
    reason, by = chosen.reason.strip(), _by(chosen.by)
    if not reason:
        raise CommandFailed("--reason must say why")
    async with unit_of_work(runtime, SYSTEM, role="system") as work:
        placed = await place_hold(work, kind, subject_id, reason=reason, by=by)
    _say(f"{name} is {'now' if placed else 'already'} under legal hold; nothing of it is removed.")
    return 0


async def end_hold(runtime: Runtime, chosen: argparse.Namespace) -> int:
    """End a hold; 1 if there is none."""
    kind, subject_id, name = await chosen_subject(runtime, chosen)
    async with unit_of_work(runtime, SYSTEM, role="system") as work:
        released = await release_hold(work, kind, subject_id, by=_by(chosen.by), reason=chosen.reason.strip())
    if not released:
        _say(f"{name} is under no hold.")
        return 1
    _say(f"{name} is under no hold any more. What is due goes with the next run of retention.")
    return 0


async def list_holds(runtime: Runtime, _: argparse.Namespace) -> int:
    """Print every hold, oldest first, released ones too."""
    holds = await every_hold()
    for hold in holds:
        since = local_datetime(hold.placed_at, runtime.zone).date()
        name = hold.subject.no or hold.subject.name or hold.subject.id
        line = f"{hold.held} {name}: since {since}, by {hold.placed_by}: {hold.reason}"
        if hold.released_at is not None:
            line += f"; released {local_datetime(hold.released_at, runtime.zone).date()} by {hold.released_by}"
            line += f": {hold.release_reason}" if hold.release_reason else ""
        _say(line)
    if not holds:
        _say("Nothing is under legal hold.")
    return 0


async def erase(runtime: Runtime, chosen: argparse.Namespace) -> int:
    """Erase a person, or print what would go; 1 if something stands against it."""
    person = await chosen_person(runtime, chosen)
    outcome = await erase_person(runtime, person.id, dry_run=chosen.dry_run)
    for reason in outcome.against:
        _say(f"not possible: {reason.words}")
    if outcome.against:
        return 1
    for part in outcome.parts:
        _say(f"{part.number:6} {part.what}")
    if chosen.dry_run:
        _say(f"This is what would be erased of {person.name}; nothing was changed.")
        return 0
    compacted = await compact()
    _say(f"Erased. What they did stays under the id {person.id}. Backups taken before still hold what was erased.")
    if not compacted:
        _say("The database may keep traces in its unused pages until VACUUM FULL is run on it.")
    return 0


def _by(text: str) -> str:
    by: str = text.strip()
    if not 0 < len(by) <= LONGEST_BY:
        raise CommandFailed(f"--by must have 1 to {LONGEST_BY} characters")
    return by


def _run_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only say what would go")


def _erase_arguments(parser: argparse.ArgumentParser) -> None:
    person_arguments(parser)
    _run_arguments(parser)


def _hold_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--project", metavar="NO", help="the project's number")
    person_arguments(parser)
    parser.add_argument("--by", required=True, metavar="WHO", help="who orders it")


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    _hold_arguments(parser)
    parser.add_argument("--reason", required=True, help="why it must be kept")


def _release_arguments(parser: argparse.ArgumentParser) -> None:
    _hold_arguments(parser)
    parser.add_argument("--reason", default="", help="why it need not be kept any more")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


REMOVAL_COMMANDS = (
    Command("retention list", "every kind, how long it is kept, how much is due", list_retention),
    Command("retention run", "remove now what was kept long enough", retain, _run_arguments, writes=True),
    Command("hold add", "keep everything of a project or person", add_hold, _add_arguments, writes=True),
    Command("hold release", "end a legal hold", end_hold, _release_arguments, writes=True),
    Command("hold list", "every legal hold", list_holds),
    Command("person erase", "erase a person at their request", erase, _erase_arguments, writes=True),
)
