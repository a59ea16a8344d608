"""A unit's clerk who files a project, and the authority that decides."""

from dataclasses import dataclass
from typing import Any

import httpx

from backend.kernel.encoding import sha256_hex
from backend.organisations.tables import Organisation
from tests.builders.forms import speaker
from tests.builders.house import House

Answer = dict[str, Any]
NOTICE_PDF, SCHEDULE_PDF = b"%PDF-1.7 notice", b"%PDF-1.7 schedule"
UNIT_NAME = "海淀区第一医院"
VENUE: Answer = {
    "id": "v1",
    "name": "报告厅",
    "datum": "gcj02",
    "lat": "39.9811311",
    "lon": "116.3553822",
    "radius_m": 150,
}


@dataclass
class Filer:
    """A logged-in clerk with one project; `shown` is the last answer about its filing."""

    house: House
    browser: httpx.AsyncClient
    shown: Answer

    @classmethod
    async def begin(cls, house: House, role: str = "unit", **changes: object) -> "Filer":
        """Add a project by the form."""
        browser = await house.log_in(role)
        answer = await browser.post("/api/projects", json={"document": heading(**changes)})
        assert answer.status_code == httpx.codes.CREATED, answer.text
        return cls(house, browser, answer.json())

    @property
    def project(self) -> str:
        return str(self.shown["projectId"])

    @property
    def where(self) -> str:
        return f"/api/projects/{self.project}"

    async def attach(self, kind: str, content: bytes, name: str) -> httpx.Response:
        """Announce a file and send its bytes."""
        digest = sha256_hex(content)
        body = {"kind": kind, "name": name, "size": len(content), "sha256": digest}
        announced = await self.browser.post(f"{self.where}/documents", json=body)
        assert announced.status_code == httpx.codes.CREATED, announced.text
        return await self.browser.put(f"/api/blobs/{digest}", content=content)

    async def complete(self, **changes: object) -> None:
        """Fill in everything, with both files."""
        for kind, content, name in (("notice", NOTICE_PDF, "通知.pdf"), ("schedule", SCHEDULE_PDF, "日程.pdf")):
            sent = await self.attach(kind, content, name)
            assert sent.status_code == httpx.codes.OK, sent.text
        saved = await self.save(self.shown["draft"]["document"] | rest() | changes)
        assert saved.status_code == httpx.codes.OK, saved.text

    async def save(self, document: Answer) -> httpx.Response:
        """Change the draft."""
        body = {"version": self.shown["draft"]["version"], "document": document}
        answer = await self.browser.put(self.where, json=body)
        if answer.status_code == httpx.codes.OK:
            self.shown = answer.json()
        return answer

    async def file(self) -> httpx.Response:
        """File the draft."""
        body = {"version": self.shown["draft"]["version"]}
        answer = await self.browser.post(f"{self.where}/filing", json=body)
        if answer.status_code == httpx.codes.OK:
            self.shown = answer.json()
        return answer

    async def look(self) -> Answer:
        """The filing as the clerk sees it now."""
        self.shown = (await self.browser.get(f"{self.where}/filing")).json()
        return self.shown


async def filed(house: House, **changes: str) -> Filer:
    """A complete project under review."""
    filer = await Filer.begin(house, **changes)
    await filer.complete()
    answer = await filer.file()
    assert answer.status_code == httpx.codes.OK, answer.text
    return filer


async def decide(browser: httpx.AsyncClient, case: Answer, verdict: str, **more: object) -> httpx.Response:
    """A word of the authority on what the case shows as open."""
    (open_step,) = [step for step in case["steps"] if step["state"] == "open"]
    body = {
        "step": open_step["key"],
        "round": open_step["round"],
        "documentVersion": case["documentVersion"],
        "verdict": verdict,
    }
    if verdict == "approve" and case["flow"] == "filing":
        body["form"] = {}
    return await browser.post(f"/api/cases/{case['id']}/decisions", json=body | more)


async def unit_id(name: str = UNIT_NAME) -> str:
    row = await Organisation.select(Organisation.id).where(Organisation.name == name).first()
    assert row is not None
    return str(row["id"])


def heading(**changes: object) -> Answer:
    """What a project has from its first draft on."""
    return {
        "project_no": "2026-09-09-001",
        "project_name": "心血管疾病诊疗新进展学习班",
        "planned_start": "2026-12-01",
        "planned_end": "2026-12-02",
    } | changes


def rest() -> Answer:
    """What a filing has beside its heading."""
    return {
        "project_level": "municipal",
        "discipline": "0301",
        "project_leader": "王芳",
        "leader_phone": "13800138000",
        "place": "海淀区第一医院 门诊楼三层报告厅",
        "venues": [VENUE],
        "days_off": [{"id": "o1", "date": "2026-12-02", "half": "pm"}],
        "credits": "5.5",
        "notice_file": [{"sha256": sha256_hex(NOTICE_PDF), "name": "通知.pdf", "size": len(NOTICE_PDF)}],
        "schedule_file": [{"sha256": sha256_hex(SCHEDULE_PDF), "name": "日程.pdf", "size": len(SCHEDULE_PDF)}],
        "speakers": [
            speaker("r1"),
            speaker("r2", name="赵强", half="pm"),
            speaker("r3", name="钱红", date="2026-12-02"),
        ],
    }
