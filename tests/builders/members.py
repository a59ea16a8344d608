"""People of any role, logged in without a code."""

import httpx

from backend.audit.work import unit_of_work
from backend.identity.login_sessions import COOKIE, Client, csrf_of, open_login_session
from backend.identity.people.queries import person_for
from backend.kernel.actor import SYSTEM
from backend.organisations.actions import add_membership
from backend.organisations.tables import Organisation
from tests.builders.house import House


async def log_in_member(
    house: House, role: str, organisation: str, *, name: str = "", phone: str = ""
) -> httpx.AsyncClient:
    """A browser of somebody new who has this role in the organisation of this name."""
    place = await Organisation.select(Organisation.id).where(Organisation.name == organisation).first()
    assert place is not None, organisation
    async with unit_of_work(house.runtime, SYSTEM) as work:
        person_id = await person_for(work, name=name or role, phone=phone or "13711112222")
        await add_membership(work, person_id=person_id, organisation_id=place["id"], role=role)
        client = Client(address="203.0.113.7", agent="a test")
        opened = await open_login_session(work, person_id=person_id, kind="full", way="test", client=client)
    browser = house.browser()
    browser.cookies.set(COOKIE, opened.token)
    browser.headers["X-Halfday-CSRF"] = csrf_of(house.runtime, opened.id)
    return browser
