"""On the phone, in Chromium at a quarter of the processor's speed: the shutter, the start without a network, the queue.

Each journey is the lead's own; only the person's hesitation is left out.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.bench import in_page
from tests.bench.figures import Figure, median, percentile
from tests.bench.line import Line
from tests.bench.photos import film_of
from tests.bench.stage import scratch
from tests.browser.browsers import Phone
from tests.builders.server import Server, free_port

PHONE, CODE = "13900000011", "7K3D9QXM"
SLOWER = 4
SHOTS, STARTS, STORED = 20, 5, 30
FRAMES = 12


def shutter(quick: bool) -> list[Figure]:
    """From the click on the shutter to the words "safe on this phone", the preview agreed to at once."""
    with _at_work() as phone:
        phone.log_in(PHONE, CODE)
        phone.sign_commitment()
        phone.shoot_next()
        addresses = _camera_addresses(phone)
        times, floors = [], []
        for number in range(4 if quick else SHOTS):
            page = phone.page
            page.goto(phone.server.origin + addresses[number % len(addresses)])
            page.get_by_role("button", name="拍照").wait_for()
            with _slowed(page):
                times.append(page.evaluate(in_page.SHUTTER))
                floors.append(page.evaluate(in_page.SHUTTER_FLOOR))
        sizes = page.evaluate(in_page.PHOTO_SIZES)
    notes = {"photos": float(len(times)), "median KB": median(sizes) / 1000}
    name, late = "shutter to safe on this phone, 4× slower", (percentile(times, 0.95), percentile(floors, 0.95))
    return [
        Figure(f"{name}, median", median(times), "ms", 500, "most", median(floors), notes),
        Figure(f"{name}, p95", late[0], "ms", 900, "most", late[1]),
    ]


def warm_start(quick: bool) -> list[Figure]:
    """Without a network, from opening the address to a list of half-days that can be pressed."""
    with _at_work() as phone:
        phone.log_in(PHONE, CODE)
        phone.sign_commitment()
        phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        phone.page.reload()
        phone.page.get_by_role("button", name="拍摄：").first.wait_for()
        phone.server.stop()
        times, floors = [], []
        for _ in range(2 if quick else STARTS):
            phone.close()
            phone.open()
            page = phone.page
            page.add_init_script(in_page.USABLE)
            with _slowed(page):
                page.goto(phone.server.origin + "/onsite", wait_until="commit")
                times.append(page.evaluate("window.usable"))
                floors.append(page.evaluate("performance.getEntriesByType('navigation')[0].responseEnd"))
    return [Figure("warm start without network, 4× slower", median(times), "ms", 1_200, "most", median(floors))]


def drain(quick: bool) -> list[Figure]:
    """Photos taken without a network, then a line of 1 Mbit/s with 300 ms there and back."""
    photos = 6 if quick else STORED
    line = Line(free_port(), bits_per_s=1_000_000, there_and_back_s=0.3)
    with _at_work(line) as phone:
        phone.log_in(PHONE, CODE)
        phone.sign_commitment()
        addresses = _camera_addresses(phone)
        phone.go(addresses[0])
        phone.page.get_by_role("button", name="同意并继续").click()
        phone.page.get_by_role("button", name="拍照").wait_for()
        phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        phone.page.reload()
        line.cut()
        phone.set_offline(True)
        for number in range(photos):
            phone.go(addresses[number % len(addresses)])
            phone.page.get_by_role("button", name="拍照").click()
            phone.page.get_by_role("button", name="使用").click()
            phone.page.get_by_text("已安全保存在本机").wait_for()
        phone.go("/onsite")
        phone.page.get_by_text("在本机，待传").first.wait_for()
        phone.page.wait_for_load_state("networkidle")
        sizes = phone.page.evaluate(in_page.PHOTO_SIZES)
        line.shape()
        began = time.monotonic()
        phone.set_offline(False)
        sealed, drained = _await_arrivals(phone.server, photos)
    payload = sum(sizes) * 8 / 1_000_000
    took = drained - began
    notes = {"seconds": took, "photos": float(photos), "mean KB": sum(sizes) / len(sizes) / 1000}
    return [
        Figure(
            "draining the phone queue, of the line's payload capacity", payload / took, "", 0.85, "least", 1.0, notes
        ),
        Figure("first manifest sealed after reconnecting", sealed - began, "s", 2.0, "most"),
    ]


@contextmanager
def _at_work(line: Line | None = None) -> Iterator[Phone]:
    with scratch() as folder, sync_playwright() as playwright:
        data = folder / "data"
        data.mkdir()
        server = Server(data)
        server.start()
        seen = server if line is None else line.before(server)
        film = folder / "camera.mjpeg"
        film.write_bytes(film_of(FRAMES))
        phone = Phone(playwright, seen, folder / "profile", arguments=[f"--use-file-for-fake-video-capture={film}"])
        try:
            phone.open()
            assert phone.context is not None
            phone.context.add_init_script(in_page.GRAIN)
            yield phone
        finally:
            phone.close()
            if line is not None:
                line.end()
            server.stop()


@contextmanager
def _slowed(page: Page) -> Iterator[None]:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    session.detach()


def _camera_addresses(phone: Phone) -> list[str]:
    """Addresses of the camera for the half-day's fixed items."""
    slot = phone.page.evaluate(in_page.OPEN_SLOT)
    return [f"/onsite/camera/{slot}/{item}" for item in ("venue", "agenda_board", "room")]


def _await_arrivals(server: Server, photos: int) -> tuple[float, float]:
    """When the first manifest was sealed, and when the last photo was durable."""
    database: Any = sqlite3.connect(f"file:{server.folder / 'halfday.sqlite'}?mode=ro", uri=True, timeout=10)
    first = "SELECT count(*) FROM seal s JOIN event e ON e.id = s.event_id WHERE e.kind = 'capture.named'"
    sealed = 0.0
    while True:
        if not sealed and database.execute(first).fetchone()[0]:
            sealed = time.monotonic()
        if database.execute("SELECT count(*) FROM capture WHERE bytes_at IS NOT NULL").fetchone()[0] >= photos:
            return sealed or time.monotonic(), time.monotonic()
        time.sleep(0.02)
