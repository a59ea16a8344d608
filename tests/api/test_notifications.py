"""One's own messages and how one wants to be told, over HTTP (design §7)."""

from uuid import UUID, uuid4

from backend.audit.work import unit_of_work
from backend.identity.tables import Person
from backend.kernel.actor import SYSTEM
from backend.kernel.clock import DAY, MINUTE
from backend.kernel.ids import new_id
from backend.notifications.actions import Message, deliver
from backend.notifications.tables import Delivery
from backend.supervision.filing.messages import FILING_DECIDED
from backend.supervision.reminders.messages import NOTHING_YET
from tests.api.test_leads import project_id
from tests.builders.house import House
from tests.builders.letters import catch, drain

WISHES = {"email": "chen.li@first.example.cn", "emailOn": True, "smsOn": True, "language": "zh"}


async def person(name: str) -> UUID:
    row = await Person.select(Person.id).where(Person.name == name).first()
    assert row is not None
    found: UUID = row["id"]
    return found


async def tell(house: House, name: str, n: int = 0) -> UUID:
    """A message about the n-th decision to somebody of the demo; what it is about."""
    subject = new_id()
    async with unit_of_work(house.runtime, SYSTEM) as work:
        message = Message(FILING_DECIDED, subject_id=subject, params={"decision": "approved", "n": n})
        await deliver(work, message, to=[await person(name)])
    return subject


async def test_the_inbox_pages_newest_first_and_counts_what_is_unread(house: House) -> None:
    await house.load_demo()
    subjects = set()
    for n in range(5):
        house.clock.at += n % 2
        subjects.add(str(await tell(house, "陈立", n)))
    unit = await house.log_in("unit")
    first = (await unit.get("/api/notifications", params={"limit": 2})).json()
    second = (await unit.get("/api/notifications", params={"limit": 2, "cursor": first["next"]})).json()
    last = (await unit.get("/api/notifications", params={"limit": 2, "cursor": second["next"]})).json()
    shown = [item for page in (first, second, last) for item in page["items"]]
    assert [item["at"] for item in shown] == sorted((item["at"] for item in shown), reverse=True)
    assert {item["subjectId"] for item in shown} == subjects
    assert (len(shown), first["unread"], last["next"]) == (5, 5, None)
    assert set(shown[0]) == {"id", "kind", "urgent", "params", "subjectId", "scopeId", "at", "readAt"}
    assert (shown[-1]["kind"], shown[-1]["params"]) == ("filing_decided", {"decision": "approved", "n": 0})


async def test_reading_one_and_all_until_a_moment(house: House) -> None:
    await house.load_demo()
    for n in range(3):
        await tell(house, "陈立", n)
    seen_at = house.clock.at
    house.clock.at += MINUTE
    await tell(house, "陈立", 3)
    unit = await house.log_in("unit")
    items = (await unit.get("/api/notifications")).json()["items"]
    for _ in range(2):
        read = await unit.post(f"/api/notifications/{items[0]['id']}/read")
        assert (read.status_code, read.json()) == (200, {"unread": 3})
    house.clock.at += MINUTE
    await tell(house, "陈立", 4)
    for _ in range(2):
        read = await unit.post("/api/notifications/read-all", json={"until": seen_at})
        assert read.json() == {"unread": 1}
    assert [item["params"] for item in (await unit.get("/api/notifications?unread=true")).json()["items"]] == [
        {"decision": "approved", "n": 4}
    ]


async def test_messages_of_others_are_as_if_absent(house: House) -> None:
    await house.load_demo()
    await tell(house, "陈立")
    other = await house.log_in("unit-women")
    shown = (await other.get("/api/notifications")).json()
    assert shown == {"items": [], "next": None, "total": {"n": 0, "more": False}, "unread": 0}
    row = await Delivery.select(Delivery.id).first()
    assert row is not None
    assert (await other.post(f"/api/notifications/{row['id']}/read")).status_code == 404
    assert (await other.get(f"/api/notifications/deliveries/{row['id']}")).status_code == 404
    assert (await house.browser().get("/api/notifications")).status_code == 401


