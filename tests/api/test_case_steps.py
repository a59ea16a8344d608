"""Several steps of one case over the API: undo, return to a step, reopen, separation of duties (design §6)."""

from typing import Any

import httpx

from backend.flows.definition import Flow, Recall, Reopen, Step
from backend.flows.definition_check import Known, check_flow
from backend.flows.in_force import Definitions, load
from backend.forms.words import Label
from tests.builders.filing import Filer, filed
from tests.builders.house import House
from tests.builders.members import log_in_member

Answer = dict[str, Any]
DISTRICT = "海淀区卫生健康委员会"
WORDS = Label(zh="甲", en="A")


def two_steps(shipped: Flow) -> Flow:
    """The filing flow with a step before the authority's, and a right to open that one again."""
    first = Step(key="first", label=WORDS, role="platform_admin", scope="district", may=("approve", "return", "hold"))
    second = Step(
        key="authority_review", label=WORDS, role="cme_authority", scope="district", after=("first",),
        may=("approve", "return", "reject"),
    )  # fmt: skip
    again = Reopen(key="again", label=WORDS, role="cme_authority", scope="district", steps=("first",))
    recall = Recall(key="recall", label=WORDS, role="cme_authority", scope="district")
    return Flow(
        key="filing", title=WORDS, source="test", form="filing", states=shipped.states, steps=(first, second),
        rights=(again, recall),
    )  # fmt: skip


def put_in_force(house: House) -> None:
    found, _ = load(house.runtime, house.runtime.data_dir / "none")
    assert found is not None
    form, flow = found.form("filing"), two_steps(found.flow("filing"))
    lists = {one.key: one for one in form.code_lists}
    roles, scopes = {"cme_authority", "platform_admin"}, {"district"}
    assert not check_flow(flow, Known({"filing": form.form}, lists, roles, scopes))
    house.runtime.provide(Definitions, _Replaced(found, flow))


class _Replaced(Definitions):
    """The definitions in force with one flow replaced."""

    def __init__(self, found: Definitions, flow: Flow) -> None:
        self._found, self._flow = found, flow

    def form(self, key: str) -> Any:  # noqa: ANN401
        return self._found.form(key)

    def flow(self, key: str) -> Flow:
        return self._flow if key == self._flow.key else self._found.flow(key)


class Table:
    """The people of a two-step case."""

    def __init__(self, filer: Filer, first: httpx.AsyncClient, second: httpx.AsyncClient) -> None:
        self.filer, self.first, self.second = filer, first, second
        self.where = f"/api/cases/{filer.shown['case']['id']}"

    async def case(self) -> Answer:
        found: Answer = (await self.filer.browser.get(self.where)).json()
        return found

    async def decide(self, browser: httpx.AsyncClient, verdict: str, **more: object) -> httpx.Response:
        case = (await browser.get(self.where)).json()
        (step,) = case["may"]["decide"]
        body = {"step": step["step"], "round": step["round"], "documentVersion": step["documentVersion"]}
        return await browser.post(f"{self.where}/decisions", json=body | {"verdict": verdict} | more)


async def sit_down(house: House) -> Table:
    await house.load_demo()
    put_in_force(house)
    first = await log_in_member(house, "platform_admin", DISTRICT, name="初审", phone="13700000009")
    second = await house.log_in("authority")
    return Table(await filed(house), first, second)


def states(case: Answer) -> list[str]:
    return [step["state"] for step in case["steps"]]


async def test_the_second_step_opens_after_the_first_and_its_undo_closes_it(house: House) -> None:
    table = await sit_down(house)
    assert states(await table.case()) == ["open", "waiting"]
    assert (await table.second.get("/api/inbox")).json()["items"] == []
    case = (await table.decide(table.first, "approve")).json()
    assert states(case) == ["approved", "open"]
    assert len((await table.second.get("/api/inbox")).json()["items"]) == 1
    assert (await table.second.get(table.where)).json()["may"]["undo"] == []
    assert (await table.first.get(table.where)).json()["may"]["undo"] == [{"step": "first", "round": 1}]
    foreign = await table.second.post(f"{table.where}/undo", json={"step": "first", "round": 1})
    assert (foreign.status_code, foreign.json()["code"]) == (403, "not_your_decision")


