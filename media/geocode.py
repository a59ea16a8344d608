"""Addresses of places and places of addresses, asked from a provider only where one is configured."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from geopy.adapters import URLLibAdapter
from geopy.exc import ConfigurationError, GeopyError
from geopy.geocoders import BaiduV3, Nominatim

from media.datum import Datum, from_wgs84
from media.point import Point, of_degrees

TIMEOUT_S = 5
LANGUAGE = "zh-CN"
MAX_ADDRESS = 200
MOST_FOUND = 5


class AddressUnavailable(Exception):
    """The provider did not answer, or would not; asking later may help. Its own words are not repeated: they may hold
    the key or the coordinates."""

    code: ClassVar[str] = "address_unavailable"


@dataclass(frozen=True)
class FoundPlace:
    """Where an address is, in the datum its provider speaks."""

    address: str
    point: Point
    datum: Datum


class Geocoder(Protocol):
    """Tells addresses and places. Blocks for up to some seconds: call it in a thread."""

    def address(self, point: Point) -> str | None:
        """The address of a WGS-84 point, at most 200 characters; None if the provider knows none.

        Raises:
            AddressUnavailable
        """
        ...

    def find(self, text: str) -> Sequence[FoundPlace]:
        """Places of an address or a name, likeliest first, at most five.

        Raises:
            AddressUnavailable
        """
        ...


class NoGeocoder:
    """The twin for deployments without a provider: knows nothing, contacts nobody."""

    def address(self, point: Point) -> str | None:  # noqa: ARG002 - the port's shape
        """None."""
        return None

    def find(self, text: str) -> Sequence[FoundPlace]:  # noqa: ARG002 - the port's shape
        """Nothing."""
        return ()


class _Found(Protocol):
    address: str | bytes
    latitude: float
    longitude: float


class _Provider(Protocol):
    def reverse(self, query: tuple[float, float], **options: object) -> _Found | None: ...

    def geocode(self, query: str, **options: object) -> Any: ...  # noqa: ANN401 - one or several, as asked


class GeopyGeocoder:
    """A provider of geopy. `datum` is what it takes for coordinates; `one_place`: it knows one place of an address
    and does not repeat the address."""

    def __init__(
        self, provider: _Provider, datum: Datum, options: Mapping[str, object], *, one_place: bool = False
    ) -> None:
        self._provider = provider
        self._one_place = one_place
        self._datum: Datum = datum
        self._options = options

    def address(self, point: Point) -> str | None:
        """See Geocoder."""
        asked = from_wgs84(point, self._datum)
        try:
            found = self._provider.reverse((asked.lat, asked.lon), exactly_one=True, **self._options)
        except (GeopyError, LookupError, TypeError, AttributeError, ValueError):
            # Beside its own errors geopy lets slip what an answer of an unexpected shape causes.
            raise AddressUnavailable from None
        return _text(found.address) if found is not None else None

    def find(self, text: str) -> Sequence[FoundPlace]:
        """See Geocoder."""
        try:
            found = self._provider.geocode(text, exactly_one=self._one_place, **self._options)
            places = [found] if self._one_place and found else found or ()
            return [self._place(one, text) for one in places[:MOST_FOUND]]
        except (GeopyError, LookupError, TypeError, AttributeError, ValueError):
            raise AddressUnavailable from None

    def _place(self, found: _Found, asked: str) -> FoundPlace:
        address = asked if self._one_place else _text(found.address) or asked
        return FoundPlace(address, of_degrees(found.latitude, found.longitude), self._datum)


def build_geocoder(
    provider: str = "", key: str = "", *, adapter_factory: Callable[..., Any] = URLLibAdapter
) -> Geocoder:
    """The geocoder that is configured: "" for none, "baidu" with its key, "nominatim" with an own server's address.

    geopy knows no other provider that tells Chinese addresses. `adapter_factory` is how it reaches the network.

    Raises:
        ValueError: an unknown provider, or a key that is missing.
    """
    if not provider:
        return NoGeocoder()
    if provider not in _PROVIDERS or not key:
        raise ValueError(f"geocoding provider {provider!r} is unknown, or its key is missing")
    try:
        return _PROVIDERS[provider](key, adapter_factory)
    except ConfigurationError as error:
        raise ValueError(str(error)) from error


def _baidu(key: str, adapter_factory: Callable[..., Any]) -> Geocoder:
    return GeopyGeocoder(BaiduV3(key, timeout=TIMEOUT_S, adapter_factory=adapter_factory), "bd09", {}, one_place=True)


def _nominatim(server: str, adapter_factory: Callable[..., Any]) -> Geocoder:
    scheme, _, host = server.rpartition("://")
    provider = Nominatim(
        domain=host,
        scheme=scheme or "https",
        user_agent="halfday",
        timeout=TIMEOUT_S,
        adapter_factory=adapter_factory,
    )
    return GeopyGeocoder(provider, "wgs84", {"language": LANGUAGE})


_PROVIDERS: Mapping[str, Callable[[str, Callable[..., Any]], Geocoder]] = {"baidu": _baidu, "nominatim": _nominatim}


def _text(address: str | bytes) -> str | None:
    text = address.decode("utf-8", "replace") if isinstance(address, bytes) else address
    return " ".join(text.split())[:MAX_ADDRESS] or None
