"""What goes to a unit's clerks reaches the nearest unit above that has some, and whoever sent it in (design §6, §7)."""

import httpx

from backend.audit.work import housekeeping, unit_of_work
from backend.flows.task_actions import follow_days
from backend.identity.tables import Person
from backend.kernel.actor import SYSTEM
from backend.kernel.clock import DAY, HOUR, MINUTE
from backend.notifications.tables import Delivery
from backend.organisations.actions import add_organisation
from backend.organisations.tables import Membership, Organisation
from backend.supervision.reminders.jobs import remind_slots
from backend.supervision.tables import Project
from tests.api.test_cases import inbox, tasks_are_derivable
from tests.builders.filing import UNIT_NAME, Filer, decide, filed, heading, unit_id
from tests.builders.house import NOON, House
from tests.builders.members import log_in_member

CLERK, BRANCH = "cme_institution", "海淀区第一医院东院区"


async def branch(house: House, name: str = BRANCH, above: str = UNIT_NAME) -> str:
    """A unit below another, without a clerk."""
    parent = await Organisation.objects().where(Organisation.name == above).first()
    async with unit_of_work(house.runtime, SYSTEM) as work:
        await add_organisation(work, parent=parent, name=name, kind="unit", district="110108")
    return await unit_id(name)


async def returned(house: House) -> Filer:
    """A filing of the branch, filed by the clerk above and returned."""
    filer = await Filer.begin(house, organiser=await branch(house))
    await filer.complete()
    answer = await filer.file()
    assert answer.status_code == httpx.codes.OK, answer.text
    said = await decide(await house.log_in("authority"), filer.shown["case"], "return", reason="请补充")
    assert said.status_code == httpx.codes.OK, said.text
    return filer


async def mending(browser: httpx.AsyncClient) -> list[tuple[str | None, bool]]:
    return [(one["step"], one["standIn"]) for one in (await inbox(browser))["items"]]


async def heard(browser: httpx.AsyncClient) -> list[str]:
    return [one["kind"] for one in (await browser.get("/api/notifications")).json()["items"]]


async def test_a_return_reaches_the_clerk_above_a_unit_without_one(house: House) -> None:
    await house.load_demo()
    filer = await returned(house)
    assert await mending(filer.browser) == [(None, True)]
    assert (await inbox(filer.browser))["counts"]["mend"] == 1
    assert await heard(filer.browser) == ["filing_decided"]
    await tasks_are_derivable(house, filer.shown["case"]["id"])


async def test_a_clerk_who_comes_takes_over_and_whoever_filed_goes_on_hearing(house: House) -> None:
    await house.load_demo()
    filer = await returned(house)
    own = await log_in_member(house, CLERK, BRANCH, name="东院经办", phone="13700000031")
    assert await mending(own) == [(None, False)]
    assert await mending(filer.browser) == []
    await tasks_are_derivable(house, filer.shown["case"]["id"])
    await filer.look()
    await filer.file()
    await decide(await house.log_in("authority"), filer.shown["case"], "reject", reason="不符合")
    # the return they took over, and the word that was said then
    assert await heard(own) == ["filing_decided"] * 2
    assert await heard(filer.browser) == ["filing_decided"] * 2


async def test_a_clerk_whose_last_day_is_over_hands_over_by_itself(house: House) -> None:
    await house.load_demo()
    filer = await returned(house)
    own = await log_in_member(house, CLERK, BRANCH, name="东院经办", phone="13700000031")
    async with housekeeping("test"):
        person = await Person.select(Person.id).where(Person.name == "东院经办").first()
        assert person is not None
        await Membership.update({Membership.valid_until: house.clock.at + HOUR}).where(
            Membership.person_id == person["id"]
        )
    house.clock.at += 2 * HOUR
    await follow_days(house.runtime)
    await follow_days(house.runtime)
    assert (await own.get("/api/inbox")).json()["items"] == []
    assert await mending(filer.browser) == [(None, True)]
    await tasks_are_derivable(house, filer.shown["case"]["id"])


async def test_whoever_filed_and_has_left_hears_nothing(house: House) -> None:
    await house.load_demo()
    filer = await Filer.begin(house, organiser=await branch(house))
    await filer.complete()
    await filer.file()
    other = await log_in_member(house, CLERK, UNIT_NAME, name="另一位经办", phone="13700000032")
    person = (await filer.browser.get("/api/me")).json()["person"]["id"]
    async with housekeeping("test"):
        await Membership.update({Membership.valid_until: house.clock.at}).where(Membership.person_id == person)
    await decide(await house.log_in("authority"), filer.shown["case"], "return", reason="请补充")
    assert await heard(other) == ["filing_decided"]
    assert not await Delivery.exists().where(Delivery.person_id == person, Delivery.kind == "filing_decided")


