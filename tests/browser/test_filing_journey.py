"""From an empty form to a lead with a login code: unit, authority, unit again, each in a browser of its own."""

import pytest
from playwright.sync_api import FilePayload, Page, Playwright, expect

from tests.browser.browsers import desk, rows
from tests.builders.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
NO, NAME = "2026-09-01-555", "急性缺血性卒中规范化诊疗新进展学习班"
FIRST, LAST = "2027-03-01", "2027-03-02"


def fill_heading(unit: Page) -> None:
    unit.get_by_label("项目编号").fill(NO)
    unit.get_by_label("项目名称").fill(NAME)
    unit.get_by_label("举办开始日期").fill(FIRST)
    unit.get_by_label("举办结束日期").fill(LAST)


def fill_rest(unit: Page) -> None:
    choose(unit, "discipline", "神经")
    choose(unit, "project_level", "")
    unit.get_by_label("项目负责人").fill("王建")
    unit.get_by_label("负责人电话").fill("010-62751234")
    unit.get_by_label("举办地点").fill("海淀区学院路 49 号综合楼三层报告厅")
    unit.locator("#field-speakers").get_by_role("button", name="添加一行").click()
    unit.locator("#field-speakers-0-name").fill("李明")
    unit.locator("#field-speakers-0-topic").fill("静脉溶栓的时间窗与影像筛选")


def add_files(unit: Page) -> None:
    for key in ("notice_file", "schedule_file"):
        raw = b"%PDF-1.7 " + key.encode() * 500
        file = FilePayload(name=f"{key}.pdf", mimeType="application/pdf", buffer=raw)
        unit.locator(f"#field-{key} input[type=file]").set_input_files(file)
        expect(unit.get_by_role("button", name=f"移除「{key}.pdf」")).to_be_visible()


def choose(unit: Page, key: str, search: str) -> None:
    """One of a list: the platform's own where it is short, one to search where it is long."""
    field = unit.locator(f"#field-{key}")
    if field.evaluate("element => element.tagName") == "SELECT":
        field.select_option(index=1)
        return
    field.click()
    if search:
        unit.get_by_placeholder("输入名称查找").fill(search)
    unit.locator(".one-of-list button").first.click()


def send_back(authority: Page, reason: str, field: str) -> None:
    """Return what is on the screen, pointing at a field; a reload in between loses nothing of it."""
    authority.get_by_role("button", name="退回修改").click()
    authority.get_by_role("button", name=f"指出：{field}").click()
    authority.get_by_label("意见", exact=True).fill(reason)
    authority.reload()
    expect(authority.get_by_label("意见", exact=True)).to_have_value(reason)
    expect(authority.get_by_role("button", name=f"指出：{field}")).to_have_attribute("aria-pressed", "true")
    authority.get_by_role("button", name=f"去掉「{field}」").click()
    authority.get_by_role("button", name=f"指出：{field}").press("Space")
    authority.get_by_role("button", name="退回", exact=True).click()
    expect(authority.get_by_text(reason).first).to_be_visible()


def ask_for_a_change(unit: Page, authority: Page, place: str) -> None:
    """Unit and authority are shown the same: what was approved, and what is wanted instead."""
    unit.get_by_role("link", name="申请变更").click()
    unit.get_by_label("变更原因").fill("会场调整")
    former = unit.get_by_label("举办地点").input_value()
    unit.get_by_label("举办地点").fill(place)
    unit.get_by_role("button", name="提交变更").click()
    told = unit.get_by_role("dialog").locator(".change-list")
    expect(told.locator("del")).to_have_text([former])
    expect(told.locator("ins")).to_have_text([place])
    unit.get_by_role("dialog").get_by_role("button", name="提交变更").click()
    expect(unit.get_by_text("与已批准的报备相比")).to_be_visible()
    authority.goto(f"{authority.url.partition('/inbox')[0]}/inbox")
    authority.get_by_role("link").filter(has_text="会场调整").click()
    expect(authority.locator(".change-list del")).to_have_text([former])
    expect(authority.locator(".change-list ins")).to_have_text([place])


