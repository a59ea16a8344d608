"""Addresses come from a provider only where one is configured; the network is the only thing faked."""

from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderTimedOut

from media.place import AddressUnavailable, NoGeocoder, Point, build_geocoder, from_wgs84, haversine_m, of_degrees

HALL = of_degrees(39.98112, 116.35537)
ADDRESS = "北京市海淀区花园北路49号"
BAIDU = {"status": 0, "result": {"formatted_address": ADDRESS, "location": {"lat": 39.98, "lng": 116.36}}}
NOMINATIM = {"display_name": ADDRESS, "lat": "39.98", "lon": "116.36"}


class Answering(BaseSyncAdapter):  # type: ignore[misc]
    """A network that gives one answer and remembers what was asked."""

    answer: ClassVar[object] = None
    asked: ClassVar[list[str]] = []

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> object:
        assert timeout <= 5
        assert headers["User-Agent"]
        self.asked.append(url)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        raise NotImplementedError


@pytest.fixture
def network() -> type[Answering]:
    """A new network for each test."""

    class Network(Answering):
        asked: ClassVar[list[str]] = []

    return Network


def test_without_a_provider_nobody_is_asked() -> None:
    geocoder = build_geocoder()
    assert isinstance(geocoder, NoGeocoder)
    assert geocoder.address(HALL) is None


@pytest.mark.parametrize(("provider", "key"), [("amap", "key"), ("baidu", ""), ("nominatim", "")])
def test_a_wrong_configuration_is_refused_at_the_start(provider: str, key: str) -> None:
    with pytest.raises(ValueError, match=provider):
        build_geocoder(provider, key)


def test_baidu_is_asked_in_its_own_datum(network: type[Answering]) -> None:
    network.answer = BAIDU
    assert build_geocoder("baidu", "secret", adapter_factory=network).address(HALL) == ADDRESS
    query = parse_qs(urlsplit(network.asked[0]).query)
    lat, lon = map(float, query["location"][0].split(","))
    assert haversine_m(of_degrees(lat, lon), from_wgs84(HALL, "bd09")) < 0.1


def test_an_own_server_is_asked_in_chinese(network: type[Answering]) -> None:
    network.answer = NOMINATIM
    geocoder = build_geocoder("nominatim", "http://maps.example:8080", adapter_factory=network)
    assert geocoder.address(HALL) == ADDRESS
    address = urlsplit(network.asked[0])
    assert (address.scheme, address.netloc) == ("http", "maps.example:8080")
    assert parse_qs(address.query)["accept-language"] == ["zh-CN"]


def test_a_place_without_an_address_has_none(network: type[Answering]) -> None:
    network.answer = {"status": 0, "result": {}}
    assert build_geocoder("baidu", "secret", adapter_factory=network).address(Point(0, 0)) is None


@pytest.mark.parametrize(
    "answer",
    [
        GeocoderTimedOut("slow"),
        AdapterHTTPError("down", status_code=503, headers={}, text="secret 39.98"),
        {"status": 4},
        {"status": 200},
        {"result": {"formatted_address": None}},
        {"result": "no"},
        [],
    ],
)
def test_trouble_has_one_name_and_tells_no_secret(network: type[Answering], answer: object) -> None:
    network.answer = answer
    with pytest.raises(AddressUnavailable) as caught:
        build_geocoder("baidu", "secret", adapter_factory=network).address(HALL)
    assert caught.value.code == "address_unavailable"
    assert "secret" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_long_or_empty_address_is_cut_to_size(network: type[Answering]) -> None:
    geocoder = build_geocoder("nominatim", "maps.example", adapter_factory=network)
    network.answer = NOMINATIM | {"display_name": "长" * 500}
    assert geocoder.address(HALL) == "长" * 200
    network.answer = NOMINATIM | {"display_name": " \n "}
    assert geocoder.address(HALL) is None


def test_an_address_is_found_in_the_datum_of_its_provider(network: type[Answering]) -> None:
    network.answer = [NOMINATIM, NOMINATIM | {"display_name": "别处"}]
    first, second = build_geocoder("nominatim", "maps.example", adapter_factory=network).find("花园北路49号")
    assert (first.address, second.address, first.datum) == (ADDRESS, "别处", "wgs84")
    assert first.point == of_degrees(39.98, 116.36)
    assert parse_qs(urlsplit(network.asked[0]).query)["q"] == ["花园北路49号"]


def test_baidu_repeats_no_address_so_the_one_asked_for_stands(network: type[Answering]) -> None:
    network.answer = BAIDU | {"result": {"location": {"lat": 39.98, "lng": 116.36}, "level": "门址"}}
    (found,) = build_geocoder("baidu", "secret", adapter_factory=network).find(ADDRESS)
    assert (found.address, found.datum) == (ADDRESS, "bd09")


@pytest.mark.parametrize("answer", [GeocoderTimedOut("slow"), {"status": 4}, {"result": "no"}, [1]])
def test_trouble_in_finding_has_the_same_name(network: type[Answering], answer: object) -> None:
    network.answer = answer
    for provider in ("baidu", "nominatim"):
        if provider == "nominatim" and isinstance(answer, dict):
            continue
        with pytest.raises(AddressUnavailable):
            build_geocoder(provider, "secret", adapter_factory=network).find(ADDRESS)


def test_nobody_knows_a_place_without_a_provider() -> None:
    assert list(build_geocoder().find(ADDRESS)) == []
