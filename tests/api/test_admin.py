"""The first account, and shutting somebody out."""

import httpx
import pytest

from backend.audit.tables import Event
from backend.demo.phone import Phone
from backend.identity.people.queries import people_with_phone
from backend.identity.tables import Device, LoginSession, Person
from backend.kernel.commands import CommandFailed
from backend.organisations.tables import Membership, Organisation
from tests.builders.commands import run_command
from tests.builders.house import House

PHONE = "+86 138 1234 5678"
ADMIN = ("--phone", PHONE, "--name", "罗兰")


async def own_kinds() -> set[str]:
    """What was recorded of people and organisations."""
    rows = await Event.select(Event.kind).where(Event.module.is_in(["identity", "organisations"]))
    return {row["kind"] for row in rows}


async def test_the_first_account_comes_with_its_organisation(house: House) -> None:
    assert await run_command(house.runtime, "admin create", *ADMIN, "--organisation", "北京市卫生健康委员会") == 0
    (person,) = await people_with_phone(house.runtime.keys, "13812345678")
    root = await Organisation.objects().first()
    assert root is not None
    assert (person.name, root.name, root.parent_id) == ("罗兰", "北京市卫生健康委员会", None)
    membership = await Membership.select().first()
    assert membership is not None
    assert (membership["person_id"], membership["organisation_id"], membership["role"]) == (
        person.id,
        root.id,
        "platform_admin",
    )
    assert await own_kinds() == {"organisation.added", "person.added", "membership.added"}


async def test_again_changes_nothing(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    await run_command(house.runtime, "admin create", *ADMIN, "--organisation", "市卫健委")
    before = await Event.count()
    assert await run_command(house.runtime, "admin create", *ADMIN) == 0
    assert "is already platform_admin" in capsys.readouterr().out
    assert await Event.count() == before


async def test_an_existing_root_is_used(house: House) -> None:
    await house.load_demo()
    assert await run_command(house.runtime, "admin create", *ADMIN) == 0
    row = await Membership.select(Membership.organisation_id._.name).where(Membership.role == "platform_admin").first()
    assert row == {"organisation_id.name": "北京市卫生健康委员会"}
    with pytest.raises(CommandFailed, match="北京市卫生健康委员会"):
        await run_command(house.runtime, "admin create", *ADMIN, "--organisation", "别处")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (ADMIN, "--organisation NAME"),
        (("--phone", "12", "--name", "罗兰", "--organisation", "市卫健委"), "no phone number"),
        (("--phone", PHONE, "--name", " ", "--organisation", "市卫健委"), "--name"),
    ],
)
async def test_what_is_refused_leaves_nothing(house: House, arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(CommandFailed, match=message):
        await run_command(house.runtime, "admin create", *arguments)
    assert not await Person.exists()
    assert not await Organisation.exists()
    assert not await own_kinds()


async def test_a_disabled_person_is_out_at_once(house: House) -> None:
    await house.load_demo()
    browser = await house.log_in("lead")
    phone = Phone()
    answer = await browser.get("/api/supervision/assignments")
    phone.hear(answer.headers["X-Halfday-Time"], answer.json()["serverAt"])
    await browser.post("/api/devices", json=phone.device_offer())
    assert await run_command(house.runtime, "person disable", "--phone", "13900000011") == 0
    assert (await browser.get("/api/me")).status_code == httpx.codes.UNAUTHORIZED
    assert not await people_with_phone(house.runtime.keys, "13900000011")
    assert not await Device.exists().where(Device.revoked_at.is_null())
    assert not await LoginSession.exists().where(LoginSession.ended_at.is_null())
    assert {"person.disabled", "login.ended", "device.revoked"} <= await own_kinds()
    with pytest.raises(CommandFailed, match="nobody"):
        await run_command(house.runtime, "person disable", "--phone", "13900000011")


async def test_one_of_several_with_a_phone_must_be_named(house: House) -> None:
    for name in ("罗兰", "罗云"):
        organisation = ("--organisation", "市卫健委")
        await run_command(house.runtime, "admin create", "--phone", PHONE, "--name", name, *organisation)
    with pytest.raises(CommandFailed, match="罗兰, 罗云"):
        await run_command(house.runtime, "person disable", "--phone", PHONE)
    await run_command(house.runtime, "person disable", "--phone", PHONE, "--name", "罗云")
    (left,) = await people_with_phone(house.runtime.keys, "13812345678")
    assert left.name == "罗兰"
