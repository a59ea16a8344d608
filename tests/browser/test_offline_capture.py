"""Captured without a network, browser closed and opened again, reconnected: exactly one record, on the wall."""

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser.browsers import Phone, desk, rows

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


def test_captured_offline_arrives_once(playwright: Playwright, phone: Phone) -> None:
    phone.log_in("13900000011", "7k3d-9qxm")
    phone.sign_commitment()
    phone.set_offline(True)
    phone.shoot_next()
    phone.close()

    # the server is gone, not only the page's network: nothing that wakes in the background can send either
    phone.server.stop()
    phone.open()
    phone.go("/onsite")
    expect(phone.page.get_by_text("在本机，待传")).to_be_visible()
    assert rows(phone.server, "SELECT count(*) FROM capture") == [(0,)]

    phone.server.start()
    expect(phone.page.get_by_text("服务器已收")).to_be_visible(timeout=20_000)
    assert rows(phone.server, "SELECT item, bytes_at IS NOT NULL FROM capture") == [("venue", 1)]

    with desk(playwright, phone.server, "海淀区卫生健康委员会") as page:
        page.get_by_text("超声诊断新进展学习班").first.click()
        expect(page.get_by_role("img", name="举办地点").first).to_be_visible()
    assert phone.faults == []
