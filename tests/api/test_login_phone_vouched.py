"""Changing the phone of somebody who lost the old one: two people of the unit (design §9)."""

from uuid import UUID

import httpx

from backend.audit.work import housekeeping, unit_of_work
from backend.identity.people.queries import person_for
from backend.identity.tables import PhoneChange
from backend.kernel.actor import SYSTEM
from backend.kernel.clock import DAY, MINUTE
from backend.organisations.actions import add_membership
from backend.organisations.tables import Membership, Organisation
from tests.builders.house import House
from tests.builders.letters import Postbox, ask_code, catch, drain, log_in_by_code
from tests.builders.members import log_in_member

LOST = "13600001111"
NEW = "13600002222"
SECOND = "13600003333"
ASKED = {"name": "赵明", "oldPhone": LOST, "newPhone": NEW}


async def staff(house: House, name: str, phone: str, role: str = "cme_institution") -> UUID:
    """Somebody who belongs to the first hospital."""
    hospital = await Organisation.select(Organisation.id).where(Organisation.name == "海淀区第一医院").first()
    assert hospital is not None
    async with unit_of_work(house.runtime, SYSTEM) as work:
        person_id = await person_for(work, name=name, phone=phone)
        await add_membership(work, person_id=person_id, organisation_id=hospital["id"], role=role)
    return person_id


async def ready(house: House) -> tuple[Postbox, httpx.AsyncClient, httpx.AsyncClient]:
    """The hospital with somebody who lost a phone, and two clerks logged in."""
    await house.load_demo()
    box = catch(house)
    await staff(house, "赵明", LOST, "cme_learner")
    await staff(house, "孟洁", SECOND)
    return box, await house.log_in("unit"), await log_in_by_code(house, box, SECOND)


def only(answer: httpx.Response) -> dict[str, object]:
    assert answer.is_success, answer.text
    (item,) = answer.json()["items"]
    found: dict[str, object] = item
    return found


async def test_one_asks_another_confirms(house: House) -> None:
    box, first, second = await ready(house)
    theirs = await log_in_by_code(house, box, LOST)
    item = only(await first.post("/api/phone-changes", json=ASKED))
    assert (item["name"], item["newPhone"], item["askedByMe"], item["aboutMe"]) == ("赵明", NEW, True, False)
    await drain(house)
    assert "更换您登录用的手机号" in box.to(LOST)[-1].text
    where = f"/api/phone-changes/{item['id']}"
    self_confirmed = await first.post(f"{where}/confirm")
    assert (self_confirmed.status_code, self_confirmed.json()["code"]) == (403, "not_permitted")
    assert only(await second.get("/api/phone-changes"))["askedByMe"] is False
    done = await second.post(f"{where}/confirm")
    assert done.json() == {"items": []}
    assert (await theirs.get("/api/me")).status_code == 401
    house.clock.at += MINUTE
    again = await log_in_by_code(house, box, NEW)
    assert (await again.get("/api/me")).json()["person"]["name"] == "赵明"
    before = len(box.to(LOST))
    await ask_code(house, house.browser(), LOST)
    await drain(house)
    assert len(box.to(LOST)) == before
    assert (await second.post(f"{where}/confirm")).status_code == 404
    row = await PhoneChange.select(PhoneChange.phone, PhoneChange.outcome).first()
    assert row == {"phone": "", "outcome": "confirmed"}


async def test_the_person_may_refuse_and_cannot_confirm(house: House) -> None:
    box, first, second = await ready(house)
    theirs = await log_in_by_code(house, box, LOST)
    item = only(await first.post("/api/phone-changes", json=ASKED))
    where = f"/api/phone-changes/{item['id']}"
    assert only(await theirs.get("/api/phone-changes"))["aboutMe"] is True
    assert (await theirs.post(f"{where}/confirm")).status_code == 404
    assert (await theirs.post(f"{where}/refuse")).json() == {"items": []}
    assert (await second.post(f"{where}/confirm")).status_code == 404
    assert (await theirs.get("/api/me")).status_code == 200


