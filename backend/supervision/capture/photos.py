"""Photos as they are served: the original, or a derived copy (design §4, Derived pictures)."""

import asyncio
from typing import Any, Literal
from uuid import UUID

from backend.kernel.errors import NotFound
from backend.kernel.runtime import Runtime
from backend.supervision.capture.derived import Derived
from backend.supervision.capture.finding_rules import NEVER_COUNTS
from backend.supervision.capture.stamping import point_of, stamp_facts
from backend.supervision.capture.tables import Capture, Finding
from backend.supervision.errors import NotAPicture, NotInspected, PhotoRemoved
from backend.supervision.tables import Venue
from media import place
from media.blobs import BlobStore
from media.stamp import stamped
from media.thumb import thumbnail

Variant = Literal["original", "stamped", "thumb"]
Row = dict[str, Any]


async def photo_of(runtime: Runtime, capture_id: UUID, variant: Variant) -> tuple[bytes, str | None]:
    """The bytes of a capture's photo in a variant; with their digest, where they are the original.

    Raises:
        NotFound: its bytes have not come. NotInspected: being checked. NotAPicture: they cannot be read as a photo.
        PhotoRemoved: it was kept as long as the settings say.
    """
    row = await _row(capture_id)
    store = runtime.find(BlobStore)  # type: ignore[type-abstract]
    digest = row["sha256"]
    if variant == "original":
        return await asyncio.to_thread(store.read, digest), digest
    derived = runtime.find(Derived)
    if variant == "thumb":
        return await derived.get(digest, "thumb", lambda: thumbnail(store.read(digest))), None
    geocoder = runtime.find(place.Geocoder)  # type: ignore[type-abstract]

    def stamp() -> bytes:
        return stamped(store.read(digest), stamp_facts(row, runtime.zone, _address(geocoder, row)))

    return await derived.get(str(capture_id), "stamped", stamp), None


def _address(geocoder: place.Geocoder, row: Row) -> str:
    """What the configured provider calls the place; nothing where there is none or it does not answer. Blocks."""
    point = point_of(row)
    try:
        return (geocoder.address(point) if point else None) or ""
    except place.AddressUnavailable:
        return ""


async def _row(capture_id: UUID) -> Row:
    project = Capture.project_id._
    row: Row | None = (
        await Capture.select(
            Capture.id, Capture.sha256, Capture.item, Capture.lecturer_id, Capture.bytes_at, Capture.inspected_at,
            Capture.bytes_removed_at,
            Capture.taken_at, Capture.verdict, Capture.lat_e7, Capture.lon_e7, Capture.accuracy_m, Capture.distance_m,
            Capture.venue_id, project.name.as_alias("project_name"), project.no.as_alias("project_no"),
            project.place.as_alias("project_place"),
        )
        .where(Capture.id == capture_id)
        .first()
    )  # fmt: skip
    if row is None or row["bytes_at"] is None:
        raise NotFound
    if row["bytes_removed_at"] is not None:
        raise PhotoRemoved
    if row["inspected_at"] is None:
        raise NotInspected(headers={"Retry-After": "1"})
    if await Finding.exists().where(Finding.capture_id == capture_id, Finding.code.is_in(sorted(NEVER_COUNTS))):
        raise NotAPicture
    venue = await Venue.select(Venue.name).where(Venue.id == row["venue_id"]).first() if row["venue_id"] else None
    return row | {"venue": venue["name"] if venue else ""}
