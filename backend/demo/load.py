"""Loading the demo district into an empty database."""

from datetime import timedelta

from backend.audit.work import Work, unit_of_work
from backend.demo.district import District, Meeting, Somebody, read_district
from backend.demo.tables import DemoDatabase, DemoLogin
from backend.identity.people import person_for
from backend.identity.routes import DemoMark
from backend.identity.tables import Person
from backend.kernel.actor import SYSTEM
from backend.kernel.clock import local_date
from backend.kernel.runtime import Runtime
from backend.organisations.actions import add_membership, add_organisation
from backend.organisations.tables import Organisation
from backend.supervision.lead_actions import designate_lead
from backend.supervision.project_actions import Speaker, Spot, add_project, approve_project


class NotEmpty(RuntimeError):
    """The database holds data that are not demo data; nothing was loaded."""


async def load_demo(runtime: Runtime) -> None:
    """Load the district and mark the database as demo.

    Raises:
        NotEmpty: there are people or organisations already.
    """
    if await Person.exists() or await Organisation.exists():
        raise NotEmpty
    district = read_district()
    async with unit_of_work(runtime, SYSTEM, role="system") as work:
        organisations = await _organisations(work, district)
        position = 0
        for somebody in district.people:
            await _person(work, somebody, organisations[somebody.at], position)
            position += 1
        for meeting in district.projects:
            await _meeting(work, meeting, organisations[meeting.unit], position)
            position += 1
        await DemoDatabase.insert(DemoDatabase(id=1, loaded_at=work.at))
    runtime.provide(DemoMark, DemoMark(is_demo=True))


async def _organisations(work: Work, district: District) -> dict[str, Organisation]:
    city = await add_organisation(work, parent=None, name=district.city.name, kind="authority")
    code = district.authority.district
    found = {"city": city}
    found["authority"] = await add_organisation(
        work, parent=city, name=district.authority.name, kind="authority", district=code
    )
    for unit in district.units:
        found[unit.key] = await add_organisation(
            work, parent=found["authority"], name=unit.name, kind="institution", level=unit.level, district=code
        )
    return found


async def _person(work: Work, somebody: Somebody, organisation: Organisation, position: int) -> None:
    person_id = await person_for(work, name=somebody.name, phone=somebody.phone)
    await add_membership(work, person_id=person_id, organisation_id=organisation.id, role=somebody.role)
    await DemoLogin.insert(
        DemoLogin(
            key=somebody.key,
            position=position,
            role=somebody.role,
            person_id=person_id,
            person=somebody.name,
            organisation=organisation.name,
            phone=somebody.phone,
            login_code="",
        )
    )


async def _meeting(work: Work, meeting: Meeting, organiser: Organisation, position: int) -> None:
    today = local_date(work.at, work.runtime.zone)
    project_id = await add_project(
        work,
        organiser=organiser,
        no=meeting.no,
        name=meeting.name,
        first=today + timedelta(days=meeting.first),
        last=today + timedelta(days=meeting.last),
        place=meeting.place,
    )
    await approve_project(
        work,
        project_id=project_id,
        venues=[Spot(spot.name, spot.lat_e7, spot.lon_e7, spot.radius_m) for spot in meeting.venues],
        speakers=[Speaker(one.name, one.unit, one.title, one.topic) for one in meeting.lecturers],
    )
    lead = meeting.lead
    assignment_id, code = await designate_lead(
        work, project_id=project_id, name=lead.name, phone=lead.phone, unit=organiser.name, code=lead.code
    )
    person_id = await person_for(work, name=lead.name, phone=lead.phone)
    await DemoLogin.insert(
        DemoLogin(
            key=lead.key,
            position=position,
            role="onsite_lead",
            person_id=person_id,
            person=lead.name,
            organisation=meeting.name,
            phone=lead.phone,
            assignment_id=assignment_id,
            login_code=code,
        )
    )
