"""Logs, metrics, events, heads of the seal and error answers hold nobody's data, whatever goes wrong (design §9)."""

import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.supervision.capture.manifest import Position
from tests.builders.filing import UNIT_NAME, heading, rest
from tests.builders.forms import filing, filing_cells, workbook
from tests.builders.server import Server
from tests.builders.visitor import Visitor

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(120)]
PHONE, NAME, ID_NUMBER, LOGIN_CODE = "13987650321", "欧阳墨痕", "110105194912310025", "ZQ7M3XKD"
PLACE = Position(lat_e7=391234567, lon_e7=1167654321, accuracy_m=12, age_ms=900)
MARKERS = (PHONE, NAME, ID_NUMBER, LOGIN_CODE, "391234567", "39.1234567", "1167654321", "116.7654321")
SECRET_HEADERS = ("Cookie", "X-Halfday-CSRF")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class BrokenGateway(BaseHTTPRequestHandler):
    """An SMS gateway that fails, and says again in its answer whatever it was told."""

    codes: list[str] = []  # noqa: RUF012 - the class is the only thing its server knows

    def do_POST(self) -> None:
        """Fail."""
        told = self.rfile.read(int(self.headers["Content-Length"]))
        self.codes += re.findall(r"(?<!\d)\d{6}(?!\d)", told.decode())
        self.send_response(500)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as in the base
        """Nothing to the terminal."""


@dataclass
class Observed:
    """A server under test, and every answer of it that was not a good one."""

    server: Server
    refused: list[str] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)

    def note(self, answer: httpx.Response) -> None:
        """Keep an error answer's words. What is wrong in somebody's own workbook is a result, shown to them alone."""
        self.statuses.add(answer.status_code)
        if answer.is_error and answer.request.url.path != "/api/projects/import":
            answer.read()
            self.refused.append(f"{answer.headers} {answer.text}")

    def watch(self, client: httpx.Client) -> httpx.Client:
        """Note every answer that a client gets."""
        client.event_hooks["response"].append(self.note)
        return client

    def statement(self, sql: str) -> None:
        """Do something to the database behind the server's back."""
        with sqlite3.connect(self.server.folder / "halfday.sqlite", timeout=10) as database:
            database.execute("PRAGMA legacy_alter_table = ON")
            database.execute(sql)


@pytest.fixture
def observed(tmp_path: Path) -> Iterator[Observed]:
    gateway = ThreadingHTTPServer(("127.0.0.1", 0), BrokenGateway)
    threading.Thread(target=gateway.serve_forever, daemon=True).start()
    sms = f"http://127.0.0.1:{gateway.server_address[1]}/send"
    server = Server(tmp_path, environ={"HALFDAY_NOTIFICATIONS_SMS_URL": sms})
    server.start()
    yield Observed(server)
    server.stop()
    gateway.shutdown()


def test_nothing_personal_is_told(observed: Observed) -> None:
    stranger = observed.watch(
        httpx.Client(base_url=observed.server.origin, timeout=30, headers={"X-Halfday-CSRF": "none"})
    )
    unit = observed.watch(Visitor.enter(observed.server, "unit").client)
    lead = Visitor.on_site(observed.server)
    observed.watch(lead.client)
    name_a_lead(unit)
    log_in_wrongly(observed, stranger)
    send_nonsense(stranger, unit, lead)
    capture(lead)
    file_and_import(unit)
    fail_inside(observed, stranger, unit, lead)
    assert {401, 404, 422, 500} <= observed.statuses
    assert BrokenGateway.codes, "no code went out: nothing was proved"

    secrets = [*MARKERS, *BrokenGateway.codes, *(str(unit.headers[name]) for name in SECRET_HEADERS)]
    for place, text in everything_told(observed):
        assert text, place
        assert [secret for secret in secrets if secret in text] == [], place


def name_a_lead(unit: httpx.Client) -> None:
    """From now on the markers are somebody's, and messages go out to them."""
    listed = unit.get("/api/projects").json()["items"]
    project = next(row["id"] for row in listed if row["no"] == "2026-11-03-078")
    body = {"name": NAME, "phone": PHONE, "unit": "", "requestId": str(uuid4())}
    assert unit.post(f"/api/projects/{project}/supervisor", json=body).status_code == httpx.codes.CREATED


def log_in_wrongly(observed: Observed, stranger: httpx.Client) -> None:
    """Every way of log-in, refused; and a code that the gateway does not deliver."""
    for answer in ("ZZZZ", None, None):
        captcha = solved(observed, stranger, "supervisor", answer)
        stranger.post("/api/login/supervisor", json={"phone": PHONE, "code": LOGIN_CODE} | captcha)
    asked = stranger.post("/api/login/code", json={"phone": PHONE} | solved(observed, stranger, "code", None))
    assert asked.status_code == httpx.codes.ACCEPTED, asked.text
    deadline = time.monotonic() + 20
    while not BrokenGateway.codes and time.monotonic() < deadline:
        time.sleep(0.1)
    stranger.post("/api/login", json={"phone": PHONE, "code": "000000"})
    stranger.post("/api/login/confirm", json={"name": NAME, "idLastFour": ID_NUMBER[-4:], "noticeVersion": "1"})


