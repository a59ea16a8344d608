"""What stands on a small screen or beside another thing fits: nothing is cut off, nothing is covered."""

import pytest
from playwright.sync_api import Page, Playwright, ViewportSize, expect

from tests.browser.browsers import desk
from tests.builders.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
PHONE = ViewportSize(width=390, height=844)
LARGE_LETTERS = "document.documentElement.style.fontSize = '32px'"
OVER_THE_EDGE = (
    "e => [...e.querySelectorAll('input, button')].filter(one => one.getBoundingClientRect().right > innerWidth).length"
)
WIDER_THAN_ITS_FRAME = "e => e.scrollWidth - e.clientWidth"


def stands_on_tabs(page: Page) -> bool:
    """Whether the bar of what is ticked ends where the tabs of the app begin, in whole pixels."""
    above, tabs = page.locator(".selection-bar").bounding_box(), page.locator(".app-nav").bounding_box()
    assert above is not None
    assert tabs is not None
    return abs(above["y"] + above["height"] - tabs["y"]) <= 1


def test_the_table_of_projects_in_english(playwright: Playwright, server: Server) -> None:
    with desk(playwright, server, "周敏") as page:
        page.evaluate("localStorage.setItem('halfday.locale', 'en')")
        page.goto(f"{server.origin}/projects")
        expect(page.get_by_role("columnheader", name="Published", exact=True)).to_be_visible()
        assert page.locator(".project-table-frame").evaluate(WIDER_THAN_ITS_FRAME) == 0


def test_bars_and_sheets_on_a_phone(playwright: Playwright, server: Server) -> None:
    with desk(playwright, server, "周敏") as page:
        page.set_viewport_size(PHONE)
        page.goto(f"{server.origin}/projects")
        page.get_by_role("button", name="更多操作").click()
        page.get_by_role("button", name="导出 Excel").click()
        assert page.get_by_role("dialog").evaluate(OVER_THE_EDGE) == 0
        page.get_by_role("button", name="取消").click()
        page.get_by_role("button", name="更多操作").click()
        page.get_by_role("button", name="勾选并公布").click()
        assert stands_on_tabs(page)
        page.evaluate(LARGE_LETTERS)
        assert stands_on_tabs(page)
