"""Every route of the API asks who is there, and every unsafe one for its header."""

from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest
from litestar.routes import HTTPRoute

from tests.builders.house import House

OPEN = {
    ("GET", "/api/demo/roles"),
    ("POST", "/api/demo/login"),
    ("POST", "/api/login"),
    ("POST", "/api/login/captcha"),
    ("POST", "/api/login/choose"),
    ("POST", "/api/login/code"),
    ("POST", "/api/login/confirm"),
    ("POST", "/api/login/supervisor"),
}
"""What is used before log-in."""
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


def routes(house: House) -> Iterator[tuple[str, str]]:
    """Every method and path of the API."""
    for route in house.app.routes:
        if isinstance(route, HTTPRoute) and route.path.startswith("/api/"):
            for method in route.methods - {"OPTIONS"}:
                yield str(method), route.path_format


def filled(path: str) -> str:
    """A path with something in every parameter."""
    parts = [("a" * 64 if "digest" in part else str(uuid4())) if "{" in part else part for part in path.split("/")]
    return "/".join(parts)


async def test_nobody_is_served_without_a_log_in(house: House) -> None:
    browser = house.browser()
    for method, path in routes(house):
        if (method, path) in OPEN:
            continue
        answer = await browser.request(method, filled(path))
        assert answer.status_code == httpx.codes.UNAUTHORIZED, (method, path, answer.text)


async def test_unsafe_methods_need_their_header(house: House) -> None:
    await house.load_demo()
    browser = await house.log_in("authority")
    browser.headers["X-Halfday-CSRF"] = ""
    for method, path in routes(house):
        if method in UNSAFE:
            answer = await browser.request(method, filled(path))
            assert answer.status_code in {httpx.codes.FORBIDDEN, httpx.codes.UNAUTHORIZED}, (method, path, answer.text)


async def test_demo_routes_are_closed_when_any_condition_is_broken(house: House) -> None:
    browser = house.browser()
    browser.headers["Host"] = "127.0.0.1:8600"
    assert (await browser.get("/api/demo/roles")).status_code == httpx.codes.NOT_FOUND
    await house.load_demo()
    assert (await browser.get("/api/demo/roles")).status_code == httpx.codes.OK
    for name in ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"):
        refused = await browser.get("/api/demo/roles", headers={name: "1.2.3.4"})
        assert refused.status_code == httpx.codes.NOT_FOUND, name
    other_host = await browser.get("/api/demo/roles", headers={"Host": "halfday.example"})
    assert other_host.status_code == httpx.codes.NOT_FOUND
    house.open_to_others()
    assert (await browser.get("/api/demo/roles")).status_code == httpx.codes.NOT_FOUND


@pytest.mark.parametrize("path", ["/api/nothing", "/api/projects/not-an-id/feedback"])
async def test_what_is_not_there_is_said_in_one_shape(house: House, path: str) -> None:
    answer = await house.browser().get(path)
    assert answer.status_code == httpx.codes.NOT_FOUND
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "not_found"