def solved(observed: Observed, stranger: httpx.Client, purpose: str, answer: str | None) -> dict[str, str]:
    """The two fields of a captcha with this answer, or the right one."""
    drawn = stranger.post("/api/login/captcha", json={"purpose": purpose})
    if "set-cookie" in drawn.headers:
        stranger.headers["Cookie"] = drawn.headers["set-cookie"].partition(";")[0]
    with sqlite3.connect(observed.server.folder / "halfday.sqlite", timeout=10) as database:
        newest = "SELECT answer FROM captcha ORDER BY expires_at DESC LIMIT 1"
        return {"captchaId": drawn.json()["id"], "captcha": answer or database.execute(newest).fetchone()[0]}


def send_nonsense(stranger: httpx.Client, unit: httpx.Client, lead: Visitor) -> None:
    """The markers where something else belongs: half a body, wrong types, paths, queries, headers."""
    for body in (f'{{"phone": "{PHONE}", ', f'["{NAME}"', f'{{"phone": ["{PHONE}"], "code": {{"{NAME}": 1}}}}'):
        for path in ("/api/login", "/api/login/code", "/api/login/supervisor", "/api/login/confirm"):
            stranger.post(path, content=body, headers={"Content-Type": "application/json"})
        unit.post("/api/projects", content=body, headers={"Content-Type": "application/json"})
        lead.client.post("/api/captures", content=body, headers={"Content-Type": "application/json"})
    unit.get(f"/api/projects/{PHONE}/feedback")
    unit.get("/api/projects", params={"sort": PHONE, "q": NAME, "cursor": ID_NUMBER})
    unit.get("/api/logs/login", params={"from": PHONE, "cursor": NAME})
    unit.post("/api/logs/login/search", json={"phone": PHONE, "name": [NAME]})
    lead.client.get("/api/supervision/tickets", params={"keyId": PHONE})
    stranger.get("/api/me", headers={"Cookie": f"__Host-halfday={PHONE}", "Authorization": f"Halfday-Device {PHONE}"})
    stranger.get(f"/api/{PHONE}")


def capture(lead: Visitor) -> None:
    """Photos at the marked place: taken in, refused, in conflict."""
    shot = lead.shoot(position=PLACE)
    for changes in ({}, {"signature": "AAAA"}, {"manifest": "AAAA"}):
        body = {"sentAt": lead.server_at, "items": [shot.sent() | changes]}
        assert lead.client.post("/api/captures", json=body).status_code == httpx.codes.OK
    named = lead.shoot(position=PLACE, document=f"{NAME} {PHONE}")
    lead.send(named)
    lead.put(shot, b"nothing")
    lead.put(shot)


def file_and_import(unit: httpx.Client) -> None:
    """A filing and a workbook that name the person of the markers, with faults."""
    person = {"project_leader": NAME, "leader_phone": PHONE}
    added = unit.post("/api/projects", json={"document": heading() | rest() | person})
    assert added.status_code == httpx.codes.CREATED, added.text
    shown: dict[str, Any] = added.json()
    unit.post(f"/api/projects/{shown['projectId']}/filing", json={"version": shown["draft"]["version"]})
    unit.post("/api/projects", json={"document": heading() | person | {"leader_phone": f"{PHONE}x", "no_field": PHONE}})
    rows = [filing_cells(1, organiser=UNIT_NAME, **person), filing_cells(1, organiser=NAME, leader_phone=ID_NUMBER)]
    for dry in ("true", "false"):
        raw = workbook(filing(), rows)
        unit.post(f"/api/projects/import?dryRun={dry}", content=raw, headers={"Content-Type": XLSX})


def fail_inside(observed: Observed, stranger: httpx.Client, unit: httpx.Client, lead: Visitor) -> None:
    """Faults of ours, in the middle of work on the markers."""
    captcha = solved(observed, stranger, "supervisor", None)
    for table in ("login_attempt", "assignment", "project", "capture"):
        observed.statement(f"ALTER TABLE {table} RENAME TO {table}_gone")
    stranger.post("/api/login/supervisor", json={"phone": PHONE, "code": LOGIN_CODE} | captcha)
    unit.post("/api/projects", json={"document": heading(project_no="2026-09-09-077") | {"project_leader": NAME}})
    shot = lead.shoot(position=PLACE)
    lead.send(shot)
    lead.put(shot)


def everything_told(observed: Observed) -> Iterator[tuple[str, str]]:
    """What was written or said, by the place where it stands."""
    folder = observed.server.folder
    yield "error answers", "\n".join(observed.refused)
    yield "metrics", httpx.get(f"{observed.server.origin}/metrics").text
    with sqlite3.connect(folder / "halfday.sqlite", timeout=10) as database:
        yield "events", "\n".join(row[0] for row in database.execute("SELECT data FROM event"))
    observed.server.stop()
    logs = [path for path in folder.rglob("*.log") if path.is_file()]
    assert {path.name for path in logs} >= {"server.log", "seal-heads.log"}
    for path in logs:
        yield path.name, path.read_text(encoding="utf-8")
