"""`halfday admin create`: the first account of a deployment."""

import argparse
import sys
from uuid import UUID

from backend.audit.work import Work, unit_of_work
from backend.identity.commands import phone_argument
from backend.identity.people.queries import person_for
from backend.kernel.actor import SYSTEM
from backend.kernel.commands import Command, CommandFailed
from backend.kernel.runtime import Runtime
from backend.organisations.actions import add_membership, add_organisation
from backend.organisations.people.role_rules import AUTHORITY_KIND, PLATFORM
from backend.organisations.tables import Membership, Organisation

LONGEST_NAME = 100


async def create_admin(runtime: Runtime, chosen: argparse.Namespace) -> int:
    """Make somebody the administrator of the root organisation, adding either if need be."""
    phone, name = phone_argument(chosen.phone), chosen.name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise CommandFailed(f"--name must have 1 to {LONGEST_NAME} characters")
    async with unit_of_work(runtime, SYSTEM, role="system") as work:
        root = await _root(work, (chosen.organisation or "").strip())
        person_id = await person_for(work, name=name, phone=phone)
        new = not await _is_admin(person_id, root.id, work.at)
        if new:
            await add_membership(work, person_id=person_id, organisation_id=root.id, role=PLATFORM)
        else:
            work.unchanged()
    now = "is now" if new else "is already"
    sys.stdout.write(f"{name} {now} {PLATFORM} of {root.name} and logs in with the phone.\n")
    return 0


async def _root(work: Work, wanted: str) -> Organisation:
    roots: list[Organisation] = await Organisation.objects().where(Organisation.parent_id.is_null())
    named = [root for root in roots if root.name == wanted]
    if len(named) == 1 or (len(roots) == 1 and not wanted):
        return (named or roots)[0]
    if roots:
        names = ", ".join(root.name for root in roots)
        raise CommandFailed(f"the root is {names}; say --organisation with that name")
    if not wanted:
        raise CommandFailed("there is no organisation yet; name the first one with --organisation NAME")
    return await add_organisation(work, parent=None, name=wanted, kind=AUTHORITY_KIND)


async def _is_admin(person_id: UUID, organisation_id: UUID, now: int) -> bool:
    return bool(
        await Membership.exists().where(
            Membership.person_id == person_id,
            Membership.organisation_id == organisation_id,
            Membership.role == PLATFORM,
            Membership.valid_until.is_null() | (Membership.valid_until > now),
        )
    )


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--phone", required=True, help="the phone to log in with")
    parser.add_argument("--name", required=True, help="the person's name")
    parser.add_argument("--organisation", metavar="NAME", help="the root organisation, made if there is none yet")


COMMANDS = (Command("admin create", "make somebody administrator", create_admin, _arguments, writes=True),)
