"""A full disk: whatever is refused is refused clearly, nothing is half-written, and room brings everything back."""

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.builders.server import Server
from tests.builders.small_disk import NoSmallDisk, SmallDisk, small_disk
from tests.builders.visitor import Visitor

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(120)]
DISK_MB = 300
FULL = (507, "disk_full")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    try:
        with small_disk(tmp_path / "disk", DISK_MB) as mounted:
            yield mounted
    except NoSmallDisk as refused:
        pytest.skip(f"a full disk was NOT tried, there is none that can be filled: {refused}")


@pytest.fixture
def server(disk: SmallDisk) -> Iterator[Server]:
    running = Server(disk.folder)
    running.launch()
    # the smallest of disks is never one to be called ready on
    running.wait_until_ready("/health/live")
    yield running
    disk.clear()
    running.stop()


def said(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def files(folder: Path) -> set[Path]:
    """Everything under the store of bytes."""
    return {path for path in (folder / "blobs").rglob("*") if path.is_file()}


def test_no_room_for_photos(server: Server, disk: SmallDisk) -> None:
    """The reserve keeps the database alive: manifests are still taken, so that times are on record."""
    lead = Visitor.on_site(server)
    disk.fill(leave=1_000_000)
    shot, before = lead.shoot(), files(disk.folder)
    taken = lead.send(shot)
    assert taken.json()["items"][0]["state"] == "awaiting_bytes"
    assert said(lead.put(shot)) == FULL
    assert files(disk.folder) == before
    assert lead.client.get("/health/ready").json()["disk"] is False
    disk.clear()
    assert lead.put(shot).json()["receipts"]


def test_no_room_at_all(server: Server, disk: SmallDisk) -> None:
    lead = Visitor.on_site(server)
    known, new = lead.shoot(), lead.shoot()
    assert lead.send(known).status_code == httpx.codes.OK
    disk.fill(leave=0)
    before = files(disk.folder)
    with httpx.Client(base_url=server.origin, headers={"X-Halfday-CSRF": "none"}) as stranger:
        assert said(stranger.post("/api/demo/login", json={"role": "unit"})) == FULL
        assert said(stranger.post("/api/login/captcha", json={"purpose": "supervisor"})) == FULL
    assert said(lead.send(new)) == FULL
    assert said(lead.put(known)) == FULL
    assert files(disk.folder) == before
    assert lead.client.get("/api/supervision/assignments").status_code == httpx.codes.OK

    disk.clear()
    assert lead.send(new).json()["items"][0]["state"] == "awaiting_bytes"
    for shot in (known, new):
        assert lead.put(shot).json()["receipts"]
    Visitor.enter(server, "unit")
    everything_goes_on(lead, disk.folder, photos=2)


def everything_goes_on(lead: Visitor, folder: Path, *, photos: int) -> None:
    """What runs in the background has survived as well: photos are looked at, events sealed."""
    deadline = time.monotonic() + 30
    unfinished = (
        "SELECT (SELECT count(*) FROM event) - (SELECT count(*) FROM seal),"
        " (SELECT count(*) FROM capture WHERE inspected_at IS NULL)"
    )
    while time.monotonic() < deadline:
        with sqlite3.connect(folder / "halfday.sqlite", timeout=10) as database:
            if database.execute(unfinished).fetchone() == (0, 0):
                break
        time.sleep(0.1)
    with sqlite3.connect(folder / "halfday.sqlite", timeout=10) as database:
        assert database.execute(unfinished).fetchone() == (0, 0)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = database.execute("SELECT count(*), count(DISTINCT id) FROM capture WHERE bytes_at IS NOT NULL")
        assert found.fetchone() == (photos, photos)