async def test_people_of_other_units_and_those_not_in_charge_see_nothing(house: House) -> None:
    box, first, second = await ready(house)
    other, lead = await house.log_in("unit-women"), await house.log_in("lead")
    await staff(house, "学员", "13600004444", "cme_learner")
    learner = await log_in_by_code(house, box, "13600004444")
    for outsider in (other, lead, learner):
        refused = await outsider.post("/api/phone-changes", json=ASKED)
        assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
    item = only(await first.post("/api/phone-changes", json=ASKED))
    for outsider in (other, lead, learner):
        assert (await outsider.get("/api/phone-changes")).json() == {"items": []}
        for act in ("confirm", "refuse"):
            assert (await outsider.post(f"/api/phone-changes/{item['id']}/{act}")).status_code == 404
    async with housekeeping("test"):
        await Membership.update({Membership.valid_until: house.clock.at}).where(Membership.role == "cme_learner")
    assert (await second.post(f"/api/phone-changes/{item['id']}/confirm")).status_code == 404


async def test_an_authority_above_may_be_the_second(house: House) -> None:
    _, first, _ = await ready(house)
    authority = await house.log_in("authority")
    item = only(await first.post("/api/phone-changes", json=ASKED))
    assert (await authority.post(f"/api/phone-changes/{item['id']}/confirm")).status_code == 200


async def test_the_only_clerk_and_the_administrator_are_enough(house: House) -> None:
    """A unit whose one clerk asks has its second person in its administrator, or in one further up the tree."""
    await house.load_demo()
    await staff(house, "赵明", LOST, "cme_learner")
    clerk, administrator = await house.log_in("unit"), await house.log_in("unit-admin")
    for first, second in ((clerk, administrator), (administrator, clerk)):
        item = only(await first.post("/api/phone-changes", json=ASKED))
        assert only(await second.get("/api/phone-changes"))["askedByMe"] is False
        where = f"/api/phone-changes/{item['id']}"
        assert (await first.post(f"{where}/confirm")).json()["code"] == "not_permitted"
        assert (await second.post(f"{where}/refuse")).status_code == 200
    item = only(await clerk.post("/api/phone-changes", json=ASKED))
    above = await log_in_member(house, "unit_admin", "海淀区卫生健康委员会", name="above")
    assert (await above.post(f"/api/phone-changes/{item['id']}/confirm")).json() == {"items": []}


async def test_an_administrator_vouches_for_nobody_outside_their_subtree(house: House) -> None:
    _, first, _ = await ready(house)
    item = only(await first.post("/api/phone-changes", json=ASKED))
    for place in ("学院路社区卫生服务中心", "海淀区妇幼保健院"):
        other = await log_in_member(house, "unit_admin", place, name=place)
        assert (await other.get("/api/phone-changes")).json() == {"items": []}
        assert (await other.post(f"/api/phone-changes/{item['id']}/confirm")).status_code == 404
        assert (await other.post("/api/phone-changes", json=ASKED)).status_code == 404


async def test_one_change_waits_at_a_time_for_a_week(house: House) -> None:
    _, first, second = await ready(house)
    item = only(await first.post("/api/phone-changes", json=ASKED))
    twice = await second.post("/api/phone-changes", json=ASKED | {"newPhone": "13600009999"})
    assert (twice.status_code, twice.json()["code"]) == (409, "phone_change_open")
    house.clock.at += 7 * DAY - MINUTE
    first, second = await house.log_in("unit"), await house.log_in("authority")
    house.clock.at += MINUTE
    assert (await second.post(f"/api/phone-changes/{item['id']}/confirm")).status_code == 404
    anew = only(await first.post("/api/phone-changes", json=ASKED))
    assert anew["id"] != item["id"]


async def test_what_was_typed_is_checked(house: House) -> None:
    _, first, _ = await ready(house)
    for changed, status, errors in (
        ({"oldPhone": "x"}, 422, {"oldPhone": ["malformed"]}),
        ({"newPhone": "x"}, 422, {"newPhone": ["malformed"]}),
        ({"newPhone": LOST}, 422, {"newPhone": ["unchanged"]}),
        ({"name": "赵亮"}, 404, None),
    ):
        refused = await first.post("/api/phone-changes", json=ASKED | changed)
        assert (refused.status_code, refused.json().get("errors")) == (status, errors)