async def test_reminders_climb_too(house: House) -> None:
    await house.load_demo()
    place, ours = await branch(house), Project.no == "2026-03-01-112"
    async with housekeeping("test"):
        await Project.update({Project.filing: "recalled"}).where(Project.no != "2026-03-01-112")
        path = (await Organisation.select(Organisation.path).where(Organisation.id == place).first() or {})["path"]
        await Project.update({Project.organiser_id: place, Project.organiser_path: path}).where(ours)
    house.clock.at = NOON + 30 * MINUTE
    await remind_slots(house.runtime)
    assert "slot_nothing_yet" in await heard(await house.log_in("unit"))
    assert "slot_nothing_yet" not in await heard(await house.log_in("unit-women"))


async def lasts(
    house: House, browser: httpx.AsyncClient, *, since: int | None = None, until: int | None = None
) -> None:
    """Give a person's roles other bounds, as they would have been given on an earlier day; nothing happens then."""
    person = (await browser.get("/api/me")).json()["person"]["id"]
    bounds = {Membership.valid_until: until} | ({Membership.valid_from: since} if since is not None else {})
    async with housekeeping("test"):
        await Membership.update(bounds).where(Membership.person_id == person)  # type: ignore[arg-type]


async def test_a_step_whose_holder_ends_by_their_date_goes_to_the_administrator_and_back(house: House) -> None:
    """Seen three days late, as by a server that was down: the administrator has it, and hears of it."""
    await house.load_demo()
    filer = await filed(house)
    authority, case = await house.log_in("authority"), filer.shown["case"]["id"]
    await lasts(house, authority, until=house.clock.at + HOUR)
    later = await log_in_member(house, "cme_authority", "海淀区卫生健康委员会", name="后任", phone="13700000033")
    await lasts(house, later, since=house.clock.at + 5 * DAY)
    house.clock.at += 3 * DAY
    administrator = await house.log_in("admin")
    assert (await administrator.get(f"/api/cases/{case}")).status_code == httpx.codes.NOT_FOUND
    await follow_days(house.runtime)
    (task,) = (await inbox(administrator))["items"]
    assert (task["caseId"], task["step"], task["standIn"]) == (case, "authority_review", True)
    assert (await administrator.get(f"/api/cases/{case}")).status_code == httpx.codes.OK
    assert await heard(administrator) == ["filing_submitted"]
    await follow_days(house.runtime)
    assert await heard(administrator) == ["filing_submitted"]
    await tasks_are_derivable(house, case)
    # The successor's first day: the step is theirs, they hear of it, and the administrator has nothing left to do.
    house.clock.at += 3 * DAY
    await follow_days(house.runtime)
    later = await log_in_member(house, "cme_learner", "海淀区卫生健康委员会", name="后任", phone="13700000033")
    (task,) = (await inbox(later))["items"]
    assert (task["caseId"], task["standIn"]) == (case, False)
    assert await heard(later) == ["filing_submitted"]
    assert (await inbox(await house.log_in("admin")))["items"] == []
    assert (await decide(later, (await filer_again(house, filer)).shown["case"], "approve")).is_success
    await tasks_are_derivable(house, case)


async def filer_again(house: House, filer: Filer) -> Filer:
    """The same clerk, whose log-in is days old."""
    fresh = Filer(house, await house.log_in("unit"), filer.shown)
    await fresh.look()
    return fresh


async def test_whoever_sent_it_in_does_not_count_as_somebody_who_is_left(house: House) -> None:
    """Two in charge, one of whom filed: when the other's day has come, the step must not stay with one of them."""
    await house.load_demo()
    place = "海淀区卫生健康委员会"
    both = await log_in_member(house, CLERK, place, name="两职", phone="13700000034")
    both = await log_in_member(house, "cme_authority", place, name="两职", phone="13700000034")
    filer = Filer(house, both, {})
    added = await both.post("/api/projects", json={"document": heading(organiser=await unit_id(place))})
    assert added.status_code == httpx.codes.CREATED, added.text
    filer.shown = added.json()
    await filer.complete()
    assert (await filer.file()).is_success
    await lasts(house, await house.log_in("authority"), until=house.clock.at + HOUR)
    house.clock.at += 2 * HOUR
    await follow_days(house.runtime)
    assert [one["standIn"] for one in (await inbox(await house.log_in("admin")))["items"]] == [True]
