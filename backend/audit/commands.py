"""`halfday audit verify`, `halfday keys list`, `halfday keys rotate`, `halfday keys reseal`."""

import argparse
import sys

from backend.audit.chain_rules import Head, parse_head
from backend.audit.events_keys import KeyRotated
from backend.audit.reseal_actions import reseal
from backend.audit.verify import Verification
from backend.audit.work import unit_of_work
from backend.kernel.actor import SYSTEM
from backend.kernel.clock import local_datetime
from backend.kernel.commands import Command, CommandFailed
from backend.kernel.crypto import Key
from backend.kernel.crypto.keyring import PURPOSES, Purpose
from backend.kernel.crypto.sealed import SealedColumn
from backend.kernel.db import fetch
from backend.kernel.ids import new_id
from backend.kernel.runtime import Runtime

AFTER_ROTATION: dict[Purpose, str] = {
    "signing": "Tickets, receipts and certificates are signed by it from now on; what was signed before stays valid.",
    "sealing": "Heads of the chain are signed by it from now on; earlier heads are checked with the retired keys.",
    "data": "New values are encrypted with it. Nothing was encrypted anew: earlier values need the retired keys until "
    "halfday keys reseal has run.",
    "index": "New values are found by it, earlier ones by the retired keys; open pages renew their header once.",
}
KEEP_KEYS = "Keep every retired key, and take a backup now: the keys in earlier backups are no longer all of them."
RESEALED = (
    "Nothing in this database needs the retired data keys any more. Take a backup and check it; then {files} may be "
    "removed from the data folder's keys. Earlier backups hold their own copy of them."
)
FAULTS_FOUND = "Touch nothing, copy database and heads file away, and compare with a backup and the heads sent by mail."


async def verify_audit(runtime: Runtime, chosen: argparse.Namespace) -> int:
    """Print a line per fault, or the count and head of a chain that is whole; 1 if there are faults."""
    run = Verification(fetch, runtime.keys, runtime.data_dir, _told(chosen.head))
    found = 0
    async for fault in run.faults():
        found += 1
        sys.stdout.write(f"{fault}\n")
    if found:
        sys.stderr.write(f"{found} faults. {FAULTS_FOUND}\n")
        return 1
    sys.stdout.write(f"OK: {run.reached.seal_no} events, head {run.head}\n")
    return 0


def _told(text: str | None) -> Head | None:
    if text is None:
        return None
    try:
        return parse_head(text)
    except ValueError as error:
        raise CommandFailed(f"--head {text}: {error}") from error


async def list_keys(runtime: Runtime, _: argparse.Namespace) -> int:
    """Print every key: purpose, name, validity, and the fingerprint of those that sign."""
    for purpose in PURPOSES:
        for key in runtime.keys.of(purpose):
            sys.stdout.write(f"{_line(runtime, key)}\n")
    return 0


def _line(runtime: Runtime, key: Key) -> str:
    record = key.record
    since = local_datetime(record.valid_from, runtime.zone)
    until = local_datetime(record.valid_until, runtime.zone) if record.valid_until is not None else None
    validity = f"{since:%Y-%m-%d %H:%M} - {f'{until:%Y-%m-%d %H:%M}' if until else 'current':<16}"
    fingerprint = key.fingerprint() if key.private else ""
    return f"{record.purpose:<8} {key.kid}  {validity}  {fingerprint}".rstrip()


async def reseal_values(runtime: Runtime, _: argparse.Namespace) -> int:
    """Encrypt with the current data key whatever retired ones have encrypted; 1 if a value can't be opened."""
    unreadable = 0
    for column in runtime.wiring.all(SealedColumn):
        done = await reseal(runtime, column)
        sys.stdout.write(f"{column.name}: {done.count} encrypted anew\n")
        for key in done.unreadable:
            sys.stdout.write(f"fault: {column.name} of {key} is opened by no key here\n")
        unreadable += len(done.unreadable)
    retired = [key.kid for key in runtime.keys.of("data") if key.record.valid_until is not None]
    if unreadable:
        sys.stderr.write(f"{unreadable} values are as they were. Keep every key, and look for the missing one.\n")
        return 1
    if retired:
        sys.stdout.write(f"{RESEALED.format(files=', '.join(f'data-{kid}.json' for kid in retired))}\n")
    return 0


async def rotate_key(runtime: Runtime, chosen: argparse.Namespace) -> int:
    """Make a new current key for a purpose and say what that changes."""
    purpose: Purpose = chosen.purpose
    retired = runtime.keys.current(purpose)
    async with unit_of_work(runtime, SYSTEM, role="system") as work:
        key = runtime.keys.add(purpose, work.at)
        work.record(KeyRotated(subject_id=new_id(), purpose=purpose, kid=key.kid, retired=retired.kid))
    sys.stdout.write(f"{purpose}: {key.kid} is current, {retired.kid} is retired.\n{AFTER_ROTATION[purpose]}\n")
    sys.stdout.write(f"{KEEP_KEYS}\n")
    return 0


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--head", metavar="NUMBER:HASH", help="a head you were sent; the chain must contain it")


def _rotate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("purpose", choices=PURPOSES, help="which key")


COMMANDS = (
    Command(
        "audit verify", "check that no event was changed, removed, added or cut off", verify_audit, _verify_arguments
    ),
    Command("keys list", "show the deployment's keys, without their secrets", list_keys),
    Command("keys reseal", "encrypt anew what retired data keys have encrypted", reseal_values, writes=True),
    Command("keys rotate", "make a new key current", rotate_key, _rotate_arguments, writes=True),
)
