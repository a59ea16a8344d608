"""A new version of the app while the queue is full: offered, taken on the person's word, nothing lost or doubled."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backend.static import DIST
from tests.browser.browsers import Phone, rows
from tests.browser.chain import assert_whole_chain
from tests.browser.phone_storage import kept
from tests.builders.release import make_next_release

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
EVIDENCE = "**/api/captures"
MAIN_SCRIPT = "head > script[type=module]"


def test_a_new_version_with_a_full_queue(phone: Phone, tmp_path: Path) -> None:
    phone.log_in("13900000011", "7K3D9QXM")
    phone.sign_commitment()
    phone.wait_until_kept()
    phone.set_offline(True)
    for _ in range(3):
        phone.shoot_next()
        phone.back_to_list()
    former = main_script(phone.page)
    before = kept(phone.page)
    phone.close()

    phone.server.stop()
    make_next_release(DIST, tmp_path / "next")
    phone.server.environ["HALFDAY_PWA"] = str(tmp_path / "next")
    phone.open()
    assert phone.context is not None
    # a line that carries pages but no evidence: the queue stays full while the app changes
    phone.context.route(EVIDENCE, lambda route: route.abort())
    phone.server.start()
    phone.go("/onsite")
    expect(phone.page.get_by_text("新版本已就绪")).to_be_visible(timeout=20_000)
    assert main_script(phone.page) == former
    phone.page.get_by_role("button", name="更新", exact=True).click()
    expect(phone.page.locator(MAIN_SCRIPT)).not_to_have_attribute("src", former)
    expect(phone.page.get_by_text("在本机，待传")).to_have_count(3)
    assert kept(phone.page) == before
    assert rows(phone.server, "SELECT count(*) FROM capture") == [(0,)]

    phone.shoot_next()
    phone.context.unroute(EVIDENCE)
    phone.back_to_list()
    expect(phone.page.get_by_text("服务器已收")).to_have_count(4, timeout=20_000)
    assert_whole_chain(phone.server, 4)
    assert phone.faults == []


def main_script(page: Page) -> str:
    """The address of the app's script in the page that is shown."""
    return str(page.locator(MAIN_SCRIPT).get_attribute("src"))
