"""The address of a place, asked from a provider only where one is configured."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Protocol

from geopy.adapters import URLLibAdapter
from geopy.exc import ConfigurationError, GeopyError
from geopy.geocoders import BaiduV3, Nominatim

from media.datum import Datum, from_wgs84
from media.point import Point

TIMEOUT_S = 5
LANGUAGE = "zh-CN"
MAX_ADDRESS = 200


class AddressUnavailable(Exception):
    """The provider did not answer, or would not; asking later may help. Its own words are not repeated: they may hold
    the key or the coordinates."""

    code: ClassVar[str] = "address_unavailable"


class Geocoder(Protocol):
    """Tells addresses. Blocks for up to some seconds: call it from a job, in a thread, never while people wait."""

    def address(self, point: Point) -> str | None:
        """The address of a WGS-84 point, at most 200 characters; None if the provider knows none.

        Raises:
            AddressUnavailable
        """
        ...


class NoGeocoder:
    """The twin for deployments without a provider: knows no address, contacts nobody."""

    def address(self, point: Point) -> str | None:  # noqa: ARG002 - the port's shape
        """None."""
        return None


class _Found(Protocol):
    address: str | bytes


class _Provider(Protocol):
    def reverse(self, query: tuple[float, float], **options: object) -> _Found | None: ...


class GeopyGeocoder:
    """A provider of geopy. `datum` is what it takes for coordinates."""

    def __init__(self, provider: _Provider, datum: Datum, options: Mapping[str, object]) -> None:
        self._provider = provider
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
    return GeopyGeocoder(BaiduV3(key, timeout=TIMEOUT_S, adapter_factory=adapter_factory), "bd09", {})


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
