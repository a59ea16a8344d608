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
from tests.builders.lead import Lead

FOUND = [{"display_name": "北京市海淀区花园北路49号", "lat": "39.9811200", "lon": "116.3553700"}]


class Provider(BaseHTTPRequestHandler):
    """A Nominatim server of one's own."""

    status: ClassVar[int] = 200
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        body = json.dumps(FOUND[0] if "/reverse" in self.path else FOUND).encode()
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


async def test_the_stamped_copy_tells_the_address_of_the_photo(house: House, provider: str) -> None:
    await house.load_demo()
    house.runtime.provide(Geocoder, build_geocoder("nominatim", provider))  # type: ignore[type-abstract]
    lead = await Lead.arrive(house)
    await lead.commit()
    shots = [lead.shoot(), lead.shoot(position=None, no_position="indoor")]
    await lead.send(*shots)
    for shot in shots:
        await lead.put(shot)
    await house.inspect_all()
    authority = await house.log_in("authority")
    Provider.asked.clear()
    for shot in shots * 2:
        where = f"/api/captures/{shot.manifest.id}/photo"
        assert (await authority.get(where, params={"variant": "stamped"})).status_code == httpx.codes.OK
    (asked,) = Provider.asked
    assert "/reverse" in asked
    assert "lat=39.98113" in asked


async def test_a_silent_provider_costs_the_stamped_copy_only_its_address(house: House, provider: str) -> None:
    await house.load_demo()
    house.runtime.provide(Geocoder, build_geocoder("nominatim", provider + "0"))  # type: ignore[type-abstract]
    lead = await Lead.arrive(house)
    await lead.commit()
    shot = lead.shoot()
    await lead.send(shot)
    await lead.put(shot)
    await house.inspect_all()
    where = f"/api/captures/{shot.manifest.id}/photo"
    stamped = await (await house.log_in("authority")).get(where, params={"variant": "stamped"})
    assert (stamped.status_code, stamped.content[:3]) == (200, b"\xff\xd8\xff")
