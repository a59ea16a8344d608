"""Whom or what a command is about, as given at the terminal."""

import argparse
from uuid import UUID

from backend.identity.commands import phone_argument
from backend.identity.people.queries import PHONE_PLACE
from backend.identity.tables import Person
from backend.kernel.commands import CommandFailed
from backend.kernel.crypto.sealed import blind_indexes
from backend.kernel.runtime import Runtime
from backend.operations.hold_actions import HeldKind
from backend.supervision.tables import Project


def person_arguments(parser: argparse.ArgumentParser) -> None:
    """--phone with --name, or --person."""
    parser.add_argument("--phone", help="the person's phone")
    parser.add_argument("--name", help="whom, if several people use the phone")
    parser.add_argument("--person", type=UUID, metavar="ID", help="the person's id, instead of the phone")


async def chosen_person(runtime: Runtime, chosen: argparse.Namespace) -> Person:
    """The person who is meant, shut out or not.

    Raises:
        CommandFailed: nobody, or more than one.
    """
    if (chosen.phone is None) == (chosen.person is None):
        raise CommandFailed("say who is meant with --phone (and --name), or with --person ID")
    if chosen.person is not None:
        found = await Person.objects().where(Person.id == chosen.person, Person.erased_at.is_null())
    else:
        indexes = blind_indexes(runtime.keys, PHONE_PLACE, phone_argument(chosen.phone))
        found = await Person.objects().where(Person.phone_index.is_in(indexes)).order_by(Person.created_at)
    people: list[Person] = [person for person in found if chosen.name in {None, person.name}]
    if len(people) == 1:
        return people[0]
    if found:
        names = ", ".join(person.name for person in found)
        raise CommandFailed(f"this phone belongs to {names}; say which one with --name NAME, or --person ID")
    raise CommandFailed("nobody like this is known")


async def chosen_project(number: str) -> Project:
    """The project of this number.

    Raises:
        CommandFailed: there is none.
    """
    project: Project | None = await Project.objects().get(Project.no == number)
    if project is None:
        raise CommandFailed(f"there is no project {number}")
    return project


async def chosen_subject(runtime: Runtime, chosen: argparse.Namespace) -> tuple[HeldKind, UUID, str]:
    """A project or a person: which of both, its id, and how it is called.

    Raises:
        CommandFailed: neither, both, or not known.
    """
    if chosen.project is not None:
        if chosen.phone is not None or chosen.person is not None:
            raise CommandFailed("say either --project or who is meant, not both")
        project = await chosen_project(chosen.project)
        return "project", project.id, f"project {project.no}"
    person = await chosen_person(runtime, chosen)
    return "person", person.id, person.name