async def test_a_hold_stays_with_its_holder_and_says_why(house: House) -> None:
    table = await sit_down(house)
    held = (await table.decide(table.first, "hold", reason="等补充材料")).json()
    assert states(held) == ["held", "waiting"]
    assert held["steps"][0]["held"]["reason"] == "等补充材料"
    assert len((await table.first.get("/api/inbox")).json()["items"]) == 1


async def test_a_return_to_a_step_voids_it_and_shows_nothing_to_the_applicant(house: House) -> None:
    table = await sit_down(house)
    await table.decide(table.first, "approve")
    back = await table.decide(table.second, "return", to="first", reason="请再核对")
    assert back.status_code == httpx.codes.OK, back.text
    case = await table.case()
    assert (case["state"], states(case)) == ("in_review", ["open", "waiting"])
    assert case["steps"][0]["round"] == 2
    assert (await table.filer.look())["filing"] == "in_review"


async def test_a_decided_step_is_opened_again_by_a_named_right(house: House) -> None:
    table = await sit_down(house)
    await table.decide(table.first, "approve")
    body = {"right": "again", "step": "first", "reason": "材料有新情况"}
    refused = await table.filer.browser.post(f"{table.where}/reopen", json=body)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_holder")
    (may,) = (await table.second.get(table.where)).json()["may"]["reopen"]
    assert may["steps"] == ["first"]
    unnamed = await table.second.post(f"{table.where}/reopen", json=body | {"right": "other"})
    assert (unnamed.status_code, unnamed.json()["code"]) == (403, "right_not_named")
    case = (await table.second.post(f"{table.where}/reopen", json=body)).json()
    assert states(case) == ["open", "waiting"]


async def test_an_approval_carried_out_once(house: House) -> None:
    table = await sit_down(house)
    await table.decide(table.first, "approve")
    case = (await table.decide(table.second, "approve")).json()
    assert (case["state"], case["turn"]) == ("approved", "nobody")
    wall = (await table.second.get(f"{table.filer.where}/feedback")).json()
    assert len(wall["slots"]) == 3


async def test_an_own_approval_is_undone_while_nobody_went_on(house: House) -> None:
    table = await sit_down(house)
    await table.decide(table.first, "approve")
    undone = await table.first.post(f"{table.where}/undo", json={"step": "first", "round": 1})
    assert undone.status_code == httpx.codes.OK, undone.text
    assert states(undone.json()) == ["open", "waiting"]
    assert (await table.second.get("/api/inbox")).json()["items"] == []
    await table.decide(table.first, "approve")
    await table.decide(table.second, "reject", reason="不予通过")
    late = await table.first.post(f"{table.where}/undo", json={"step": "first", "round": 2})
    assert (late.status_code, late.json()["code"]) == (409, "case_final")


async def test_a_draft_moves_to_the_newest_definition_with_what_changed(house: House) -> None:
    await house.load_demo()
    filer = await Filer.begin(house)
    folder = house.runtime.data_dir / "overlays"
    folder.mkdir()
    (folder / "a.toml").write_text(
        'form = "filing"\n[[fields]]\nkey = "expected_people"\nrequired = true\n', encoding="utf-8"
    )
    found, findings = load(house.runtime, folder)
    assert found is not None, findings
    house.runtime.provide(Definitions, found)
    draft = (await filer.look())["draft"]
    assert draft["changed"] == [{"path": "expected_people", "what": "required"}]
    assert draft["document"]["project_no"] == "2026-09-09-001"
    await filer.complete()
    assert (await filer.file()).json()["errors"] == {"expected_people": ["required"]}
    filed_ = await filer.save(filer.shown["draft"]["document"] | {"expected_people": 80})
    assert filed_.status_code == httpx.codes.OK
    assert (await filer.file()).json()["case"]["definition"] == found.form("filing").digest
