"""Finding a venue by its address, where a provider is configured (design §12)."""

import asyncio
from collections.abc import Mapping

from litestar import get
from litestar.params import FromQuery

from backend.kernel.errors import Invalid, NotPermitted
from backend.kernel.http import ActorDep, RuntimeDep
from backend.kernel.runtime import Runtime, read_slice
from backend.kernel.wire import Output
from backend.supervision.errors import AddressUnavailable
from backend.supervision.permissions import UNIT
from backend.supervision.settings import SupervisionSettings
from media import place
from media.datum import Datum

LONGEST_SEARCH = 200


class PlaceShown(Output):
    """Where an address is: 1e-7 degrees in the datum its provider speaks."""

    address: str
    lat_e7: int
    lon_e7: int
    datum: Datum


class PlacesShown(Output):
    """`configured`: whether anybody could be asked at all."""

    configured: bool
    items: list[PlaceShown]


def check_geocoder(environ: Mapping[str, str], _: bool) -> None:
    """Refuse a provider that is unknown or lacks its key.

    Raises:
        ValueError: with the setting.
    """
    _built(read_slice(SupervisionSettings, environ))


async def start_geocoder(runtime: Runtime) -> None:
    """Provide the geocoder that is configured, or the one that knows nothing."""
    runtime.provide(place.Geocoder, _built(runtime.settings(SupervisionSettings)))  # type: ignore[type-abstract]


@get("/api/places")
async def get_places(actor: ActorDep, runtime: RuntimeDep, q: FromQuery[str] = "") -> PlacesShown:
    """Places of an address; without a search, only whether one could be made."""
    if not actor.has(UNIT):
        raise NotPermitted
    geocoder = runtime.find(place.Geocoder)  # type: ignore[type-abstract]
    configured = not isinstance(geocoder, place.NoGeocoder)
    text = q.strip()
    if not text or not configured:
        return PlacesShown(configured=configured, items=[])
    if len(text) > LONGEST_SEARCH:
        raise Invalid(errors={"q": ["too_long"]})
    try:
        found = await asyncio.to_thread(geocoder.find, text)
    except place.AddressUnavailable as error:
        raise AddressUnavailable from error
    shown = [PlaceShown(one.address, one.point.lat_e7, one.point.lon_e7, one.datum) for one in found]
    return PlacesShown(configured=True, items=shown)


def _built(settings: SupervisionSettings) -> place.Geocoder:
    return place.build_geocoder(settings.geocoder, settings.geocoder_key)
