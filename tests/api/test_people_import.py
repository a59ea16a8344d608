"""Workbooks of organisations and people: checked row by row, then all or nothing (catalogue 0.5)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import httpx
import pytest

from backend.audit.tables import Event
from backend.flows.in_force import Definitions
from backend.forms.kinds import Cell
from backend.identity.people.queries import id_number_of, people_with_phone
from backend.identity.tables import Person
from backend.kernel.actor import SYSTEM
from backend.organisations.import_check import Importer
from backend.organisations.people import imported as people_import
from backend.organisations.people.role_rules import Administrator, Top
from backend.organisations.tables import Membership, Organisation
from backend.organisations.tree import imported as tree_import
from tests.builders.forms import workbook
from tests.builders.house import House
from tests.builders.organisations import OTHER_UNIT, add_district, organisation_named

Answer = dict[str, Any]
FIRST, WEST = "H110108001", "H110108003"
MANY = 5_000
ID_NUMBER = "11010519491231002X"


def unit_row(code: str, name: str = "某医院", parent: str = "", **changes: Cell) -> list[Cell]:
    cells = {"kind": "医疗卫生机构", "level": "区直属医院", "district": "海淀区"} | changes
    return [1, code, name, parent, *cells.values()]


def person_row(
    name: str, phone: str, organisation: str = FIRST, role: str = "卫生技术人员", **changes: Cell
) -> list[Cell]:
    cells: dict[str, Cell] = {"id_type": None, "id_number": None, "email": None} | {
        key: value for key, value in changes.items() if key not in {"first", "last"}
    }
    return [1, name, phone, *cells.values(), organisation, role, changes.get("first"), changes.get("last")]


async def send(
    house: House, browser: httpx.AsyncClient, what: str, rows: Sequence[Sequence[Cell]], *, dry: bool = False
) -> httpx.Response:
    form = {"organisations": "organisation", "people": "person"}[what]
    raw = workbook(house.runtime.find(Definitions).form(form), rows)
    return await browser.post(f"/api/{what}/import?dryRun={'true' if dry else 'false'}", content=raw, timeout=120)


def problems(answer: httpx.Response) -> list[list[tuple[str, str]]]:
    rows = answer.json()["rows"] if answer.status_code == httpx.codes.OK else answer.json()["data"]["rows"]
    return [[(one["field"], one["code"]) for one in row["problems"]] for row in rows]


async def test_organisations_come_in_any_order(house: House) -> None:
    await house.load_demo()
    admin = await house.log_in("admin")
    rows = [
        unit_row("N2", "分院门诊", "n1"),
        unit_row("N1", "新医院", "A110108"),
        unit_row(FIRST, "海淀区第一医院", level="三级医院"),
    ]
    checked = await send(house, admin, "organisations", rows, dry=True)
    assert checked.status_code == httpx.codes.OK, checked.text
    shown = checked.json()
    assert [row["outcome"] for row in shown["rows"]] == ["add", "add", "unchanged"]
    assert (shown["added"], shown["updated"], shown["unchanged"], shown["imported"]) == (2, 0, 1, 0)
    assert not await Organisation.exists().where(Organisation.code == "N1")
    done = await send(house, admin, "organisations", rows)
    assert (done.status_code, done.json()["imported"]) == (200, 3)
    below, above = await organisation_named("分院门诊"), await organisation_named("新医院")
    assert (below.parent_id, below.path[:-4], below.code) == (above.id, above.path, "N2")
    again = await send(
        house, admin, "organisations", [unit_row("N1", "新医院二", "A110108", level="三级医院"), *rows[2:]]
    )
    assert [row["outcome"] for row in again.json()["rows"]] == ["update", "unchanged"]
    renamed = await organisation_named("新医院二")
    assert (renamed.id, renamed.level) == (above.id, "tertiary")
    kinds = [row["kind"] for row in await Event.select(Event.kind).where(Event.kind.like("organisation%"))]
    assert kinds.count("organisations.imported") == 2
    assert kinds.count("organisation.changed") == 1


async def test_rows_that_cannot_be_are_refused_together(house: House) -> None:
    await house.load_demo()
    await add_district(house)
    first = await house.log_in("unit-admin")
    rows = [
        unit_row("N1", parent="N2"),
        unit_row("N2", parent="N1"),
        unit_row(WEST, "西山医院"),
        unit_row(FIRST, "另一个名字", level="三级医院"),
        unit_row("N5", parent="A110108"),
        unit_row("N6", parent="无此代码"),
        unit_row("N7", level=None),
        unit_row("n1"),
        unit_row("N8"),
        unit_row("N9", parent="N8"),
    ]
    checked = await send(house, first, "organisations", rows, dry=True)
    assert problems(checked) == [
        [("parent", "own_descendant")],
        [("parent", "own_descendant")],
        [("code", "taken")],
        [("code", "not_below")],
        [("parent", "unknown_organisation")],
        [("parent", "bad_code")],
        [("level", "required")],
        [("code", "duplicate_in_file")],
        [],
        [],
    ]
    refused = await send(house, first, "organisations", rows)
    assert (refused.status_code, refused.json()["code"], refused.json()["data"]["bad"]) == (422, "import_refused", 8)
    assert not await Organisation.exists().where(Organisation.code == "N8")
    moved = await send(
        house, await house.log_in("admin"), "organisations", [unit_row(WEST, "西山医院", FIRST)], dry=True
    )
    assert problems(moved) == [[("parent", "differs")]]


async def test_people_come_with_roles(house: House) -> None:
    await house.load_demo()
    first = await house.log_in("unit-admin")
    own = {"id_type": "居民身份证", "id_number": ID_NUMBER, "email": "zm@example.org"}
    rows = [
        person_row("赵敏", "138 1234 0001", **own),
        person_row("赵敏", "13812340001", role="单位经办人", last=date(2027, 1, 31)),
        person_row("陈立", "13900000002", role="单位经办人"),
        person_row("陈立", "13900000002", email="chen@example.org"),
    ]
    checked = await send(house, first, "people", rows, dry=True)
    assert checked.status_code == httpx.codes.OK, checked.text
    assert [row["outcome"] for row in checked.json()["rows"]] == ["add", "add", "unchanged", "update"]
    assert checked.json()["rows"][0]["phone"] == "138****0001"
    assert ID_NUMBER not in checked.text
    done = await send(house, first, "people", rows)
    assert (done.status_code, done.json()["imported"]) == (200, 4), done.text
    (zhao,) = await people_with_phone(house.runtime.keys, "13812340001")
    assert id_number_of(house.runtime.keys, zhao) == ID_NUMBER
    held = await Membership.select().where(Membership.person_id == zhao.id).order_by(Membership.role)
    assert [(row["role"], row["valid_until"]) for row in held] == [
        ("cme_institution", 1_801_411_200_000),
        ("cme_learner", None),
    ]
    again = await send(house, first, "people", rows)
    assert [row["outcome"] for row in again.json()["rows"]] == ["unchanged"] * 4
    event = await Event.select(Event.data).where(Event.kind == "people.imported").first()
    assert event is not None
    assert '"added":1,' in event["data"]
    assert await Event.count().where(Event.kind == "people.imported") == 1


async def test_people_who_contradict_what_is_known(house: House) -> None:
    await house.load_demo()
    first = await house.log_in("unit-admin")
    own = {"id_type": "居民身份证", "id_number": ID_NUMBER}
    await send(house, first, "people", [person_row("赵敏", "13812340001", **own)])
    rows = [
        person_row("孙立", "13812340001"),
        person_row("孙立", "13812340002", **own),
        person_row("赵敏", "13812340003", **own),
        person_row("赵敏", "13812340001", id_type="护照", id_number="E12345678"),
        person_row("周一", "13812340004", role="平台管理员"),
        person_row("周二", "13812340005", role="主管部门"),
        person_row("周三", "13812340006", organisation=WEST),
        person_row("周四", "13812340007", id_type="居民身份证", id_number="110105194912310021"),
        person_row("韩雪", "13900000022", role="单位经办人"),
        person_row("周五", "13812340008", last=date(2026, 11, 1)),
    ]
    checked = await send(house, first, "people", rows, dry=True)
    assert problems(checked) == [
        [("phone", "phone_of_another")],
        [("id_number", "id_of_another")],
        [("phone", "phone_differs"), ("id_number", "id_of_another")],
        [("phone", "phone_of_another"), ("id_number", "differs")],
        [("role", "role_above")],
        [("role", "role_not_here")],
        [("organisation", "unknown_organisation")],
        [("id_number", "bad_check_digit")],
        [("name", "own_rights")],
        [("until", "end_before_start")],
    ]
    other_days = await send(
        house, first, "people", [person_row("赵敏", "13812340001", last=date(2027, 11, 1))], dry=True
    )
    assert problems(other_days) == [[("from", "differs")]]


async def test_people_of_others_are_no_business_of_ones_own(house: House) -> None:
    await house.load_demo()
    await add_district(house)
    admin, first = await house.log_in("admin"), await house.log_in("unit-admin")
    other = (await organisation_named(OTHER_UNIT)).code
    await send(house, admin, "people", [person_row("赵敏", "13812340001", organisation=other)])
    rows = [
        person_row("赵敏", "13812340001", email="zm@example.org"),
        person_row("孙立", "13812340001"),
    ]
    checked = await send(house, first, "people", rows, dry=True)
    assert problems(checked) == [[("email", "managed_elsewhere")], [("phone", "phone_of_another")]]
    done = await send(house, first, "people", [person_row("赵敏", "13812340001")])
    assert done.json()["rows"][0]["outcome"] == "update"
    assert len(await people_with_phone(house.runtime.keys, "13812340001")) == 1
    stranger = await send(house, first, "people", [person_row("孙立", "13900000003")], dry=True)
    assert problems(stranger) == [[]]


async def test_what_changed_since_the_check_stores_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody takes a phone between check and transaction."""
    await house.load_demo()
    importer = Importer(house.runtime, SYSTEM, Administrator((Top("", 100),)))
    form = house.runtime.find(Definitions).form("person")
    raw = workbook(form, [person_row("赵敏", "13812340001")])
    checked, world = await people_import._check(importer, raw)
    await people_import.import_people(importer, raw)
    assert await people_import._world(importer, checked.lines.values(), checked.at) != world
    form = house.runtime.find(Definitions).form("organisation")
    raw = workbook(form, [unit_row("N1")])
    tree = await tree_import._check(importer, raw)
    await tree_import.import_organisations(importer, raw)
    known = await tree_import._known(tree.lines)
    assert tree_import._judge(importer, tree.lines, known, tree.top) != tree.judged


@pytest.mark.slow
async def test_five_thousand_people(house: House) -> None:
    await house.load_demo()
    first = await house.log_in("unit-admin")
    rows = [person_row(f"学员{number}", f"138{number:08d}") for number in range(MANY)]
    done = await send(house, first, "people", rows)
    assert (done.status_code, done.json()["imported"]) == (200, MANY)
    assert await Person.count().where(Person.name.like("学员%")) == MANY
    assert (await first.get("/api/organisations")).json()["items"][0]["members"] == MANY + 2
    units = [unit_row(f"N{number}", parent=f"N{number // 100}" if number >= 100 else "") for number in range(MANY)]
    admin = await house.log_in("admin")
    done = await send(house, admin, "organisations", units)
    assert (done.status_code, done.json()["added"]) == (200, MANY), done.text


async def test_templates_are_ours(house: House) -> None:
    await house.load_demo()
    first = await house.log_in("unit-admin")
    for what in ("organisations", "people"):
        template = await first.get(f"/api/{what}/template.xlsx")
        assert template.status_code == httpx.codes.OK
        empty = await first.post(f"/api/{what}/import", content=template.content)
        assert empty.json()["errors"] == {"file": ["empty_sheet"]}
