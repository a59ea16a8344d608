"""Phones in a bad state: two tabs at once, hardly any space left, a wall clock that is an hour wrong."""

import re
from collections import Counter

import pytest
from playwright.sync_api import Request, expect

from tests.browser.browsers import Phone, rows
from tests.browser.chain import assert_whole_chain
from tests.browser.phone_storage import Storage, kept

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
PHONE, CODE = "13900000011", "7K3D9QXM"
HOUR_MS = 3_600_000
LESS_THAN_A_PHOTO = 10_000


def test_two_tabs_of_one_phone(phone: Phone) -> None:
    uploads: list[str] = []
    senders: set[str] = set()
    phone.log_in(PHONE, CODE)
    phone.sign_commitment()
    phone.wait_until_kept()
    phone.open_tab()
    phone.go("/onsite")
    phone.set_offline(True)
    for taken_before, tab in enumerate((0, 1, 1, 0)):
        phone.tab = tab
        phone.page.bring_to_front()
        # until the tab knows what the other took: the next photo would be of the same item again
        expect(phone.page.get_by_text("在本机，待传", exact=True)).to_have_count(taken_before)
        phone.shoot_next()
        phone.back_to_list()

    def note(request: Request) -> None:
        if request.method == "PUT":
            uploads.append(request.url.rpartition("/")[2])
            senders.add("worker" if request.service_worker else f"tab {pages.index(request.frame.page)}")

    assert phone.context is not None
    pages = phone.context.pages
    phone.context.on("request", note)
    phone.set_offline(False)
    for tab in (0, 1):
        phone.tab = tab
        expect(phone.page.get_by_text("服务器已收")).to_have_count(4, timeout=20_000)
    assert_whole_chain(phone.server, 4)
    # the fake camera may give the same picture twice
    taken = Counter(digest for (digest,) in rows(phone.server, "SELECT sha256 FROM capture"))
    assert Counter(uploads) <= taken
    assert len(senders) == 1
    assert phone.faults == []


def test_storage_nearly_full(phone: Phone) -> None:
    phone.log_in(PHONE, CODE)
    phone.sign_commitment()
    phone.wait_until_kept()
    phone.shoot_next()
    phone.back_to_list()
    expect(phone.page.get_by_text("服务器已收")).to_have_count(1, timeout=20_000)
    before = kept(phone.page)
    phone.close()

    phone.open()
    phone.go("/health/live")
    storage = Storage.of(phone.page, phone.server.origin)
    storage.limit(free=LESS_THAN_A_PHOTO)
    phone.go("/onsite")
    phone.page.get_by_role("button", name="拍摄：").click()
    expect(phone.page.get_by_role("heading", name="手机空间不足")).to_be_visible()
    expect(phone.page.get_by_role("button", name="拍照")).to_have_count(0)
    phone.page.get_by_role("button", name="知道了，继续拍摄").click()
    phone.page.get_by_role("button", name="拍照").click()
    phone.page.get_by_role("button", name="使用").click()
    expect(phone.page.get_by_text("手机空间已满。")).to_be_visible()
    expect(phone.page.get_by_text("此前保存的照片都在")).to_be_visible()
    assert kept(phone.page) == before

    storage.limit(free=None)
    phone.page.get_by_role("button", name="再试一次").click()
    expect(phone.page.get_by_text("已安全保存在本机")).to_be_visible()
    phone.back_to_list()
    expect(phone.page.get_by_text("服务器已收")).to_have_count(2, timeout=20_000)
    assert_whole_chain(phone.server, 2)


def test_the_wall_clock_is_an_hour_wrong(phone: Phone) -> None:
    """Every page's `Date` is off; the worker's is not asked for anything that becomes evidence."""
    phone.put_clock_off(HOUR_MS)
    phone.log_in(PHONE, CODE)
    expect(phone.page.get_by_text(re.compile("还剩 (3 小时 0|2 小时 5[89]) 分")).first).to_be_visible()
    phone.sign_commitment()
    phone.shoot_next()
    phone.back_to_list()
    expect(phone.page.get_by_text("服务器已收")).to_have_count(1, timeout=20_000)
    phone.set_offline(True)
    phone.shoot_next()
    phone.back_to_list()
    phone.server.move_clock(hours=5)
    phone.set_offline(False)
    expect(phone.page.get_by_text("服务器已收")).to_have_count(2, timeout=20_000)
    judged = rows(phone.server, "SELECT item, verdict, counts FROM capture ORDER BY item DESC")
    assert judged == [("venue", "in_time", 1), ("agenda_board", "offline", 1)]
    skewed = rows(phone.server, "SELECT code, level FROM finding WHERE code = 'clock_skew'")
    assert skewed == [("clock_skew", "info")] * 2


@pytest.mark.clock
def test_just_after_midnight_in_another_zone(phone: Phone) -> None:
    """Phone and server stand in New York; days, half-days and what is left of them are the deployment's."""
    move_to_new_york(phone, hour=0, minute=0, second=30, days=1)
    phone.log_in(PHONE, CODE)
    expect(phone.page.get_by_role("heading", name="今天 上午")).to_be_visible()
    expect(phone.page.get_by_text(re.compile("还剩 11 小时 5[789] 分")).first).to_be_visible()
    phone.sign_commitment()
    phone.shoot_next()
    phone.back_to_list()
    expect(phone.page.get_by_text("服务器已收")).to_have_count(1, timeout=20_000)
    assert rows(phone.server, "SELECT verdict, counts FROM capture") == [("in_time", 1)]
    assert phone.faults == []


@pytest.mark.clock
@pytest.mark.slow
@pytest.mark.parametrize(
    ("hour", "closes", "following"),
    [(11, "12:00", "今天 下午"), (23, "24:00", "今天 上午")],
    ids=["11:59:30", "23:59:30"],
)
def test_half_a_minute_before_a_half_day_ends(phone: Phone, hour: int, closes: str, following: str) -> None:
    """What is taken in the last half minute is in time; then the phone closes it by itself, and offers the next."""
    move_to_new_york(phone, hour=hour, minute=50)
    phone.log_in(PHONE, CODE)
    phone.sign_commitment()
    phone.shoot_next()
    phone.back_to_list()
    expect(phone.page.get_by_text("服务器已收")).to_have_count(1, timeout=20_000)
    phone.server.put_clock(hour, 59, 30)
    phone.go("/onsite")
    expect(phone.page.get_by_text(re.compile(r"还剩 [123]?\d 秒")).first).to_be_visible()
    expect(phone.page.get_by_text(f"{closes} 关闭")).to_be_visible()
    phone.shoot_next()
    phone.back_to_list()
    expect(phone.page.get_by_text("服务器已收")).to_have_count(2, timeout=20_000)
    expect(phone.page.get_by_text("已关闭，不能再拍")).to_be_visible(timeout=45_000)
    phone.page.get_by_role("button", name="前往正在进行的半天").click()
    expect(phone.page.get_by_role("heading", name=following)).to_be_visible()
    expect(phone.page.get_by_text(re.compile("还剩 (12 小时 0|11 小时 59) 分")).first).to_be_visible()
    assert rows(phone.server, "SELECT verdict, counts FROM capture") == [("in_time", 1)] * 2
    assert phone.faults == []


def move_to_new_york(phone: Phone, *, hour: int, minute: int, second: int = 0, days: int = 0) -> None:
    """Server and phone in a host zone that is not the deployment's, whose time it is there."""
    phone.close()
    phone.server.stop()
    phone.server.environ["TZ"] = phone.zone = "America/New_York"
    phone.server.put_clock(hour, minute, second, days=days)
    phone.server.start()
    phone.open()
