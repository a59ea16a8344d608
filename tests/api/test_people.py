"""People and their roles as administrators see and change them: route by role and relation (design §9)."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.audit.tables import Event
from backend.audit.work import housekeeping
from backend.identity.people.queries import people_with_phone
from backend.identity.tables import LoginSession
from backend.kernel.clock import DAY
from backend.organisations.tables import Membership
from tests.builders.house import House
from tests.builders.members import log_in_member
from tests.builders.organisations import OTHER_DISTRICT, OTHER_UNIT, add_district, id_of

Answer = dict[str, Any]
CITY, DISTRICT, FIRST, WOMEN = "北京市卫生健康委员会", "海淀区卫生健康委员会", "海淀区第一医院", "海淀区妇幼保健院"
ID_NUMBER = "11010519491231002X"


def somebody(organisation: str, **changes: object) -> Answer:
    """What is sent of a new person."""
    return {
        "name": "赵敏",
        "phone": "13812340001",
        "idType": "111",
        "idNumber": ID_NUMBER,
        "email": "zhaomin@example.org",
        "organisationId": organisation,
        "role": "cme_learner",
    } | changes


async def of_phone(house: House, phone: str) -> str:
    (found,) = await people_with_phone(house.runtime.keys, phone)
    return str(found.id)


async def add(browser: httpx.AsyncClient, organisation: str = FIRST, **changes: object) -> Answer:
    answer = await browser.post("/api/people", json=somebody(await id_of(organisation), **changes))
    assert answer.status_code == httpx.codes.CREATED, answer.text
    shown: Answer = answer.json()
    return shown


async def listed(browser: httpx.AsyncClient, **search: object) -> list[str]:
    answer = await browser.post("/api/people/search", json=search)
    assert answer.status_code == httpx.codes.OK, answer.text
    return sorted(row["name"] for row in answer.json()["items"])


async def test_a_new_person_is_shown_masked(house: House) -> None:
    await house.load_demo()
    unit_admin = await house.log_in("unit-admin")
    shown = await add(unit_admin)
    assert (shown["phone"], shown["idNumber"], shown["email"]) == (
        "138****0001",
        "110105********002X",
        "z***@example.org",
    )
    (role,) = shown["memberships"]
    assert (role["role"], role["organisation"]["name"], role["from"], role["until"], role["state"]) == (
        "cme_learner",
        FIRST,
        "2026-11-21",
        None,
        "current",
    )
    assert (shown["mayChange"], shown["elsewhere"], shown["isSelf"]) == (True, False, False)
    assert await listed(unit_admin) == ["赵敏", "陈立", "韩雪"]
    for text in ("敏", "138 1234 0001", ID_NUMBER.lower()):
        assert await listed(unit_admin, text=text) == ["赵敏"], text
    assert await listed(unit_admin, text="1234") == []
    kinds = [row["kind"] for row in await Event.select(Event.kind).where(Event.actor_role == "unit_admin")]
    assert sorted(kinds) == ["membership.added", "person.added"]


async def test_nobody_sees_people_of_others(house: House) -> None:
    """Own unit, child, sibling, other district, former member."""
    await house.load_demo()
    await add_district(house)
    admin, first = await house.log_in("admin"), await house.log_in("unit-admin")
    haidian = await log_in_member(house, "unit_admin", DISTRICT, name="区管", phone="13711110001")
    other = await log_in_member(house, "unit_admin", OTHER_DISTRICT, name="西管", phone="13711110002")
    shown = await add(first)
    where = f"/api/people/{shown['id']}"
    for browser, status in ((admin, 200), (haidian, 200), (first, 200), (other, 404)):
        assert (await browser.get(where)).status_code == status
        assert (await browser.get("/api/people")).status_code == httpx.codes.OK
        reveal = await browser.post(f"{where}/reveal", json={"field": "phone", "purpose": "contact"})
        assert reveal.status_code == status, reveal.text
        assert (await browser.put(where, json={"name": "赵敏"})).status_code == status
    assert "赵敏" not in await listed(other)
    women = await of_phone(house, "13900000003")
    assert (await first.get(f"/api/people/{women}")).status_code == httpx.codes.NOT_FOUND
    assert (await haidian.get(f"/api/people/{women}")).status_code == httpx.codes.OK
    ended = await first.post(f"/api/memberships/{shown['memberships'][0]['id']}/end", json={})
    assert ended.status_code == httpx.codes.NO_CONTENT, ended.text
    assert (await first.get(where)).status_code == httpx.codes.NOT_FOUND
    assert (await admin.get(where)).json()["memberships"] == []
    former = (await first.get(f"/api/memberships?organisation={await id_of(FIRST)}&former=true")).json()["items"]
    assert [(row["person"]["name"], row["state"]) for row in former] == [("赵敏", "former")]


async def test_somebody_of_two_units_is_changed_by_those_above_both(house: House) -> None:
    await house.load_demo()
    first = await house.log_in("unit-admin")
    women = await log_in_member(house, "unit_admin", WOMEN, name="妇管", phone="13711110003")
    haidian = await log_in_member(house, "unit_admin", DISTRICT, name="区管", phone="13711110001")
    shown = await add(first)
    again = await add(women, WOMEN, idNumber="", idType="", email="")
    assert again["id"] == shown["id"]
    assert (again["elsewhere"], again["mayChange"], len(again["memberships"])) == (True, False, 1)
    where = f"/api/people/{shown['id']}"
    for path, body in (("reveal", {"field": "id_number", "purpose": "contact"}), ("disable", None)):
        refused = await women.post(f"{where}/{path}", json=body)
        assert (refused.status_code, refused.json()["code"]) == (403, "managed_elsewhere")
    assert (await women.put(where, json={"name": "赵小敏"})).json()["code"] == "managed_elsewhere"
    both = (await haidian.get(where)).json()
    assert (both["elsewhere"], both["mayChange"], len(both["memberships"])) == (False, True, 2)
    changed = await haidian.put(where, json={"name": "赵小敏", "email": "", "idNumber": ""})
    assert (changed.json()["name"], changed.json()["email"], changed.json()["idNumber"]) == ("赵小敏", "", "")


async def test_a_reveal_says_why_in_the_log(house: House) -> None:
    await house.load_demo()
    admin, unit_admin = await house.log_in("admin"), await house.log_in("unit-admin")
    shown = await add(unit_admin)
    where = f"/api/people/{shown['id']}/reveal"
    wanted = {"phone": "13812340001", "id_number": ID_NUMBER, "email": "zhaomin@example.org"}
    for field, value in wanted.items():
        house.clock.at += 1_000
        answer = await unit_admin.post(where, json={"field": field, "purpose": "identity"})
        assert (answer.json(), answer.headers["Cache-Control"]) == ({"value": value}, "no-store")
    rows = (await admin.get("/api/logs/reveal")).json()["items"]
    assert [(row["field"], row["purpose"], row["actor"]["name"], row["record"]) for row in rows] == [
        (field, "identity", "韩雪", shown["id"]) for field in ("email", "id_number", "phone")
    ]
    assert (await unit_admin.post(where, json={"field": "phone", "purpose": "fun"})).status_code == 422
    assert (await unit_admin.post(where, json={"field": "phone"})).status_code == 422


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"phone": "010-62345678"}, {"phone": ["not_mobile"]}),
        ({"name": "  "}, {"name": ["required"]}),
        ({"idNumber": "110105194912310021"}, {"idNumber": ["bad_check_digit"]}),
        ({"idType": ""}, {"idType": ["required"]}),
        ({"email": "x"}, {"email": ["bad_email"]}),
        ({"until": "2026-11-20"}, {"until": ["end_before_start"]}),
        ({"role": "king"}, {"role": ["unknown_choice"]}),
        ({"role": "cme_authority"}, {"role": ["role_not_here"]}),
    ],
)
async def test_bad_input_is_named_and_leaves_nothing(house: House, changes: Answer, errors: Answer) -> None:
    await house.load_demo()
    unit_admin = await house.log_in("unit-admin")
    refused = await unit_admin.post("/api/people", json=somebody(await id_of(FIRST), **changes))
    assert (refused.status_code, refused.json().get("errors")) == (422, errors), refused.text
    assert not await people_with_phone(house.runtime.keys, "13812340001")


async def test_a_phone_of_two_is_asked_for_once_more(house: House) -> None:
    await house.load_demo()
    unit_admin, admin = await house.log_in("unit-admin"), await house.log_in("admin")
    await add(unit_admin)
    body = somebody(await id_of(FIRST), name="钱进", idNumber="", idType="")
    refused = await unit_admin.post("/api/people", json=body)
    assert (refused.status_code, refused.json()["code"]) == (409, "phone_in_use")
    assert (await unit_admin.post("/api/people", json=body | {"shared": True})).status_code == httpx.codes.CREATED
    assert len(await people_with_phone(house.runtime.keys, "13812340001")) == 2
    other = somebody(await id_of(FIRST), name="孙立", phone="13812340009")
    refused = await admin.post("/api/people", json=other)
    assert refused.json()["errors"] == {"idNumber": ["id_of_another"]}
    refused = await admin.post("/api/people", json=other | {"name": "赵敏"})
    assert refused.json()["errors"] == {"phone": ["phone_differs"]}


async def test_what_is_told_of_somebody_known_is_kept_or_refused(house: House) -> None:
    await house.load_demo()
    unit_admin = await house.log_in("unit-admin")
    chen = {"name": "陈立", "phone": "13900000002", "idNumber": "", "idType": ""}
    shown = await add(unit_admin, **chen, email="chen@example.org")
    assert (shown["email"], len(shown["memberships"])) == ("c***@example.org", 2)
    body = somebody(await id_of(FIRST), **chen, role="unit_admin")
    refused = await unit_admin.post("/api/people", json=body | {"email": "other@example.org"})
    assert (refused.status_code, refused.json()["errors"]) == (422, {"email": ["differs"]})
    women = await log_in_member(house, "unit_admin", WOMEN, name="妇管", phone="13711110003")
    body = somebody(await id_of(WOMEN), **(chen | {"idNumber": ID_NUMBER, "idType": "111"}), email="")
    refused = await women.post("/api/people", json=body)
    assert (refused.status_code, refused.json()["code"]) == (403, "managed_elsewhere")


async def test_roles_are_given_up_to_ones_own(house: House) -> None:
    await house.load_demo()
    admin, first = await house.log_in("admin"), await house.log_in("unit-admin")
    haidian = await log_in_member(house, "unit_admin", DISTRICT, name="区管", phone="13711110001")
    shown = await add(first)

    async def give(browser: httpx.AsyncClient, role: str, place: str) -> tuple[int, str]:
        body = {"personId": shown["id"], "organisationId": await id_of(place), "role": role}
        answer = await browser.post("/api/memberships", json=body)
        return answer.status_code, answer.json().get("code", "")

    assert await give(first, "cme_institution", FIRST) == (201, "")
    assert await give(first, "cme_institution", FIRST) == (409, "already_member")
    assert await give(first, "cme_institution", WOMEN) == (404, "not_found")
    assert await give(first, "cme_institution", DISTRICT) == (404, "not_found")
    assert await give(first, "platform_admin", FIRST) == (403, "role_above")
    assert await give(first, "auditor", FIRST) == (403, "role_above")
    assert await give(haidian, "cme_authority", DISTRICT) == (201, "")
    assert await give(haidian, "cme_authority", FIRST) == (422, "invalid")
    assert await give(admin, "platform_admin", DISTRICT) == (422, "invalid")
    assert await give(admin, "platform_admin", CITY) == (201, "")
    # Somebody above one's own rank is not one's own to change, nor is anybody else's role.
    assert (await haidian.put(f"/api/people/{shown['id']}", json={"name": "某人"})).json()[
        "code"
    ] == "managed_elsewhere"


async def test_nobody_changes_their_own_rights(house: House) -> None:
    await house.load_demo()
    for role in ("admin", "unit-admin"):
        browser = await house.log_in(role)
        me = (await browser.get("/api/me")).json()
        own, place = me["person"]["id"], me["roles"][0]["organisationId"]
        body = {"personId": own, "organisationId": place, "role": "cme_institution"}
        given = await browser.post("/api/memberships", json=body)
        disabled = await browser.post(f"/api/people/{own}/disable")
        held = (await browser.get(f"/api/memberships?person={own}")).json()["items"]
        assert [row["mayEnd"] for row in held] == [False]
        ended = await browser.post(f"/api/memberships/{held[0]['id']}/end", json={})
        for answer in (given, disabled, ended):
            assert (answer.status_code, answer.json()["code"]) == (403, "own_rights")


async def test_the_last_administrator_stays(house: House) -> None:
    await house.load_demo()
    admin = await house.log_in("admin")
    await log_in_member(house, "platform_admin", CITY, name="另一", phone="13711110009")
    one, two = await of_phone(house, "13900000021"), await of_phone(house, "13711110009")
    assert (await admin.post(f"/api/people/{two}/disable")).status_code == httpx.codes.OK
    assert (await admin.post(f"/api/people/{two}/enable")).json()["active"] is True
    rows = await Membership.select(Membership.id).where(Membership.person_id == UUID(one))
    async with housekeeping("a test"):
        await Membership.update({Membership.valid_until: house.clock.at + DAY}).where(Membership.id == rows[0]["id"])
    refused = await admin.post(f"/api/people/{two}/disable")
    assert (refused.status_code, refused.json()["code"]) == (409, "last_administrator")


async def test_an_end_takes_effect_at_once_or_after_its_day(house: House) -> None:
    await house.load_demo()
    unit_admin, clerk = await house.log_in("unit-admin"), await house.log_in("unit")
    chen = await of_phone(house, "13900000002")
    (role,) = (await unit_admin.get(f"/api/memberships?person={chen}")).json()["items"]
    where = f"/api/memberships/{role['id']}/end"
    assert (await unit_admin.post(where, json={"until": "2026-11-20"})).json()["errors"] == {
        "until": ["end_before_start"]
    }
    assert (await unit_admin.post(where, json={"until": "2026-11-22"})).status_code == httpx.codes.NO_CONTENT
    assert (await clerk.get("/api/me")).json()["roles"]
    house.clock.at += 36 * 3_600_000 + 1
    assert (await clerk.get("/api/me")).json()["roles"] == []
    assert (await unit_admin.post(where, json={})).status_code == httpx.codes.NOT_FOUND
    women = await log_in_member(house, "unit_admin", WOMEN, name="妇管", phone="13711110003")
    other = await Membership.select(Membership.id).where(Membership.role == "cme_institution").first()
    assert other is not None
    assert (await unit_admin.post(f"/api/memberships/{other['id']}/end", json={})).status_code == httpx.codes.NOT_FOUND
    he = await of_phone(house, "13900000003")
    (hers,) = (await women.get(f"/api/memberships?person={he}")).json()["items"]
    sister = await house.log_in("unit-women")
    assert (await sister.get("/api/me")).json()["roles"]
    assert (await women.post(f"/api/memberships/{hers['id']}/end", json={})).status_code == httpx.codes.NO_CONTENT
    assert (await sister.get("/api/me")).json()["roles"] == []


async def test_a_role_may_begin_later(house: House) -> None:
    await house.load_demo()
    unit_admin = await house.log_in("unit-admin")
    shown = await add(unit_admin, role="cme_institution", **{"from": "2026-12-01", "until": "2026-12-31"})
    (role,) = shown["memberships"]
    assert (role["from"], role["until"], role["state"]) == ("2026-12-01", "2026-12-31", "future")
    assert (await unit_admin.post(f"/api/memberships/{role['id']}/end", json={})).status_code == httpx.codes.NO_CONTENT
    (former,) = (await unit_admin.get(f"/api/memberships?person={shown['id']}&former=true")).json()["items"]
    assert (former["state"], former["mayEnd"]) == ("former", False)
    assert (await unit_admin.get(f"/api/people/{shown['id']}")).status_code == httpx.codes.NOT_FOUND


async def test_disabling_ends_every_log_in(house: House) -> None:
    await house.load_demo()
    unit_admin, clerk = await house.log_in("unit-admin"), await house.log_in("unit")
    chen = await of_phone(house, "13900000002")
    shown = await unit_admin.post(f"/api/people/{chen}/disable")
    assert (shown.status_code, shown.json()["active"]) == (200, False)
    assert (await clerk.get("/api/me")).status_code == httpx.codes.UNAUTHORIZED
    assert not await LoginSession.exists().where(LoginSession.person_id == UUID(chen), LoginSession.ended_at.is_null())
    assert await listed(unit_admin, state="disabled") == ["陈立"]
    assert await listed(unit_admin, state="active") == ["韩雪"]
    body = somebody(await id_of(FIRST), name="陈立", phone="13900000002", idNumber="", idType="")
    assert (await unit_admin.post("/api/people", json=body)).json()["code"] == "person_disabled"
    assert (await unit_admin.post(f"/api/people/{chen}/enable")).json()["active"] is True
    kinds = {row["kind"] for row in await Event.select(Event.kind).where(Event.module == "identity")}
    assert {"person.disabled", "person.enabled"} <= kinds


async def test_people_come_in_pages(house: House) -> None:
    await house.load_demo()
    await add_district(house)
    admin = await house.log_in("admin")
    for number in range(5):
        await add(admin, OTHER_UNIT, name=f"学员{number}", phone=f"1381234100{number}", idNumber="", idType="")
    place = await id_of(OTHER_DISTRICT)
    seen, cursor = [], ""
    while True:
        page = (await admin.get(f"/api/people?organisation={place}&limit=2{cursor}")).json()
        seen += [row["name"] for row in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen == [f"学员{number}" for number in range(5)]
