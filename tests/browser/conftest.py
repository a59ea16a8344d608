"""A real server with the built PWA, and Chromium with a fake camera and a set position."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from backend.static import DIST
from tests.browser.browsers import Phone
from tests.builders.server import Server


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server of its own for each journey."""
    assert (DIST / "index.html").exists(), "build the app first: script/test does, or npm run build"
    folder = tmp_path / "data"
    folder.mkdir()
    running = Server(folder)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def phone(playwright: Playwright, server: Server, tmp_path: Path) -> Iterator[Phone]:
    """The lead's phone; its profile outlives closing the browser."""
    held = Phone(playwright, server, tmp_path / "profile")
    held.open()
    yield held
    held.close()
