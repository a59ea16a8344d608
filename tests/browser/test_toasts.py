"""What is said in passing never lies over what is to be tapped, nor over the heading of the screen."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsers import Phone

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
PHONE, CODE = "13900000011", "7K3D9QXM"
SIZES = {"phone": (390, 844), "held across": (844, 390), "desk": (1280, 800)}
COVERED = """() => {
  const toast = document.querySelector('.toast').getBoundingClientRect()
  const aside = box => box.left >= toast.right || box.right <= toast.left
  const apart = box => aside(box) || box.top >= toast.bottom || box.bottom <= toast.top
  const kept = [...document.querySelectorAll('.btn, .camera-shutter, h1')]
  return kept.filter(one => !apart(one.getBoundingClientRect())).map(one => one.className || one.tagName)
}"""
ENDLESS = """() => {
  const real = setTimeout
  window.setTimeout = (act, ms, ...rest) => real(act, ms === 4000 ? 1e6 : ms, ...rest)
}"""


def test_a_toast_covers_neither_primary_action_nor_heading(phone: Phone) -> None:
    phone.log_in(PHONE, CODE)
    keep_toasts(phone.page)
    phone.sign_commitment()
    assert_nothing_covered(phone.page)
    phone.page.get_by_role("button", name="拍摄：").click()
    expect(phone.page.get_by_role("button", name="同意并继续")).to_be_visible()
    assert_nothing_covered(phone.page)
    phone.page.get_by_role("button", name="同意并继续").click()
    expect(phone.page.get_by_role("button", name="拍照")).to_be_enabled()
    assert_nothing_covered(phone.page)
    assert phone.faults == []


def keep_toasts(page: Page) -> None:
    """Leave what is said on the screen: the timers that would end it after four seconds never ring."""
    page.evaluate(ENDLESS)


def assert_nothing_covered(page: Page) -> None:
    expect(page.get_by_text("承诺书已签署")).to_be_visible()
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(COVERED) == [], name
    page.set_viewport_size({"width": 390, "height": 844})
