"""A legal hold and the erasure of a person, clicked through by the platform's administrator."""

import re

import pytest
from playwright.sync_api import Locator, Page, Playwright, expect

from tests.browser.browsers import desk, rows
from tests.builders.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
NAME = "韩雪"
PERSON = "SELECT name, active, erased_at IS NOT NULL FROM person WHERE name IN ('韩雪', '已注销人员')"


def dialog_of(page: Page, button: str) -> Locator:
    """The dialog that a button opens."""
    page.get_by_role("button", name=button).click()
    return page.get_by_role("dialog")


def assert_not_now(page: Page, why: str) -> None:
    """What stands against erasing is said, and nothing is asked."""
    dialog = dialog_of(page, "清除个人资料")
    expect(dialog.get_by_text(why)).to_be_visible()
    expect(dialog.get_by_role("textbox")).to_have_count(0)
    dialog.get_by_role("button", name="关闭").click()


def test_a_person_is_held_released_and_erased(playwright: Playwright, server: Server) -> None:
    with desk(playwright, server, "罗成") as admin:
        admin.goto(f"{server.origin}/admin/people")
        admin.get_by_role("searchbox").fill(NAME)
        admin.get_by_role("link", name=re.compile(NAME)).first.click()
        assert_not_now(admin, "现任“海淀区第一医院”的单位管理员。")
        admin.get_by_role("button", name="结束", exact=True).click()
        admin.get_by_role("dialog").get_by_role("button", name="结束", exact=True).click()
        expect(admin.get_by_text("目前没有角色").last).to_be_visible()

        hold = dialog_of(admin, "设为保留")
        hold.get_by_role("button", name="设为保留").click()
        expect(hold.get_by_text("请写明理由")).to_be_visible()
        hold.get_by_label("理由").fill("群众举报，正在核查")
        hold.get_by_label("由谁要求").fill("监察组")
        hold.get_by_role("button", name="设为保留").click()
        expect(admin.get_by_text("此人的全部内容被保留")).to_be_visible()
        assert_not_now(admin, "此人的全部内容被法律保留。")

        admin.get_by_role("link", name="保存与删除").click()
        expect(admin.get_by_text("群众举报，正在核查")).to_be_visible()
        release = dialog_of(admin, "解除保留")
        release.get_by_label("理由").fill("查无实据")
        release.get_by_role("button", name="解除保留").click()
        expect(admin.get_by_text("没有保留中的项目或人员")).to_be_visible()
        admin.get_by_text("已解除", exact=True).click()
        expect(admin.get_by_text("解除理由：查无实据")).to_be_visible()

        admin.go_back()
        erase = dialog_of(admin, "清除个人资料")
        erase.get_by_label(re.compile("确认请输入姓名")).fill("韩")
        erase.get_by_role("button", name="清除", exact=True).click()
        expect(erase.get_by_text("与此人的姓名不一致")).to_be_visible()
        assert rows(server, PERSON) == [(NAME, 1, 0)]
        erase.get_by_label(re.compile("确认请输入姓名")).fill(NAME)
        erase.get_by_role("button", name="清除", exact=True).click()
        expect(erase.get_by_text("已注销人员")).to_be_visible()
        erase.get_by_role("button", name="关闭").click()
        admin.wait_for_url(re.compile(r"/admin/people/?$"))
    assert rows(server, PERSON) == [("已注销人员", 0, 1)]
    assert rows(server, "SELECT placed_by, released_by, release_reason FROM legal_hold") == [
        ("监察组", "罗成", "查无实据")
    ]