def test_a_filing_becomes_a_project_with_a_lead(playwright: Playwright, server: Server) -> None:
    with desk(playwright, server, "陈立") as unit, desk(playwright, server, "周敏") as authority:
        unit.goto(f"{server.origin}/projects/new")
        fill_heading(unit)
        add_files(unit)
        unit.get_by_role("button", name="保存草稿").click()
        expect(unit.get_by_text("草稿已自动保存")).to_be_visible()  # with the files that waited for it
        unit.get_by_role("button", name="报备", exact=True).click()
        expect(unit.get_by_text("请填写这一项").first).to_be_visible()
        assert rows(server, f"SELECT count(*) FROM project WHERE no = '{NO}' AND filing <> 'not_filed'") == [(0,)]
        unit.reload()
        expect(unit.get_by_label("项目名称")).to_have_value(NAME)  # nothing typed is lost
        fill_rest(unit)
        unit.get_by_role("button", name="保存草稿").click()
        expect(unit.get_by_text("已保存").first).to_be_visible()
        unit.get_by_role("button", name="报备", exact=True).click()
        unit.get_by_role("dialog").get_by_role("button", name="报备").click()
        expect(unit.get_by_text("待审核").first).to_be_visible()

        authority.goto(f"{server.origin}/inbox")
        authority.get_by_role("link").filter(has_text=NAME).click()
        send_back(authority, "请补充会场坐标", "会场坐标")

        unit.reload()
        expect(unit.get_by_text("请补充会场坐标").first).to_be_visible()
        expect(unit.locator("#field-venues-label")).to_contain_text("退回时指出")
        unit.locator("#field-venues").get_by_role("button", name="添加一行").click()
        unit.locator("#field-venues-0-name").fill("三层报告厅")
        unit.locator("#field-venues-0-lat").fill("39.9812, 116.3556")
        unit.locator("#field-venues-0-lon").focus()
        unit.get_by_role("button", name="重新报备").click()
        unit.get_by_role("dialog").get_by_role("button", name="报备").click()
        expect(unit.get_by_text("待审核").first).to_be_visible()

        authority.goto(f"{server.origin}/inbox")
        authority.get_by_role("link").filter(has_text=NAME).click()
        authority.get_by_role("button", name="通过", exact=True).click()
        authority.get_by_role("button", name="通过", exact=False).last.click()
        expect(authority.get_by_text("已通过").first).to_be_visible()

        assert rows(server, f"SELECT filing, slots_total FROM project WHERE no = '{NO}'") == [("approved", 4)]
        unit.reload()
        ask_for_a_change(unit, authority, "综合楼四层")
        unit.goto(f"{server.origin}/projects")
        unit.get_by_role("link", name=NAME).first.click()
        unit.get_by_role("link", name="现场负责人").click()
        unit.get_by_label("姓名").fill("郑宁")
        unit.get_by_label("手机号").fill("13700137001")
        unit.get_by_role("button", name="指定").click()
        expect(unit.get_by_text("登录码").first).to_be_visible()
    named = f"SELECT count(*) FROM assignment JOIN project ON project.id = project_id WHERE project.no = '{NO}'"
    assert rows(server, named) == [(1,)]


def test_a_first_filing_waits_for_its_files(playwright: Playwright, server: Server) -> None:
    with desk(playwright, server, "陈立") as unit:
        unit.goto(f"{server.origin}/projects/new")
        fill_heading(unit)
        add_files(unit)
        fill_rest(unit)
        unit.get_by_role("button", name="报备", exact=True).click()  # nothing was saved before: files go only now
        unit.get_by_role("dialog").get_by_role("button", name="报备").click()
        expect(unit.get_by_text("待审核").first).to_be_visible()
    assert rows(server, f"SELECT filing FROM project WHERE no = '{NO}'") == [("in_review",)]
    assert rows(server, "SELECT count(*) FROM project_document") != [(0,)]
