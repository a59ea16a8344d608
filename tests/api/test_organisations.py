"""The tree as its administrators see and change it: their own subtree, nothing beyond (design §9)."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.audit.tables import Event
from backend.organisations.tables import Organisation
from backend.supervision.tables import Project
from tests.builders.filing import filed
from tests.builders.house import House
from tests.builders.members import log_in_member
from tests.builders.organisations import add_district, code_of, id_of

Answer = dict[str, Any]
CITY, DISTRICT, FIRST, WOMEN = "北京市卫生健康委员会", "海淀区卫生健康委员会", "海淀区第一医院", "海淀区妇幼保健院"


def unit(**changes: object) -> Answer:
    """What is sent of an institution."""
    return {
        "name": "海淀区第一医院西区",
        "code": "H-9",
        "kind": "institution",
        "level": "district",
        "district": "110108",
    } | changes


async def names(browser: httpx.AsyncClient, query: str = "") -> list[str]:
    answer = await browser.get(f"/api/organisations{query}")
    assert answer.status_code == httpx.codes.OK, answer.text
    return [row["name"] for row in answer.json()["items"]]


async def test_everybody_reads_their_own_subtree(house: House) -> None:
    await house.load_demo()
    admin, unit_admin = await house.log_in("admin"), await house.log_in("unit-admin")
    assert await names(admin) == [CITY]
    assert await names(admin, f"?parent={await id_of(CITY)}") == [DISTRICT]
    assert await names(admin, "?q=医院") == [FIRST, "西山医院", "海淀区中医医院"]
    assert await names(admin, "?q=h110108002") == [WOMEN]
    (row,) = (await admin.get("/api/organisations?q=第一医院")).json()["items"]
    assert (row["children"], row["members"], row["mayChange"]) == (0, 2, True)
    assert [one["name"] for one in row["above"]] == [CITY, DISTRICT]
    assert await names(unit_admin) == [FIRST]
    assert await names(unit_admin, "?q=医院") == [FIRST]
    assert await names(unit_admin, f"?parent={await id_of(DISTRICT)}") == [FIRST]
    (own,) = (await unit_admin.get("/api/organisations")).json()["items"]
    assert (own["above"], own["mayChange"]) == ([], False)


@pytest.mark.parametrize("role", ["authority", "unit", "lead"])
async def test_to_others_administration_is_absent(house: House, role: str) -> None:
    await house.load_demo()
    browser = await house.log_in(role)
    for path in ("/api/organisations", "/api/people", "/api/memberships", "/api/people/template.xlsx"):
        assert (await browser.get(path)).status_code == httpx.codes.NOT_FOUND
    for path in ("/api/organisations/import", "/api/people/import"):
        assert (await browser.post(path, content=b"x")).status_code == httpx.codes.NOT_FOUND
    assert (await browser.post("/api/organisations", json=unit())).status_code == httpx.codes.NOT_FOUND


async def test_pages_follow_the_tree(house: House) -> None:
    await house.load_demo()
    admin = await house.log_in("admin")
    seen, cursor = [], ""
    while True:
        page = (await admin.get(f"/api/organisations?q=区&limit=2{cursor}")).json()
        seen += [row["name"] for row in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen == await names(admin, "?q=区")
    assert len(seen) == 5


async def test_a_child_is_added_below_ones_own(house: House) -> None:
    await house.load_demo()
    unit_admin = await house.log_in("unit-admin")
    first = await id_of(FIRST)
    answer = await unit_admin.post("/api/organisations", json=unit(parentId=first))
    assert answer.status_code == httpx.codes.CREATED, answer.text
    shown = answer.json()
    assert (shown["code"], shown["parentId"], shown["mayChange"]) == ("H-9", first, True)
    assert shown["roles"] == ["cme_learner", "cme_institution", "unit_admin"]
    again = await unit_admin.post("/api/organisations", json=unit(parentId=first, code="ｈ-9"))
    assert (again.status_code, again.json()["errors"]) == (422, {"code": ["taken"]})
    for parent, status in ((await id_of(WOMEN), 404), (await id_of(DISTRICT), 404), (None, 403), (str(uuid4()), 404)):
        refused = await unit_admin.post("/api/organisations", json=unit(parentId=parent, code="H-10"))
        assert refused.status_code == status, refused.text


async def test_what_is_wrong_is_told_by_field(house: House) -> None:
    await house.load_demo()
    admin = await house.log_in("admin")
    sent = unit(code="不是代码", name=" ", level="", kind="institution", district="999999")
    refused = await admin.post("/api/organisations", json=sent | {"parentId": await id_of(DISTRICT)})
    assert refused.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert refused.json()["errors"] == {
        "code": ["bad_code"],
        "name": ["required"],
        "level": ["required"],
        "district": ["unknown_choice"],
    }


async def test_a_new_name_reaches_the_projects(house: House) -> None:
    await house.load_demo()
    admin = await house.log_in("admin")
    first = await id_of(FIRST)
    body = unit(name="海淀第一医院", code=await code_of(FIRST), level="tertiary", parentId=await id_of(DISTRICT))
    answer = await admin.put(f"/api/organisations/{first}", json=body)
    assert (answer.status_code, answer.json()["name"]) == (200, "海淀第一医院")
    assert await Project.count().where(Project.organiser_name == "海淀第一医院") == 3
    event = await Event.select().where(Event.kind == "organisation.changed").first()
    assert event is not None
    assert (event["data"], event["actor_role"]) == ('{"fields":["name"]}', "platform_admin")
    before = await Event.count()
    assert (await admin.put(f"/api/organisations/{first}", json=body)).status_code == httpx.codes.OK
    assert await Event.count() == before


async def test_the_top_of_ones_own_is_changed_by_those_above(house: House) -> None:
    await house.load_demo()
    unit_admin = await house.log_in("unit-admin")
    first = await id_of(FIRST)
    for answer in (
        await unit_admin.put(f"/api/organisations/{first}", json=unit(parentId=await id_of(DISTRICT))),
        await unit_admin.post(f"/api/organisations/{first}/close"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")
    for other in (WOMEN, DISTRICT):
        assert (await unit_admin.get(f"/api/organisations/{await id_of(other)}")).status_code == httpx.codes.NOT_FOUND
        closed = await unit_admin.post(f"/api/organisations/{await id_of(other)}/close")
        assert closed.status_code == httpx.codes.NOT_FOUND


async def move(browser: httpx.AsyncClient, name: str, parent: str) -> httpx.Response:
    """Send an organisation as it is, below another parent."""
    shown = (await browser.get(f"/api/organisations/{await id_of(name)}")).json()
    body = {key: shown[key] or "" for key in ("code", "name", "kind", "level", "district")}
    return await browser.put(f"/api/organisations/{shown['id']}", json=body | {"parentId": await id_of(parent)})


async def test_a_subtree_moves_with_everything_below(house: House) -> None:
    await house.load_demo()
    await add_district(house)
    admin, former, later = (
        await house.log_in("admin"),
        await house.log_in("authority"),
        await log_in_member(house, "cme_authority", "西城区卫生健康委员会"),
    )
    seen = {row["no"] for row in (await former.get("/api/projects?limit=200")).json()["items"]}
    assert "2026-03-01-112" in seen
    moved = await move(admin, FIRST, "西城区卫生健康委员会")
    assert moved.status_code == httpx.codes.OK, moved.text
    assert [one["name"] for one in moved.json()["above"]] == [CITY, "西城区卫生健康委员会"]
    found = await Organisation.objects().get(Organisation.name == FIRST)
    assert found is not None
    paths = await Project.select(Project.organiser_path).where(Project.organiser_id == found.id)
    assert {row["organiser_path"] for row in paths} == {found.path}
    left = {row["no"] for row in (await former.get("/api/projects?limit=200")).json()["items"]}
    gained = {row["no"] for row in (await later.get("/api/projects?limit=200")).json()["items"]}
    assert seen - left == gained
    assert "2026-03-01-112" in gained
    unit_admin = await house.log_in("unit-admin")
    assert await names(unit_admin) == [FIRST]


async def test_nothing_moves_below_itself(house: House) -> None:
    await house.load_demo()
    admin = await house.log_in("admin")
    for parent in (DISTRICT, FIRST):
        refused = await move(admin, DISTRICT, parent)
        assert (refused.status_code, refused.json()["code"]) == (409, "move_refused")
        assert refused.json()["errors"] == {"parentId": ["own_descendant"]}


async def test_a_review_stands_against_another_authority(house: House) -> None:
    await house.load_demo()
    await add_district(house)
    await filed(house)
    admin = await house.log_in("admin")
    refused = await move(admin, FIRST, "西城区卫生健康委员会")
    assert (refused.status_code, refused.json()["code"], refused.json()["data"]) == (409, "reviews_open", {"count": 1})
    assert (await admin.get(f"/api/organisations/{await id_of(FIRST)}")).json()["reviews"] == 1
    refused = await admin.post(f"/api/organisations/{await id_of(FIRST)}/close")
    assert refused.json()["code"] == "reviews_open"


async def test_an_ended_organisation_gives_nothing_and_keeps_its_history(house: House) -> None:
    await house.load_demo()
    admin, clerk = await house.log_in("admin"), await house.log_in("unit")
    first = await id_of(FIRST)
    assert (await clerk.get("/api/me")).json()["roles"]
    refused = await admin.post(f"/api/organisations/{await id_of(DISTRICT)}/close")
    assert (refused.status_code, refused.json()["code"], refused.json()["data"]) == (
        409,
        "has_active_below",
        {"count": 5},
    )
    closed = await admin.post(f"/api/organisations/{first}/close")
    assert (closed.status_code, closed.json()["active"], closed.json()["roles"]) == (200, False, [])
    assert (await clerk.get("/api/me")).json()["roles"] == []
    assert await Project.count().where(Project.organiser_id == closed.json()["id"]) == 3
    child = await admin.post("/api/organisations", json=unit(parentId=first))
    assert (child.status_code, child.json()["code"]) == (409, "organisation_closed")
    assert (await admin.post(f"/api/organisations/{first}/reopen")).json()["active"] is True
    assert (await clerk.get("/api/me")).json()["roles"]
    kinds = {row["kind"] for row in await Event.select(Event.kind).where(Event.module == "organisations")}
    assert {"organisation.closed", "organisation.reopened"} <= kinds
