"""Another phone number: by oneself with a code on each, or vouched for by two people in charge, on the real screens."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.browsers import CHROMIUM, QUIET, code_sent, desk, newest_captcha, rows
from tests.builders.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
CLERK, CLERK_PHONE = "陈立", "13900000002"
LOST, LOST_PHONE = "韩雪", "13900000022"
NEW = "13700009999"
OPEN = "SELECT count(*) FROM login_session JOIN person ON person.id = person_id WHERE ended_at IS NULL AND name = '{}'"
CHANGED = "SELECT data FROM event WHERE kind = 'person.phone_changed'"


@contextmanager
def visitor(playwright: Playwright, server: Server) -> Iterator[Page]:
    """Somebody at the log-in page of a phone of their own."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.goto(f"{server.origin}/login")
    yield page
    browser.close()


def log_in_by_code(page: Page, server: Server, phone: str, nth: int = 1) -> None:
    """By the code that comes by SMS; the last digit sends it."""
    page.get_by_text("其他用户", exact=True).click()
    # the form of on-site leads stays until this one is loaded, with a captcha of its own
    expect(page.get_by_role("button", name="获取验证码")).to_be_visible()
    expect(page.get_by_role("button", name="图形验证码，点按放大")).to_be_visible()
    page.get_by_label("手机号").fill(phone)
    page.fill("[name=captcha]", newest_captcha(server))
    page.get_by_role("button", name="获取验证码").click()
    expect(page.locator("[name=one-time-code]")).to_be_visible()
    page.fill("[name=one-time-code]", code_sent(server, phone, nth))
    page.wait_for_url(re.compile(r"/(home|admin)"))


def ask_for_both_codes(page: Page, server: Server) -> None:
    """From the settings, as far as the fields of the two codes."""
    page.get_by_role("link", name="设置").click()
    page.get_by_role("link", name="更换手机号").click()
    expect(page.get_by_role("button", name="图形验证码，点按放大")).to_be_visible()
    page.get_by_label("新手机号").fill("137 0000 9999")
    page.fill("[name=captcha]", newest_captcha(server))
    page.get_by_role("button", name="获取两个验证码").click()
    expect(page.get_by_text(re.compile("各收到一条短信验证码"))).to_be_visible()


def give_codes(page: Page, old: str, new: str) -> None:
    page.get_by_label("原手机号收到的验证码").fill(old)
    page.get_by_label("新手机号收到的验证码").fill(new)
    page.get_by_role("button", name="更换手机号", exact=True).click()


def test_by_oneself_with_a_code_on_each_phone(playwright: Playwright, server: Server) -> None:
    with desk(playwright, server, CLERK) as page:
        ask_for_both_codes(page, server)
        old, new = code_sent(server, CLERK_PHONE), code_sent(server, NEW)
        give_codes(page, f"{(int(old) + 1) % 1_000_000:06d}", new)
        expect(page.get_by_text("验证码不正确")).to_be_visible()
        assert rows(server, CHANGED) == []
        give_codes(page, old, new)
        page.wait_for_url(re.compile("/login"))
        expect(page.get_by_text("手机号已更换，请用新手机号登录。")).to_be_visible()
    ((data,),) = rows(server, CHANGED)
    assert "old_phone" in data
    assert rows(server, OPEN.format(CLERK)) == [(0,)]

    server.move_clock(hours=0.05)  # a phone is sent one code a minute
    with visitor(playwright, server) as page:
        log_in_by_code(page, server, NEW, nth=2)
        expect(page.get_by_role("heading", name="海淀区第一医院")).to_be_visible()
    assert rows(server, OPEN.format(CLERK)) == [(1,)]


def vouch(page: Page, server: Server) -> None:
    """Say that a colleague has another phone now."""
    page.goto(f"{server.origin}/settings")
    page.get_by_role("link", name="同事换手机号").click()
    page.get_by_label("同事姓名").fill(LOST)
    page.get_by_label("原手机号").fill(LOST_PHONE)
    page.get_by_label("新手机号").fill(NEW)
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text("你已证明，等另一位负责人确认")).to_be_visible()
    expect(page.get_by_role("button", name="确认", exact=True)).to_have_count(0)


def test_vouched_for_by_the_clerk_and_the_authority(playwright: Playwright, server: Server) -> None:
    with (
        desk(playwright, server, LOST) as theirs,
        desk(playwright, server, CLERK) as clerk,
        desk(playwright, server, "周敏") as authority,
    ):
        vouch(clerk, server)
        authority.goto(f"{server.origin}/settings/phone-changes")
        expect(authority.get_by_text("新手机号 137 0000 9999")).to_be_visible()
        authority.get_by_role("button", name="确认", exact=True).click()
        authority.get_by_role("dialog").get_by_role("button", name="确认").click()
        expect(authority.get_by_text(f"{LOST} 的手机号已更换")).to_be_visible()
        expect(authority.get_by_text("没有等待确认的申请")).to_be_visible()
        theirs.reload()
        theirs.wait_for_url(re.compile("/login"))
    ((data,),) = rows(server, CHANGED)
    assert "two_colleagues" in data
    with visitor(playwright, server) as page:
        log_in_by_code(page, server, NEW)
    assert rows(server, OPEN.format(LOST)) == [(1,)]


def test_whom_it_is_about_refuses(playwright: Playwright, server: Server) -> None:
    with desk(playwright, server, LOST) as theirs, desk(playwright, server, CLERK) as clerk:
        vouch(clerk, server)
        theirs.goto(f"{server.origin}/messages")
        theirs.get_by_role("main").get_by_text("手机号").first.click()
        expect(theirs.get_by_text("有同事为你申请了新手机号")).to_be_visible()
        theirs.get_by_role("button", name="拒绝").click()
        theirs.get_by_role("dialog").get_by_role("button", name="拒绝").click()
        expect(theirs.get_by_text("已拒绝，手机号没有改变")).to_be_visible()
        clerk.reload()
        expect(clerk.get_by_text("没有等待确认的申请")).to_be_visible()
    assert rows(server, CHANGED) == []
    assert rows(server, "SELECT outcome FROM phone_change") == [("refused",)]
