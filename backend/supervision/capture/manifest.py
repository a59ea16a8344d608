"""The manifest a phone signs at the shutter, and what its signature and tokens prove (design §4, Manifest)."""

from functools import lru_cache
from typing import Literal
from uuid import UUID

import msgspec

from backend.identity.devices.queries import PhoneKey
from backend.kernel.crypto import p256, tokens
from backend.kernel.encoding import b64decode, is_digest, sha256_hex
from backend.kernel.runtime import Runtime
from backend.kernel.timetoken import TimeToken, read_time_token
from backend.kernel.wire import MAX_INTEGER
from backend.supervision.slots.slot_rules import Bounds

MAX_MANIFEST = 8_192
MAX_E7 = 1_800_000_000
MAX_METRES = 2**31 - 1
ItemKind = Literal["venue", "agenda_board", "room", "lecturer"]


class Item(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """Which photo of the slot: 举办地点, 现场日程背板, 现场照片, or a lecturer row."""

    kind: ItemKind
    row: UUID | None = None
    name: str | None = None


class Position(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """What the phone said about where it was, as given. Degrees × 1e7, metres, milliseconds."""

    lat_e7: int
    lon_e7: int
    accuracy_m: int
    age_ms: int


class Manifest(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """Self-contained description of one photo. The signature covers the exact bytes it came in."""

    v: Literal[1]
    id: UUID
    ticket: str
    item: Item
    sha256: str
    size: int
    wall: int
    time_token: str
    token_wall: int
    token_document: str
    document: str
    since_token_ms: int | None
    position: Position | None
    no_position: Literal["no_fix", "indoor", "unavailable"] | None
    camera: Literal["frame", "fallback"]
    reencoded: bool
    previous: str | None
    witness: str | None = None


class Ticket(msgspec.Struct, frozen=True, rename="camel"):
    """The server's signed leave to take photos of one slot with one key."""

    person_id: UUID
    assignment_id: UUID
    project_id: UUID
    slot_id: UUID
    slot_version: int
    key_id: str
    opens_at: int
    closes_at: int
    late_until: int
    at: int

    def bounds(self) -> Bounds:
        return Bounds(opens_at=self.opens_at, closes_at=self.closes_at, late_until=self.late_until)


class Signed(msgspec.Struct, frozen=True):
    """A manifest whose signature, ticket and time token hold."""

    raw: bytes
    signature: bytes
    key_id: str
    digest: str
    manifest: Manifest
    ticket: Ticket
    token: TimeToken


class BadManifest(ValueError):
    """Refused before anything is looked up; `code` is the refusal's."""

    def __init__(self, code: str, manifest: Manifest | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.manifest = manifest


def parse_manifest(raw: bytes) -> Manifest:
    """The manifest in its bytes.

    Raises:
        BadManifest: `bad_manifest` when malformed or out of range.
    """
    if len(raw) > MAX_MANIFEST:
        raise BadManifest("bad_manifest")
    try:
        manifest = msgspec.json.decode(raw, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadManifest("bad_manifest") from error
    if not _sensible(manifest):
        raise BadManifest("bad_manifest", manifest)
    return manifest


def open_manifest(runtime: Runtime, raw: bytes, signature: bytes, device: PhoneKey | None) -> Signed:
    """Check everything that signatures can prove.

    Raises:
        BadManifest: bad_manifest, unknown_key, bad_signature, bad_ticket, foreign_ticket or bad_time_token.
    """
    manifest = parse_manifest(raw)
    if device is None:
        raise BadManifest("unknown_key", manifest)
    key = _public_key(device.public_key)
    if not p256.verify(key, tokens.preimage("capture", raw), signature):
        raise BadManifest("bad_signature", manifest)
    ticket = read_ticket(runtime, manifest)
    if ticket.key_id != device.key_id or ticket.person_id != device.person_id:
        raise BadManifest("foreign_ticket", manifest)
    try:
        token = read_time_token(runtime, manifest.time_token)
    except tokens.BadToken as error:
        raise BadManifest("bad_time_token", manifest) from error
    return Signed(
        raw=raw,
        signature=signature,
        key_id=device.key_id,
        digest=sha256_hex(raw),
        manifest=manifest,
        ticket=ticket,
        token=token,
    )


def read_ticket(runtime: Runtime, manifest: Manifest) -> Ticket:
    """The ticket that a manifest carries.

    Raises:
        BadManifest: bad_ticket.
    """
    try:
        return tokens.read(runtime.keys, "ticket", manifest.ticket, Ticket)
    except tokens.BadToken as error:
        raise BadManifest("bad_ticket", manifest) from error


def _sensible(manifest: Manifest) -> bool:
    place = manifest.position
    return (
        is_digest(manifest.sha256)
        and manifest.size > 0
        and (manifest.previous is None or is_digest(manifest.previous))
        and (manifest.item.kind == "lecturer") == (manifest.item.row is not None)
        and (place is None) == (manifest.no_position is not None)
        and (place is None or _on_earth(place))
        and max(manifest.size, abs(manifest.wall), abs(manifest.token_wall)) <= MAX_INTEGER
        and abs(manifest.since_token_ms or 0) <= MAX_INTEGER
        and max(len(manifest.document), len(manifest.token_document)) <= len(str(manifest.id))
    )


def _on_earth(place: Position) -> bool:
    somewhere = abs(place.lat_e7) <= MAX_E7 // 2 and abs(place.lon_e7) <= MAX_E7
    return somewhere and 0 <= place.accuracy_m <= MAX_METRES and abs(place.age_ms) <= MAX_INTEGER


@lru_cache(maxsize=2_048)
def _public_key(encoded: str) -> "p256.PublicKey":
    return p256.public_key(b64decode(encoded))
