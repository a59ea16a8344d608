"""`halfday person disable`."""

import argparse
import sys

from backend.audit.work import unit_of_work
from backend.forms.phone_rules import normalise_phone
from backend.identity.people.disabling import disable_person
from backend.identity.people.queries import people_with_phone
from backend.identity.tables import Person
from backend.kernel.actor import SYSTEM
from backend.kernel.commands import Command, CommandFailed
from backend.kernel.runtime import Runtime


def phone_argument(text: str) -> str:
    """A phone number as it was typed, normalised.

    Raises:
        CommandFailed: it is none.
    """
    phone = normalise_phone(text)
    if phone is None:
        raise CommandFailed(f"{text} is no phone number: 11 digits of a mobile, or +, digits, spaces and hyphens")
    return phone


async def disable(runtime: Runtime, chosen: argparse.Namespace) -> int:
    """End all access of the person with this phone."""
    person = _the_one(await people_with_phone(runtime.keys, phone_argument(chosen.phone)), chosen.name)
    async with unit_of_work(runtime, SYSTEM, role="system") as work:
        await disable_person(work, person.id)
    sys.stdout.write(f"{person.name} can log in no more; login sessions and device keys have ended.\n")
    return 0


def _the_one(people: list[Person], name: str | None) -> Person:
    found = [person for person in people if name in {None, person.name}]
    if not people:
        raise CommandFailed("nobody who may log in has this phone")
    if len(found) != 1:
        names = ", ".join(person.name for person in people)
        raise CommandFailed(f"this phone belongs to {names}; say which one with --name NAME")
    return found[0]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--phone", required=True, help="the phone the person logs in with")
    parser.add_argument("--name", help="whom, if several people use the phone")


COMMANDS = (Command("person disable", "end all access of a person", disable, _arguments, writes=True),)