async def test_a_leads_log_in_sees_only_what_is_meant_for_it(house: House) -> None:
    await house.load_demo()
    await tell(house, "林晓")
    async with unit_of_work(house.runtime, SYSTEM) as work:
        await deliver(work, Message(NOTHING_YET), to=[await person("林晓")])
    lead = await house.log_in("lead")
    shown = (await lead.get("/api/notifications")).json()
    assert ([item["kind"] for item in shown["items"]], shown["unread"]) == (["slot_nothing_yet"], 1)
    hidden = await Delivery.select(Delivery.id).where(Delivery.kind == "filing_decided").first()
    assert hidden is not None
    assert (await lead.post(f"/api/notifications/{hidden['id']}/read")).status_code == 404
    assert (await lead.get("/api/notifications/preferences")).status_code == 403


async def test_preferences_are_kept_and_followed(house: House) -> None:
    await house.load_demo()
    box = catch(house)
    unit = await house.log_in("unit")
    usual = (await unit.get("/api/notifications/preferences")).json()
    assert usual == {
        "email": None,
        "emailOn": True,
        "smsOn": True,
        "language": "zh",
        "ways": ["email", "sms"],
        "quiet": {"from": "22:00", "until": "07:00"},
    }
    kept = await unit.put("/api/notifications/preferences", json=WISHES | {"language": "en"})
    assert kept.json() == usual | {"email": "chen.li@first.example.cn", "language": "en"}
    await tell(house, "陈立")
    await drain(house)
    assert [letter.subject for letter in box.to("chen.li@first.example.cn")] == ["A filing was decided"]
    await unit.put("/api/notifications/preferences", json=WISHES | {"emailOn": False})
    await tell(house, "陈立")
    await drain(house)
    assert len(box.letters) == 1
    stored = await Person.select(Person.email).where(Person.name == "陈立").first()
    assert stored is not None
    assert "chen" not in stored["email"]
    for bad in ({"email": "nobody"}, {"language": "fr"}, {"more": 1}):
        refused = await unit.put("/api/notifications/preferences", json=WISHES | bad)
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid")


async def test_send_me_a_test(house: House) -> None:
    await house.load_demo()
    box = catch(house)
    unit = await house.log_in("unit")
    none = await unit.post("/api/notifications/test", json={"channel": "email"})
    assert (none.status_code, none.json()["errors"]) == (422, {"channel": ["no_address"]})
    await unit.put("/api/notifications/preferences", json=WISHES)
    asked = await unit.post("/api/notifications/test", json={"channel": "sms"})
    assert (asked.status_code, asked.json()["channel"]) == (202, "sms")
    await drain(house)
    shown = (await unit.get(f"/api/notifications/deliveries/{asked.json()['id']}")).json()
    assert (shown["state"], shown["tries"], shown["finishedAt"]) == ("sent", 1, house.clock.at)
    assert "测试短信" in box.to("13900000002")[0].text
    soon = await unit.post("/api/notifications/test", json={"channel": "email"})
    assert (soon.status_code, soon.json()["code"]) == (429, "test_limit")
    assert soon.json()["data"] == {"retryAt": house.clock.at + MINUTE}
    for _ in range(4):
        house.clock.at += MINUTE
        assert (await unit.post("/api/notifications/test", json={"channel": "email"})).status_code == 202
    house.clock.at += MINUTE
    assert (await unit.post("/api/notifications/test", json={"channel": "email"})).status_code == 429
    house.clock.at += DAY
    assert (await unit.post("/api/notifications/test", json={"channel": "email"})).status_code == 202
    assert (await unit.get("/api/notifications")).json()["unread"] == 0


async def test_a_published_result_reaches_the_units_clerks(house: House) -> None:
    await house.load_demo()
    authority = await house.log_in("authority")
    project = await project_id(authority)
    rated = await authority.post(
        f"/api/projects/{project}/score", json={"rating": "qualified", "note": "", "confirmed": True}
    )
    assert rated.status_code in {200, 201}, rated.text
    published = await authority.post("/api/publications", json={"projectIds": [project]})
    assert published.status_code in {200, 201}, published.text
    unit, other = await house.log_in("unit"), await house.log_in("unit-women")
    (item,) = (await unit.get("/api/notifications")).json()["items"]
    assert (item["kind"], item["scopeId"]) == ("result_published", project)
    assert item["params"]["projectNo"] == "2026-03-01-112"
    assert item["params"]["rating"] == "qualified"
    assert (await other.get("/api/notifications")).json()["unread"] == 0


async def test_an_unreadable_cursor_is_refused(house: House) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    for cursor in ("x", str(uuid4())):
        refused = await unit.get("/api/notifications", params={"cursor": cursor})
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid")
