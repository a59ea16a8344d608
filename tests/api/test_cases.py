"""Cases and the inbox: who may see and decide, what a late decision hears, how steps change hands (design §6)."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.audit.tables import Event
from backend.audit.work import unit_of_work
from backend.flows.case_store import load_case
from backend.flows.tables import CaseEvent, CaseTask
from backend.flows.task_actions import applicant_of, derive_tasks
from backend.identity.people.disabling import disable_person
from backend.identity.tables import Person
from backend.kernel.actor import SYSTEM
from backend.kernel.clock import DAY
from backend.kernel.db import fetch, insert_rows, write
from backend.kernel.ids import new_id
from tests.builders.commands import run_command
from tests.builders.filing import UNIT_NAME, Filer, decide, filed
from tests.builders.house import House
from tests.builders.lead import Lead
from tests.builders.members import log_in_member

Answer = dict[str, Any]
CITY, DISTRICT = "北京市卫生健康委员会", "海淀区卫生健康委员会"


async def inbox(browser: httpx.AsyncClient, **wanted: str) -> Answer:
    answer = await browser.get("/api/inbox", params=wanted)
    assert answer.status_code == httpx.codes.OK, answer.text
    shown: Answer = answer.json()
    return shown


async def tasks_are_derivable(house: House, case_id: str) -> None:
    """The kept inbox is what follows from the events."""
    stored = await load_case(UUID(case_id))
    kept = await CaseTask.objects().where(CaseTask.case_id == stored.id).order_by(CaseTask.step)
    applicant = await applicant_of(house.runtime, stored, stored.case, house.clock.at)
    derived = sorted(derive_tasks(stored, stored.case, applicant), key=lambda task: task.step)

    def said(tasks: list[CaseTask]) -> list[tuple[object, ...]]:
        return [(t.step, t.round, t.role, t.organisation_id, t.stand_in, t.since, t.due_at) for t in tasks]

    assert said(kept) == said(derived)


async def test_the_inbox_holds_what_waits_for_whom(house: House) -> None:
    await house.load_demo()
    filer = await filed(house)
    authority = await house.log_in("authority")
    waiting = await inbox(authority)
    (task,) = waiting["items"]
    assert (task["step"], task["subjectId"], task["organisation"]["name"]) == (
        "authority_review",
        filer.project,
        UNIT_NAME,
    )
    assert task["title"]["zh"].startswith("2026-09-09-001 心血管")
    assert waiting["counts"]["all"] == 1
    await tasks_are_derivable(house, task["caseId"])
    assert (await inbox(filer.browser))["items"] == []
    house.clock.at += 11 * DAY
    authority = await house.log_in("authority")
    assert (await inbox(authority))["counts"]["overdue"] == 1
    await decide(authority, filer.shown["case"], "return", reason="请补充")
    assert (await inbox(authority))["items"] == []
    unit = await house.log_in("unit")
    mine = await inbox(unit)
    assert [(one["step"], one["state"]) for one in mine["items"]] == [(None, "returned")]
    assert mine["counts"]["mend"] == 1
    await tasks_are_derivable(house, task["caseId"])


async def test_the_inbox_pages_by_key(house: House) -> None:
    await house.load_demo()
    for number in range(3):
        await filed(house, project_no=f"P-{number}")
        house.clock.at += 1_000
    authority = await house.log_in("authority")
    found: list[str] = []
    wanted: dict[str, str] = {"limit": "2"}
    while "cursor" not in wanted or wanted["cursor"]:
        page = await inbox(authority, **wanted)
        found += [one["title"]["zh"].split()[0] for one in page["items"]]
        wanted["cursor"] = page["next"] or ""
    assert found == ["P-0", "P-1", "P-2"]
    assert (await authority.get("/api/inbox?cursor=abc")).status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert (await inbox(authority, flow="filing_change"))["items"] == []


async def test_a_late_decision_hears_what_happened(house: House) -> None:
    await house.load_demo()
    filer = await filed(house)
    case = filer.shown["case"]
    first = await house.log_in("authority")
    second = await log_in_member(house, "cme_authority", DISTRICT, name="吴迪")
    assert (await decide(first, case, "return", reason="缺附件")).status_code == httpx.codes.OK
    late = await decide(second, case, "approve")
    assert (late.status_code, late.json()["code"]) == (409, "round_closed")
    told = late.json()["data"]
    assert (told["name"], told["verdict"], told["at"]) == ("周敏", "return", house.clock.at)
    await filer.look()
    await filer.file()
    newer = filer.shown["case"]
    stale = await decide(second, newer | {"documentVersion": 1}, "approve")
    assert (stale.status_code, stale.json()["code"]) == (409, "document_changed")


async def test_decisions_ask_for_reason_and_form(house: House) -> None:
    await house.load_demo()
    case = (await filed(house)).shown["case"]
    authority = await house.log_in("authority")
    for verdict in ("reject", "return"):
        refused = await decide(authority, case, verdict, reason=" ")
        assert (refused.status_code, refused.json()["errors"]) == (422, {"reason": ["required"]})
    without = await decide(authority, case, "approve", form=None)
    assert (without.status_code, without.json()["errors"]) == (422, {"form": ["required"]})
    wrong = await decide(authority, case, "approve", form={"indoor": "yes", "more": 1})
    assert wrong.json()["errors"] == {"form.indoor": ["bad_type"], "form.more": ["unknown_field"]}
    hold = await decide(authority, case, "hold", reason="等一下")
    assert (hold.status_code, hold.json()["code"]) == (422, "verdict_not_allowed")


@pytest.mark.parametrize(
    ("role", "place", "seen", "code"),
    [
        ("cme_authority", CITY, 200, "not_holder"),
        ("cme_institution", UNIT_NAME, 200, "not_holder"),
        ("cme_institution", "西山医院", 404, "not_found"),
        ("platform_admin", CITY, 404, "not_found"),
        ("auditor", CITY, 404, "not_found"),
    ],
)
async def test_others_cannot_decide(house: House, role: str, place: str, seen: int, code: str) -> None:
    await house.load_demo()
    case = (await filed(house)).shown["case"]
    other = await log_in_member(house, role, place)
    assert (await other.get(f"/api/cases/{case['id']}")).status_code == seen
    refused = await decide(other, case, "approve")
    assert (refused.status_code, refused.json()["code"]) == (404 if seen == 404 else 403, code)
    assert (await inbox(other))["items"] == []


async def test_a_lead_sees_no_cases(house: House) -> None:
    await house.load_demo()
    case = (await filed(house)).shown["case"]
    lead = await house.log_in("lead")
    assert (await lead.get(f"/api/cases/{case['id']}")).status_code == httpx.codes.NOT_FOUND
    assert (await lead.get("/api/forms/filing")).status_code == httpx.codes.NOT_FOUND
    assert (await inbox(lead))["items"] == []


async def test_nobody_decides_an_own_case(house: House) -> None:
    await house.load_demo()
    filer = await Filer.begin(house)
    person = await Person.objects().where(Person.name == "陈立").first()
    assert person is not None
    await log_in_member(house, "cme_authority", DISTRICT, name="陈立", phone="13900000002")
    await filer.complete()
    await filer.file()
    case = filer.shown["case"]
    assert case["may"]["decide"] == []
    assert (await inbox(filer.browser))["items"] == []
    refused = await decide(filer.browser, case, "approve")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_holder")


async def test_without_anybody_in_charge_an_administrator_stands_in_and_hands_over(house: House) -> None:
    await house.load_demo()
    admin = await log_in_member(house, "platform_admin", CITY, name="管理员", phone="13700000001")
    filer = await filed(house)
    case_id = filer.shown["case"]["id"]
    authority = await Person.objects().where(Person.name == "周敏").first()
    assert authority is not None
    async with unit_of_work(house.runtime, SYSTEM) as work:
        await disable_person(work, authority.id)
    (task,) = (await inbox(admin))["items"]
    assert task["standIn"] is True
    case = (await admin.get(f"/api/cases/{case_id}")).json()
    assert [one["step"] for one in case["may"]["decide"]] == ["authority_review"]
    assert [line["what"] for line in case["timeline"]] == ["submitted", "handed_over"]
    document = case["document"]["notice_file"][0]["sha256"]
    listed = (await admin.get(f"{filer.where}/documents")).json()["items"]
    assert document in {one["sha256"] for one in listed}
    newcomer = await log_in_member(house, "cme_authority", DISTRICT, name="吴迪", phone="13700000002")
    assert (await inbox(admin))["items"] == []
    assert (await admin.get(f"/api/cases/{case_id}")).status_code == httpx.codes.NOT_FOUND
    await tasks_are_derivable(house, case_id)
    assert (await decide(newcomer, case, "approve")).status_code == httpx.codes.OK


async def test_an_approved_filing_is_not_undone_but_recalled_while_nothing_came(house: House) -> None:
    await house.load_demo()
    filer = await filed(house)
    authority = await house.log_in("authority")
    case = (await decide(authority, filer.shown["case"], "approve")).json()
    where = f"/api/cases/{case['id']}"
    undone = await authority.post(f"{where}/undo", json={"step": "authority_review", "round": 1})
    assert (undone.status_code, undone.json()["code"]) == (409, "case_final")
    assert [one["right"] for one in case["may"]["recall"]] == ["recall"]
    assert (await authority.post(f"{where}/recall", json={})).json()["errors"] == {"reason": ["required"]}
    by_unit = await filer.browser.post(f"{where}/recall", json={"reason": "误操作"})
    assert (by_unit.status_code, by_unit.json()["code"]) == (403, "not_holder")
    recalled = await authority.post(f"{where}/recall", json={"reason": "日期有误", "fields": ["planned_start"]})
    assert recalled.json()["state"] == "returned"
    wall = (await authority.get(f"{filer.where}/feedback")).json()
    assert wall["slots"] == []
    shown = await filer.look()
    assert (shown["filing"], shown["may"]["edit"], shown["may"]["delete"]) == ("returned", True, False)
    assert (await filer.file()).status_code == httpx.codes.OK
    again = (await decide(authority, filer.shown["case"], "approve")).json()
    assert again["state"] == "approved"
    slots = (await authority.get(f"{filer.where}/feedback")).json()["slots"]
    assert len(slots) == 3


async def test_evidence_stands_against_a_recall(house: House) -> None:
    await house.load_demo()
    today, tomorrow = "2026-11-21", "2026-11-22"
    filer = await Filer.begin(house, planned_start=today, planned_end=tomorrow)
    speakers = [{"id": "r1", "name": "李明", "topic": "心衰", "date": today, "half": "am"}]
    await filer.complete(days_off=[], speakers=speakers)
    await filer.file()
    authority = await house.log_in("authority")
    case = (await decide(authority, filer.shown["case"], "approve")).json()
    named = {"name": "林晓", "phone": "13900000011", "unit": "", "requestId": str(new_id())}
    issued = await filer.browser.post(f"{filer.where}/supervisor", json=named)
    assert issued.status_code == httpx.codes.CREATED, issued.text
    lead = await Lead.arrive(house)
    await take_for(house, lead, filer, issued.json()["loginCode"])
    refused = await authority.post(f"/api/cases/{case['id']}/recall", json={"reason": "误批"})
    assert (refused.status_code, refused.json()["code"]) == (409, "recall_refused")
    assert refused.json()["data"] == {"guard": "filing_has_evidence"}
    assert (await filer.look())["filing"] == "approved"


async def take_for(house: House, lead: Lead, filer: Filer, code: str) -> None:
    """The lead of the filer's project names a capture of its open half-day."""
    browser = house.browser()
    captcha = (await browser.post("/api/login/captcha", json={"purpose": "supervisor"})).json()
    body = {"phone": "13900000011", "code": code, "captchaId": captcha["id"]}
    answer = await browser.post(
        "/api/login/supervisor", json=body | {"captcha": await house.captcha_answer(captcha["id"])}
    )
    assert answer.status_code == httpx.codes.CREATED, answer.text
    browser.headers["X-Halfday-CSRF"] = answer.json()["csrf"]
    lead.browser = browser
    listed = (await browser.get("/api/supervision/assignments")).json()["assignments"]
    own = next(one for one in listed if one["project"]["id"] == filer.project)
    slot = next(slot for slot in own["slots"] if slot["state"] == "open")
    ticket = (await lead.tickets())[slot["id"]]
    (named,) = await lead.send(lead.shoot(ticket=ticket))
    assert named["state"] == "waiting", named


