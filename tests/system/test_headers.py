"""No answer can be framed, guessed at or kept by accident, and none sends a browser to a foreign host (design §9)."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from litestar.routes import HTTPRoute

from backend.settings import ROOT
from backend.static import with_static_files
from tests.builders.house import ORIGIN, House

ADDRESS = re.compile(r"(?:https?:)?//([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})(?![\w.])", re.IGNORECASE)
SPACES = {"www.w3.org", "json-schema.org", "schemas.openxmlformats.org"}
"""Names of kinds of documents; nobody fetches them."""
OWN = {"halfday.test"}
BUILT = ROOT / "pwa" / "dist"
IN_BUILT = SPACES | {"vuejs.org", "github.com"}
"""Where the frameworks' error texts point to; a page never does."""


def open_gets(house: House) -> Iterator[str]:
    """Every path that is asked for without anything to fill in."""
    for route in house.app.routes:
        if isinstance(route, HTTPRoute) and "GET" in route.methods and "{" not in route.path_format:
            yield route.path_format


def foreign(text: str, known: set[str]) -> set[str]:
    return {host.lower() for host in ADDRESS.findall(text)} - known


async def test_every_answer_has_the_safe_headers(house: House) -> None:
    await house.load_demo()
    browser = await house.log_in("authority")
    for path in [*open_gets(house), "/api/nothing", "/nothing"]:
        headers = (await browser.get(path)).headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "no-referrer", path
        assert "default-src 'none'" in headers["Content-Security-Policy"], path
        if path.startswith("/api/") and not path.endswith(".svg"):
            assert headers["Cache-Control"] == "no-store", path
    refused = await house.browser().post("/api/logout")
    assert (refused.status_code, refused.headers["Cache-Control"]) == (401, "no-store")


async def test_only_the_document_is_under_schema(house: House) -> None:
    browser = house.browser()
    assert (await browser.get("/schema/openapi.json")).headers["Content-Type"].endswith("json")
    for page in ("", "/", "/redoc", "/swagger", "/elements", "/rapidoc", "/openapi.yaml", "/openapi.yml", "/a/b",
                 "/oauth2-redirect.html", "/nothing"):  # fmt: skip
        answer = await browser.get(f"/schema{page}")
        assert answer.status_code == httpx.codes.NOT_FOUND, page
        assert answer.headers["Content-Type"] == "application/problem+json", page


async def test_no_answer_names_a_foreign_host(house: House) -> None:
    await house.load_demo()
    for who in ("authority", "unit", "lead", "admin"):
        browser = await house.log_in(who)
        for path in open_gets(house):
            answer = await browser.get(path)
            if "text" in answer.headers.get("Content-Type", "") or "json" in answer.headers.get("Content-Type", ""):
                assert foreign(answer.text, SPACES | OWN) == set(), path
            for name, value in answer.headers.items():
                assert foreign(value, OWN) == set(), (path, name)


@pytest.mark.skipif(not BUILT.exists(), reason="the app is not built")
def test_no_built_file_names_a_foreign_host() -> None:
    files = [
        path for path in BUILT.rglob("*") if path.suffix in {".html", ".js", ".css", ".svg", ".webmanifest", ".txt"}
    ]
    assert files
    for path in files:
        assert foreign(path.read_text(encoding="utf-8"), IN_BUILT) == set(), path
    page = (BUILT / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", page)


async def test_the_app_s_page_is_strict(house: House, tmp_path: Path) -> None:
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "index.html").write_text("<!doctype html><title>Halfday</title>")
    app = with_static_files(house.app, tmp_path / "built")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=ORIGIN) as browser:  # type: ignore[arg-type]
        page = await browser.get("/projects")
        answer = await browser.get("/api/me")
    assert page.headers["Content-Type"].startswith("text/html")
    rules = dict(rule.strip().partition(" ")[::2] for rule in page.headers["Content-Security-Policy"].split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert rules["connect-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert rules["require-trusted-types-for"] == "'script'"
    assert rules["trusted-types"] == "vue app-sw"
    assert not any(place.startswith("http") or place == "*" for rule in rules.values() for place in rule.split())
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
