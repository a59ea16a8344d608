"""Loading the demo district, its filings and the evidence of its leads, into an empty database."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from backend.audit.work import Work, housekeeping, unit_of_work
from backend.demo.at_work import Filed
from backend.demo.clerk import Clerk
from backend.demo.district import District, Meeting, Somebody, read_district
from backend.demo.evidence import Cast, load_evidence, order_photos
from backend.demo.filing_play import ways_of
from backend.demo.filings import read_filings
from backend.demo.judge import Judge
from backend.demo.moments import Days, moved_clock
from backend.demo.story import read_story
from backend.demo.studio import Studio
from backend.demo.tables import DemoDatabase, DemoLogin
from backend.identity.people.queries import person_for
from backend.identity.routes import DemoMark
from backend.identity.tables import Person
from backend.kernel.actor import SYSTEM
from backend.kernel.clock import DAY, FixedClock
from backend.kernel.runtime import Runtime
from backend.organisations.actions import add_membership, add_organisation
from backend.organisations.tables import Organisation
from backend.supervision.filing.project_actions import Speaker, Spot, add_project, approve_project
from backend.supervision.leads.actions import designate_lead
from backend.supervision.permissions import UNIT


class NotEmpty(RuntimeError):
    """The database holds data that are not demo data; nothing was loaded."""


FOUNDED = 20 * DAY
"""How long before the loading the district was entered, so that its evidence has something to rest on."""
LEADS_NAMED = -9, "08:30"
"""When the leads of the approved projects are named: before the first evidence."""


async def load_demo(runtime: Runtime, *, evidence: bool = True) -> None:
    """Load the district and mark the database as demo; with `evidence`, send in what its leads have photographed.

    Raises:
        NotEmpty: there are people or organisations already.
    """
    if await Person.exists() or await Organisation.exists():
        raise NotEmpty
    district = read_district()
    with moved_clock(runtime) as clock:
        days = Days(clock.at, runtime.zone)
        if evidence:
            await _play(runtime, district, clock, days)
        else:
            _, organisations = await _load_places(runtime, district, days)
            await _load_approved(runtime, district, organisations, days)
    async with housekeeping("demo_database"):
        await DemoDatabase.update({DemoDatabase.unfinished: 0}).where(DemoDatabase.id == 1)


async def _play(runtime: Runtime, district: District, clock: FixedClock, days: Days) -> None:
    """Everything that happened up to now, in the order of time."""
    story = read_story()
    with Studio() as studio:
        order_photos(studio, district, story, days)
        clock.at = days.now - FOUNDED
        people, organisations = await _load_places(runtime, district, days)
        judge = Judge(runtime, people["authority"])
        ways = ways_of(district, read_filings(), _clerks(runtime, district, people), judge, days)
        steps = sorted((step for way in ways for step in way.steps()), key=lambda step: step[0])
        begin = days.at(*LEADS_NAMED)
        for at, run in steps:
            if at < begin:
                clock.at = at
                await run()
        clock.at = begin
        filed = await _name_leads(
            runtime, district, organisations, {way.filing.project: way.project_id for way in ways}
        )
        cast = Cast(district=district, filed=filed, judge=judge, clock=clock, days=days, studio=studio)
        await load_evidence(runtime, cast, story, [step for step in steps if step[0] >= begin])


def _clerks(runtime: Runtime, district: District, people: Mapping[str, UUID]) -> dict[str, Clerk]:
    return {one.at: Clerk(runtime, people[one.key]) for one in district.people if one.role == UNIT}


async def _load_places(
    runtime: Runtime, district: District, days: Days
) -> tuple[dict[str, UUID], dict[str, Organisation]]:
    """People and organisations by their keys."""
    people = {}
    async with unit_of_work(runtime, SYSTEM, role="system") as work:
        organisations = await _organisations(work, district)
        for position, somebody in enumerate(district.people):
            people[somebody.key] = await _person(work, somebody, organisations[somebody.at], position)
        await DemoDatabase.insert(DemoDatabase(id=1, loaded_at=days.now, unfinished=1))
    runtime.provide(DemoMark, DemoMark(is_demo=True))
    return people, organisations


async def _load_approved(
    runtime: Runtime, district: District, organisations: Mapping[str, Organisation], days: Days
) -> None:
    """The projects without their past: approved at once."""
    async with unit_of_work(runtime, SYSTEM, role="system") as work:
        for position, meeting in enumerate(district.projects, len(district.people)):
            project_id = await _approved(work, meeting, organisations[meeting.unit], days.today)
            await _lead(work, meeting, organisations[meeting.unit], project_id, position)


async def _name_leads(
    runtime: Runtime,
    district: District,
    organisations: Mapping[str, Organisation],
    projects: Mapping[str, UUID | None],
) -> dict[str, Filed]:
    filed = {}
    async with unit_of_work(runtime, SYSTEM, role="system") as work:
        for position, meeting in enumerate(district.projects, len(district.people)):
            project_id = projects[meeting.key]
            assert project_id is not None, "every project of the district was approved before its leads were named"
            filed[meeting.key] = await _lead(work, meeting, organisations[meeting.unit], project_id, position)
    return filed


async def _organisations(work: Work, district: District) -> dict[str, Organisation]:
    top, here = district.city, district.authority
    city = await add_organisation(work, parent=None, name=top.name, kind="authority", code=top.code)
    found = {"city": city}
    found["authority"] = await add_organisation(
        work, parent=city, name=here.name, kind="authority", district=here.district, code=here.code
    )
    for unit in district.units:
        found[unit.key] = await add_organisation(
            work,
            parent=found["authority"],
            name=unit.name,
            kind="institution",
            level=unit.level,
            district=here.district,
            code=unit.code,
        )
    return found


async def _person(work: Work, somebody: Somebody, organisation: Organisation, position: int) -> UUID:
    person_id = await person_for(work, name=somebody.name, phone=somebody.phone)
    await add_membership(work, person_id=person_id, organisation_id=organisation.id, role=somebody.role)
    if not somebody.listed:
        return person_id
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
    return person_id


async def _approved(work: Work, meeting: Meeting, organiser: Organisation, today: date) -> UUID:
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
    return project_id


async def _lead(work: Work, meeting: Meeting, organiser: Organisation, project_id: UUID, position: int) -> Filed:
    lead = meeting.lead
    issued = await designate_lead(
        work, project_id=project_id, name=lead.name, phone=lead.phone, unit=organiser.name, code=lead.code
    )
    person_id = await person_for(work, name=lead.name, phone=lead.phone)
    filed = Filed(project_id=project_id, assignment_id=issued.assignment_id, person_id=person_id, lead=lead.name)
    if not lead.listed:
        return filed
    await DemoLogin.insert(
        DemoLogin(
            key=lead.key,
            position=position,
            role="onsite_lead",
            person_id=person_id,
            person=lead.name,
            organisation=meeting.name,
            phone=lead.phone,
            assignment_id=issued.assignment_id,
            login_code=issued.code,
        )
    )
    return filed
