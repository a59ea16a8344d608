"""Half-days as they happen: complete and online, closed while offline, a code regenerated, a clock that is wrong."""

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import Phone, rows
from tests.browser.unit_desk import unit_desk
from tests.builders.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
PHONE, CODE = "13900000011", "7K3D9QXM"
ITEMS = 6


def test_a_full_slot_online(phone: Phone) -> None:
    phone.log_in(PHONE, CODE)
    phone.sign_commitment()
    for _ in range(ITEMS):
        phone.shoot_next()
        phone.back_to_list()
    expect(phone.page.get_by_text("6/6 已在服务器上安全保存")).to_be_visible(timeout=20_000)
    assert rows(phone.server, "SELECT count(*), min(bytes_at) > 0, min(verdict) FROM capture") == [(6, 1, "in_time")]
    assert rows(phone.server, "SELECT slots_complete FROM project WHERE no = '2026-03-01-112'") == [(1,)]
    assert rows(phone.server, "SELECT count(*) FROM commitment WHERE bytes_at IS NOT NULL") == [(1,)]
    assert phone.faults == []


def test_the_slot_closes_while_offline(phone: Phone) -> None:
    phone.log_in(PHONE, CODE)
    phone.sign_commitment()
    phone.set_offline(True)
    phone.shoot_next()
    phone.back_to_list()
    phone.server.move_clock(hours=5)
    phone.set_offline(False)
    expect(phone.page.get_by_text("服务器已收").first).to_be_visible(timeout=20_000)
    ((verdict, bracket),) = rows(phone.server, "SELECT verdict, taken_until - taken_from > 4 * 3600000 FROM capture")
    assert (verdict, bracket) == ("offline", 1)


def test_a_code_is_regenerated_during_work(phone: Phone) -> None:
    phone.log_in(PHONE, CODE)
    phone.sign_commitment()
    phone.set_offline(True)
    phone.shoot_next()
    phone.back_to_list()
    fresh = regenerate(phone.server)
    phone.set_offline(False)
    expect(phone.page.get_by_text("重新登录").first).to_be_visible(timeout=20_000)
    assert rows(phone.server, "SELECT count(*) FROM capture") == [(0,)]
    phone.log_in(PHONE, fresh)
    expect(phone.page.get_by_text("服务器已收").first).to_be_visible(timeout=20_000)
    assert rows(phone.server, "SELECT count(*) FROM capture WHERE bytes_at IS NOT NULL") == [(1,)]


def regenerate(server: Server) -> str:
    """The unit regenerates the login code of the project."""
    with unit_desk(server) as desk:
        return str(desk.post("supervisor/code")["loginCode"])
