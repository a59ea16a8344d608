"""Names and addresses for the rows of one page, a query for each kind."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from backend.identity.tables import LoginAttempt, LoginSession, Person
from backend.logs.schemas import OrganisationNamed, PersonNamed, ProjectNamed
from backend.organisations.tables import Organisation
from backend.supervision.tables import Project


async def people_named(ids: Iterable[UUID | None]) -> dict[UUID | None, PersonNamed]:
    """People by id."""
    wanted = _present(ids)
    rows = await Person.select(Person.id, Person.name).where(Person.id.is_in(wanted)) if wanted else []
    return {row["id"]: PersonNamed(row["id"], row["name"]) for row in rows}


async def people_of_sessions(ids: Iterable[UUID]) -> dict[UUID | None, PersonNamed]:
    """The people of login sessions, by session."""
    wanted = _present(ids)
    if not wanted:
        return {}
    table = LoginSession
    rows = await table.select(table.id, table.person_id).where(table.id.is_in(wanted))
    people = await people_named(row["person_id"] for row in rows)
    return {row["id"]: people[row["person_id"]] for row in rows if row["person_id"] in people}


async def organisations_named(ids: Iterable[UUID | None]) -> dict[UUID | None, OrganisationNamed]:
    """Organisations by id."""
    wanted = _present(ids)
    table = Organisation
    rows = await table.select(table.id, table.name).where(table.id.is_in(wanted)) if wanted else []
    return {row["id"]: OrganisationNamed(row["id"], row["name"]) for row in rows}


async def projects_named(ids: Iterable[UUID | None]) -> dict[UUID | None, ProjectNamed]:
    """Projects by id."""
    wanted = _present(ids)
    rows = await Project.select(Project.id, Project.no, Project.name).where(Project.id.is_in(wanted)) if wanted else []
    return {row["id"]: ProjectNamed(row["id"], row["no"], row["name"]) for row in rows}


class Client(NamedTuple):
    """Where a login session was opened from, for as long as the log-in log keeps it."""

    account: str
    address: str
    client: str


NO_CLIENT = Client("", "", "")


async def clients_of(login_session_ids: Iterable[UUID | None]) -> dict[UUID | None, Client]:
    """Where login sessions were opened from."""
    wanted = _present(login_session_ids)
    if not wanted:
        return {}
    table = LoginAttempt
    rows = await table.select(table.login_session_id, table.account_mask, table.address, table.client).where(
        table.login_session_id.is_in(wanted)
    )
    return {row["login_session_id"]: Client(row["account_mask"], row["address"], row["client"]) for row in rows}


def _present(ids: Iterable[UUID | None]) -> list[UUID]:
    return sorted({one for one in ids if one is not None})
