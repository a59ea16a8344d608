"""Finding venues by address: only where a provider is configured, and its silence is said."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

import httpx
import pytest

from backend.supervision.filing.place_routes import check_geocoder
from media.place import Geocoder, build_geocoder
from tests.builders.house import House

FOUND = [{"display_name": "北京市海淀区花园北路49号", "lat": "39.9811200", "lon": "116.3553700"}]


class Provider(BaseHTTPRequestHandler):
    """A Nominatim server of one's own."""

    status: ClassVar[int] = 200

    def do_GET(self) -> None:
        body = json.dumps(FOUND).encode()
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture
def provider() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


async def test_without_a_provider_it_says_so(house: House) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    assert (await unit.get("/api/places", params={"q": "花园北路"})).json() == {"configured": False, "items": []}
    assert (await (await house.log_in("authority")).get("/api/places")).status_code == httpx.codes.FORBIDDEN


async def test_an_address_is_found(house: House, provider: str) -> None:
    await house.load_demo()
    house.runtime.provide(Geocoder, build_geocoder("nominatim", provider))  # type: ignore[type-abstract]
    unit = await house.log_in("unit")
    assert (await unit.get("/api/places")).json() == {"configured": True, "items": []}
    found = (await unit.get("/api/places", params={"q": "花园北路49号"})).json()["items"]
    assert found == [{"address": FOUND[0]["display_name"], "latE7": 399811200, "lonE7": 1163553700, "datum": "wgs84"}]
    assert (await unit.get("/api/places", params={"q": "长" * 201})).status_code == httpx.codes.UNPROCESSABLE_ENTITY


async def test_a_provider_that_fails_is_told(house: House, provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await house.load_demo()
    house.runtime.provide(Geocoder, build_geocoder("nominatim", provider))  # type: ignore[type-abstract]
    monkeypatch.setattr(Provider, "status", 500)
    refused = await (await house.log_in("unit")).get("/api/places", params={"q": "花园北路"})
    assert (refused.status_code, refused.json()["code"]) == (503, "address_unavailable")


def test_a_wrong_configuration_stops_the_start() -> None:
    with pytest.raises(ValueError, match="amap"):
        check_geocoder({"HALFDAY_SUPERVISION_GEOCODER": "amap", "HALFDAY_SUPERVISION_GEOCODER_KEY": "x"}, False)
