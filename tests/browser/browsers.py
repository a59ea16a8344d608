"""Browsers as people use them: the lead's phone and the authority's desk."""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Geolocation, Page, Playwright, expect

from backend.forms.phone_rules import mask_phone
from tests.builders.server import Server

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FAKE_CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
AT_THE_VENUE = Geolocation(latitude=39.98113, longitude=116.35538, accuracy=12)
SMS_WITHIN_S = 10.0
THE_LIST = re.compile(r"/onsite(\?|$)")
WRONG_CLOCK = """(offset => {
  const Right = Date
  class Wrong extends Right {
    constructor(...given) { given.length ? super(...given) : super(Right.now() + offset) }
    static now() { return Right.now() + offset }
  }
  globalThis.Date = Wrong
})(%d)"""
"""The page's wall clock moved; its monotonic clock, like a real phone's, knows nothing of it."""
READ_TO_THE_END = """() => {
  for (const e of document.querySelectorAll('*')) if (e.scrollHeight > e.clientHeight) e.scrollTop = 1e6
  return !document.querySelector('input[type=checkbox]').disabled
}"""


@dataclass
class Phone:
    """A phone whose browser can be closed and opened again, with or without a network."""

    playwright: Playwright
    server: Server
    profile: Path
    context: BrowserContext | None = None
    zone: str = "Asia/Shanghai"
    tab: int = 0
    """Which of its tabs is in front."""
    faults: list[str] = field(default_factory=list)
    arguments: list[str] = field(default_factory=list)
    """Chromium's, besides the usual."""

    @property
    def page(self) -> Page:
        assert self.context is not None
        return self.context.pages[self.tab]

    def open(self) -> None:
        """Open the browser on this phone's profile."""
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.profile),
            executable_path=CHROMIUM,
            headless=True,
            args=[*QUIET, *FAKE_CAMERA, *self.arguments],
            viewport={"width": 390, "height": 844},
            geolocation=AT_THE_VENUE,
            permissions=["geolocation", "camera", "background-sync"],
            locale="zh-CN",
            timezone_id=self.zone,
            has_touch=True,
            is_mobile=True,
        )
        self.context.set_default_timeout(10_000)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def close(self) -> None:
        if self.context is not None:
            self.context.close()
            self.context = None

    def go(self, path: str) -> None:
        self.page.goto(self.server.origin + path)

    def open_tab(self) -> None:
        """Another tab, in front."""
        assert self.context is not None
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.tab = len(self.context.pages) - 1

    def put_clock_off(self, ms: int) -> None:
        """Have the wall clock of every page loaded from now on go wrong by so much."""
        assert self.context is not None
        self.context.add_init_script(WRONG_CLOCK % ms)

    def wait_until_kept(self) -> None:
        """Until the app is on the phone and opens without a network."""
        self.page.wait_for_function("navigator.serviceWorker.controller !== null")

    def set_offline(self, offline: bool) -> None:
        assert self.context is not None
        self.context.set_offline(offline)

    def log_in(self, phone: str, code: str) -> None:
        """Log in as an on-site lead, reading the captcha where a person would read the picture."""
        self.go("/login")
        expect(self.page.get_by_role("button", name="图形验证码，点按放大")).to_be_visible()
        self.page.fill("[name=phone]", phone)
        self.page.fill("[name=login-code]", code)
        self.page.fill("[name=captcha]", newest_captcha(self.server))
        self.page.get_by_role("button", name="登录", exact=True).click()
        self.page.wait_for_url(THE_LIST)

    def sign_commitment(self) -> None:
        """Read to the end, tick, sign by finger."""
        self.page.get_by_role("button", name="先签承诺书").click()
        box = self.page.get_by_role("checkbox")
        expect(box).to_be_visible()
        self.page.wait_for_function(READ_TO_THE_END)
        box.check(force=True)
        self._draw_signature()
        self.page.get_by_role("button", name="确定").click()
        expect(self.page.get_by_role("button", name="拍摄：举办地点")).to_be_visible()

    def _draw_signature(self) -> None:
        place = self.page.locator("canvas").bounding_box()
        assert place is not None
        mouse = self.page.mouse
        mouse.move(place["x"] + 30, place["y"] + 40)
        mouse.down()
        for step in range(20):
            mouse.move(place["x"] + 30 + step * 10, place["y"] + 40 + step % 5 * 8)
        mouse.up()

    def shoot_next(self) -> None:
        """Take the next photo of the checklist and use it."""
        self.frame_next()
        self.page.get_by_role("button", name="使用").click()
        expect(self.page.get_by_text("已安全保存在本机")).to_be_visible()

    def frame_next(self) -> None:
        """Take the next photo of the checklist; it is shown, and not kept yet."""
        self.page.get_by_role("button", name="拍摄：").click()
        agree = self.page.get_by_role("button", name="同意并继续")
        shutter = self.page.get_by_role("button", name="拍照")
        expect(agree.or_(shutter)).to_be_visible()
        if agree.is_visible():
            agree.click()
        expect(shutter).to_be_enabled()
        shutter.click()

    def back_to_list(self) -> None:
        """From the camera to the checklist of the half-day."""
        if "/onsite/camera" in self.page.url:
            self.page.get_by_role("button", name="返回清单", exact=True).click()
        self.page.wait_for_url(THE_LIST)


@contextmanager
def desk(playwright: Playwright, server: Server, role: str) -> Iterator[Page]:
    """A desktop browser in which somebody of the demo is logged in."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.goto(f"{server.origin}/login")
    page.get_by_role("button", name=role).click()
    page.wait_for_url(re.compile(r"/(projects|home|admin)"))
    yield page
    browser.close()


def newest_captcha(server: Server) -> str:
    """The answer to the captcha shown last."""
    return str(rows(server, "SELECT answer FROM captcha ORDER BY expires_at DESC LIMIT 1")[0][0])


def code_sent(server: Server, phone: str, nth: int = 1) -> str:
    """The first code, or the nth, that the console sender of a demo wrote for this phone, which it names masked."""
    to = re.compile(rf"→ {re.escape(mask_phone(phone))} .*?(?<!\d)(\d{{6}})(?!\d)")
    deadline = time.monotonic() + SMS_WITHIN_S
    while time.monotonic() < deadline:
        found = to.findall(server.log.read_text(encoding="utf-8"))
        if len(found) >= nth:
            return str(found[nth - 1])
        time.sleep(0.1)
    raise AssertionError(f"no code came for a phone ending in {phone[-4:]}")


def rows(server: Server, sql: str) -> list[tuple[Any, ...]]:
    """Rows of the server's database."""
    with sqlite3.connect(server.folder / "halfday.sqlite", timeout=10) as database:
        return database.execute(sql).fetchall()