async def test_the_place_of_an_event_is_taken_once_and_events_are_never_changed(house: House) -> None:
    await house.load_demo()
    filer = await filed(house)
    row = await CaseEvent.objects().where(CaseEvent.case_id == filer.shown["case"]["id"]).first()
    assert row is not None
    twin = {column: getattr(row, column) for column in ("case_id", "seq", "flow", "kind", "step", "at", "body")}
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
        async with write():
            await insert_rows(CaseEvent, [CaseEvent(id=new_id(), **twin)])
    with pytest.raises(Exception, match="insert-only"):
        async with write():
            await fetch("UPDATE case_event SET kind = 'x'")


async def test_every_act_is_recorded_with_the_project_as_scope(house: House) -> None:
    await house.load_demo()
    filer = await filed(house)
    authority = await house.log_in("authority")
    await decide(authority, filer.shown["case"], "approve")
    rows = await Event.select(Event.kind, Event.scope_id, Event.actor_role).where(Event.kind.like("case.%"))
    assert [(row["kind"], str(row["scope_id"]), row["actor_role"]) for row in rows] == [
        ("case.submitted", filer.project, "cme_institution"),
        ("case.decided", filer.project, "cme_authority"),
    ]


async def test_the_usual_time_of_a_step_needs_a_few_cases(house: House) -> None:
    await house.load_demo()
    authority = await house.log_in("authority")
    case: Answer = {}
    for number in range(5):
        filer = await filed(house, project_no=f"P-{number}")
        house.clock.at += (number + 1) * 60_000
        case = (await decide(authority, filer.shown["case"], "reject", reason="重复")).json()
    assert case["steps"][0]["usualMs"] == 3 * 60_000


async def test_the_form_in_force_is_served_and_kept(house: House) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    form = (await unit.get("/api/forms/filing")).json()
    assert form["definition"]["form"]["key"] == "filing"
    assert form["digest"] in form["schema"]["$id"]
    assert (await unit.get(f"/api/definitions/{form['digest']}")).status_code == httpx.codes.NOT_FOUND
    await Filer.begin(house)
    kept = await unit.get(f"/api/definitions/{form['digest']}")
    assert kept.json() == form["definition"]
    assert (await unit.get("/api/forms/nothing")).status_code == httpx.codes.NOT_FOUND


async def test_forms_check_names_mistakes(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    assert await run_command(house.runtime, "forms check") == 0
    assert "5 forms" in capsys.readouterr().out
    folder = house.runtime.data_dir / "draft-overlays"
    folder.mkdir()
    (folder / "a.toml").write_text('form = "filing"\n[[fields]]\nkey = "gone"\nrequired = true\n')
    assert await run_command(house.runtime, "forms check", "--overlays", str(folder)) == 1
    assert "gone" in capsys.readouterr().out
