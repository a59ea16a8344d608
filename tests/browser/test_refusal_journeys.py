"""What the server will not take at once: it is said in words, and every photo stays on the phone until it is."""

import io
import zipfile
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import expect

from tests.browser.browsers import Phone, rows
from tests.browser.chain import assert_whole_chain
from tests.browser.phone_storage import kept, prolong_closed_slot
from tests.browser.unit_desk import unit_desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
PHONE, CODE = "13900000011", "7K3D9QXM"


def test_taken_after_the_slot_closed(phone: Phone) -> None:
    """The app locks its shutter in time; a phone whose notes were tampered with is refused by the server."""
    phone.log_in(PHONE, CODE)
    phone.sign_commitment()
    phone.wait_until_kept()
    phone.server.move_clock(hours=4)
    with phone.page.expect_response("**/api/supervision/tickets*"):
        phone.go("/onsite")
    slot = prolong_closed_slot(phone.page, hours=6)
    phone.set_offline(True)
    phone.go(f"/onsite?slot={slot}")
    phone.shoot_next()
    phone.set_offline(False)
    phone.go("/onsite/queue")
    expect(phone.page.get_by_text("拍摄时间不在这个半天之内。")).to_be_visible(timeout=20_000)
    expect(phone.page.get_by_text("照片仍保留在本机，可以导出。")).to_be_visible()
    assert rows(phone.server, "SELECT count(*) FROM capture") == [(0,)]

    phone.close()
    phone.open()
    phone.go("/onsite/queue")
    with phone.page.expect_download() as exported:
        phone.page.get_by_role("button", name="导出", exact=True).click()
    assert_one_photo(exported.value.path())
    assert kept(phone.page)["captures"] == ["refused"]
    phone.page.get_by_role("button", name="放弃", exact=True).click()
    phone.page.get_by_role("dialog").get_by_role("button", name="放弃", exact=True).click()
    expect(phone.page.get_by_text("本机还没有照片")).to_be_visible()
    assert kept(phone.page)["photos"] == []


def test_the_login_is_lost_with_a_full_queue(phone: Phone) -> None:
    phone.log_in(PHONE, CODE)
    phone.sign_commitment()
    phone.set_offline(True)
    for _ in range(3):
        phone.shoot_next()
        phone.back_to_list()
    assert phone.context is not None
    phone.context.clear_cookies()
    phone.set_offline(False)
    expect(phone.page.get_by_text("重新登录").first).to_be_visible(timeout=20_000)
    assert rows(phone.server, "SELECT count(*) FROM capture") == [(0,)]
    assert kept(phone.page)["photos"] == [True] * 3
    phone.log_in(PHONE, CODE)
    expect(phone.page.get_by_text("服务器已收")).to_have_count(3, timeout=20_000)
    assert_whole_chain(phone.server, 3)
    assert kept(phone.page) | {"heads": 0} == {"captures": ["stored"] * 3, "photos": [], "thumbs": 3, "heads": 0}


def test_the_person_is_replaced_during_work(phone: Phone) -> None:
    """What was taken before still arrives, by the phone's key alone; what is taken afterwards does not count."""
    phone.log_in(PHONE, CODE)
    phone.sign_commitment()
    phone.set_offline(True)
    phone.shoot_next()
    phone.back_to_list()
    with unit_desk(phone.server) as desk:
        desk.post("supervisor", name="沈一", phone="13900000099", unit="")
    phone.set_offline(False)
    expect(phone.page.get_by_text("服务器已收").first).to_be_visible(timeout=20_000)
    assert_whole_chain(phone.server, 1)
    assert rows(phone.server, "SELECT verdict FROM capture") in ([("offline",)], [("in_time",)])
    assert ("after_replacement",) in rows(phone.server, "SELECT code FROM finding")
    expect(phone.page.get_by_text("登录已失效").first).to_be_visible()


def assert_one_photo(path: Path) -> None:
    """An exported rescue holds one photo, whole, with what was signed about it."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        assert archive.testzip() is None
        (photo,) = [name for name in archive.namelist() if name.startswith("photos/")]
        (manifest,) = [name for name in archive.namelist() if name.startswith("manifests/")]
        said = msgspec.json.decode(archive.read(manifest))
        assert sha256(archive.read(photo)).hexdigest() == said["sha256"]
