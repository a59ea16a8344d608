"""What is noticed when a manifest arrives, gathered from its content and the rows around it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from backend.kernel.ids import new_id
from backend.supervision.capture.context import Context
from backend.supervision.capture.finding_rules import Found, Nearest, far, skew
from backend.supervision.capture.manifest import Position, Signed
from backend.supervision.capture.tables import Finding
from backend.supervision.capture.time_rules import Judgement
from media.place import Point, distances_m


def nearest_venue(position: Position | None, venues: Sequence[dict[str, Any]], slot: dict[str, Any]) -> Nearest | None:
    """The point nearest to the phone of those that count for the half-day, with the distance as given and under the
    kinder datum."""
    place = (slot["day"], slot["half"])
    counting = [venue for venue in venues if (venue["from_day"], venue["from_half"]) <= place]
    if position is None or not counting:
        return None
    here = Point(lat_e7=position.lat_e7, lon_e7=position.lon_e7)
    found = []
    for venue in counting:
        there = Point(lat_e7=venue["lat_e7"], lon_e7=venue["lon_e7"])
        given, kinder = distances_m(here, there)
        found.append((kinder - venue["radius_m"], given, kinder, venue))
    _, given, kinder, venue = min(found, key=lambda entry: entry[:3])
    return Nearest(
        venue_id=str(venue["id"]), distance_m=round(given), least_m=round(kinder), radius_m=venue["radius_m"]
    )


def arrival_findings(signed: Signed, judged: Judgement, nearest: Nearest | None, context: Context) -> list[Found]:
    """Findings of a manifest at its first arrival."""
    manifest = signed.manifest
    found: list[Found | None] = [
        Found("revoked_key") if judged.revoked_key else None,
        skew(manifest.token_wall - signed.token.at),
        Found("no_position", {"reason": manifest.no_position}) if manifest.position is None else None,
        far(nearest, manifest.position.accuracy_m) if manifest.position else None,
        Found("fallback_camera") if manifest.camera == "fallback" else None,
        Found("reencoded") if manifest.reencoded else None,
        _same_bytes(signed, context),
    ]
    return [one for one in found if one is not None]


def _same_bytes(signed: Signed, context: Context) -> Found | None:
    other = context.digests.get(signed.manifest.sha256)
    return Found("same_bytes", {"captureId": str(other)}) if other and other != signed.manifest.id else None


def finding_row(capture_id: UUID, found: Found, at: int) -> Finding:
    """The row of a finding."""
    return Finding(
        id=new_id(),
        capture_id=capture_id,
        code=found.code,
        level=found.level,
        data=msgspec.json.encode(found.data).decode(),
        at=at,
    )
