"""Nothing under a legal hold is removed, whatever the settings say (design §9)."""

import pytest

from backend.audit.tables import Event, EventValues
from backend.identity.tables import LoginAttempt, Person
from backend.kernel.clock import DAY
from backend.kernel.commands import CommandFailed
from backend.notifications.tables import Delivery
from backend.operations.tables import LegalHold
from backend.supervision.capture.tables import Capture
from backend.supervision.filing.tables import ProjectDocument
from backend.supervision.tables import Project
from tests.builders.commands import run_command
from tests.builders.filing import Filer, filed
from tests.builders.house import House
from tests.builders.lead import Lead
from tests.builders.retention import due, keep, run

LEAD, UNIT = "13900000011", "13900000002"
BY = ("--by", "监察组", "--reason", "调查中")
SHORT = {
    "IDENTITY_LOGIN_LOG_DAYS": 1,
    "IDENTITY_LOGIN_ATTEMPT_DAYS": 1,
    "NOTIFICATIONS_KEEP_DAYS": 1,
    "NOTIFICATIONS_INBOX_DAYS": 1,
    "SUPERVISION_PHOTO_DAYS": 1,
    "SUPERVISION_SIGNATURE_DAYS": 1,
    "SUPERVISION_DOCUMENT_DAYS": 1,
    "SUPERVISION_DRAFT_DAYS": 1,
    "AUDIT_VALUE_DAYS": 1,
}


async def photographed(house: House) -> Lead:
    lead = await Lead.arrive(house)
    await lead.commit()
    shot = lead.shoot()
    await lead.send(shot)
    await lead.put(shot)
    return lead


async def test_a_project_under_hold_keeps_everything(house: House) -> None:
    await house.load_demo()
    await photographed(house)
    held = await filed(house)
    await Filer.begin(house, project_no="草稿-1")
    numbers = [held.shown["draft"]["document"]["project_no"], "草稿-1", "2026-03-01-112"]
    for number in numbers:
        assert await run_command(house.runtime, "hold add", "--project", number, *BY) == 0
    keep(house, **SHORT)
    house.clock.at += 400 * DAY
    await run(house)
    assert await Capture.count().where(Capture.bytes_removed_at.is_null(), Capture.lat_e7.is_not_null()) == 1
    assert await ProjectDocument.count().where(ProjectDocument.bytes_removed_at.is_null()) == 2
    assert await Delivery.exists().where(Delivery.channel == "inbox")
    ids = [row["id"] for row in await Project.select(Project.id).where(Project.no.is_in(numbers))]
    assert len(ids) == len(numbers)
    events = Event.select(Event.id).where(Event.scope_id.is_in(ids))
    assert not await EventValues.exists().where(EventValues.event_id.is_in(events), EventValues.erased_at.is_not_null())
    assert await EventValues.exists().where(EventValues.erased_at.is_not_null())
    for number in numbers:
        assert await run_command(house.runtime, "hold release", "--project", number, "--by", "监察组") == 0
    removed = await run(house)
    assert (removed["photos"], removed["documents"], removed["drafts"]) == (1, 2, 1)
    assert not await Project.exists().where(Project.no == "草稿-1")
    assert not await due(house)


async def test_a_person_under_hold_keeps_what_is_theirs(house: House) -> None:
    await house.load_demo()
    await photographed(house)
    await house.log_in("unit")
    assert await run_command(house.runtime, "hold add", "--phone", LEAD, *BY) == 0
    keep(house, **SHORT)
    house.clock.at += 400 * DAY
    assert "photos" not in await run(house)
    person = await Person.select(Person.id).where(Person.name == "林晓").first()
    assert person is not None
    assert await LoginAttempt.count() == await LoginAttempt.count().where(LoginAttempt.person_id == person["id"]) == 1
    about = Event.select(Event.id).where(Event.kind.is_in(["person.added", "assignment.designated"]))
    kept = await EventValues.select(EventValues.after).where(
        EventValues.event_id.is_in(about), EventValues.erased_at.is_null()
    )
    assert kept
    assert all("林晓" in row["after"] for row in kept)


async def test_a_hold_is_on_record(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    await house.load_demo()
    assert await run_command(house.runtime, "hold list") == 0
    assert "Nothing is under legal hold." in capsys.readouterr().out
    assert await run_command(house.runtime, "hold add", "--project", "2026-03-01-112", *BY) == 0
    assert await run_command(house.runtime, "hold add", "--phone", LEAD, *BY) == 0
    assert await run_command(house.runtime, "hold add", "--phone", LEAD, *BY) == 0
    assert "already" in capsys.readouterr().out
    assert await LegalHold.count() == 2
    house.clock.at += DAY
    assert await run_command(house.runtime, "hold release", "--phone", LEAD, "--by", "周敏") == 0
    assert await run_command(house.runtime, "hold release", "--phone", LEAD, "--by", "周敏") == 1
    capsys.readouterr()
    assert await run_command(house.runtime, "hold list") == 0
    assert capsys.readouterr().out.splitlines() == [
        "project 2026-03-01-112: since 2026-11-21, by 监察组: 调查中",
        "person 林晓: since 2026-11-21, by 监察组: 调查中; released 2026-11-22 by 周敏",
    ]
    kinds = await Event.select(Event.kind).where(Event.module == "operations").order_by(Event.at).order_by(Event.id)
    assert [row["kind"] for row in kinds] == ["hold.placed", "hold.placed", "hold.released"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--project", "没有"), "no project"),
        (("--phone", "13911112222"), "nobody"),
        ((), "--phone"),
        (("--project", "2026-03-01-112", "--phone", LEAD), "not both"),
    ],
)
async def test_what_is_not_known_is_not_held(house: House, arguments: tuple[str, ...], message: str) -> None:
    await house.load_demo()
    with pytest.raises(CommandFailed, match=message):
        await run_command(house.runtime, "hold add", *arguments, *BY)
    with pytest.raises(CommandFailed, match="--reason"):
        await run_command(house.runtime, "hold add", "--phone", UNIT, "--by", "周敏", "--reason", " ")
    assert not await LegalHold.exists()
