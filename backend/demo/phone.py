"""A phone in Python: makes a key, signs manifests as the PWA does. For the demo's evidence, tests and the benchmark."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from backend.identity.devices.actions import key_id_of
from backend.kernel.crypto import p256, tokens
from backend.kernel.encoding import b64encode, sha256_hex
from backend.supervision.capture.manifest import Item, Manifest, Position


@dataclass
class TimeHeld:
    """The newest time token with the phone's clocks at its receipt."""

    token: str
    server_at: int
    wall: int
    document: str


@dataclass
class Phone:
    """One phone with one key and the chain of what it signed. `offset_ms`: how far its clock is ahead."""

    offset_ms: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    document: str = field(default_factory=lambda: str(uuid4()))
    previous: str | None = None
    time: TimeHeld | None = None

    @property
    def public_raw(self) -> bytes:
        return p256.public_raw(self.key.public_key())

    @property
    def key_id(self) -> str:
        return key_id_of(self.public_raw)

    def hear(self, token: str, server_at: int) -> None:
        """Keep a time token that just came."""
        self.time = TimeHeld(token=token, server_at=server_at, wall=server_at + self.offset_ms, document=self.document)

    def device_offer(self) -> dict[str, str]:
        """The body that registers this key."""
        assert self.time is not None
        public = b64encode(self.public_raw)
        message = tokens.preimage("device", f"{self.time.token}\n{public}".encode())
        return {
            "publicKey": public,
            "timeToken": self.time.token,
            "proof": b64encode(p256.sign(self.key, message)),
            "label": "Halfday test phone",
        }

    def shoot(
        self,
        *,
        ticket: str,
        photo: bytes,
        taken_at: int,
        item: str = "venue",
        row: UUID | None = None,
        position: Position | None = None,
        **changes: object,
    ) -> "Shot":
        """A signed manifest for a photo taken at a moment of the server's clock; `changes` override its fields."""
        assert self.time is not None
        manifest = Manifest(
            v=1,
            id=uuid4(),
            ticket=ticket,
            item=Item(kind=item, row=row),  # type: ignore[arg-type]
            sha256=sha256_hex(photo),
            size=len(photo),
            wall=taken_at + self.offset_ms,
            time_token=self.time.token,
            token_wall=self.time.wall,
            token_document=self.time.document,
            document=self.document,
            since_token_ms=taken_at - self.time.server_at if self.document == self.time.document else None,
            position=position,
            no_position=None if position else "no_fix",
            camera="frame",
            reencoded=False,
            previous=self.previous,
        )
        manifest = msgspec.structs.replace(manifest, **changes)
        shot = self.sign(manifest, photo)
        self.previous = sha256_hex(shot.raw)
        return shot

    def sign(self, manifest: Manifest, photo: bytes) -> "Shot":
        """Sign a manifest's bytes."""
        raw = msgspec.json.encode(manifest)
        signature = p256.sign(self.key, tokens.preimage("capture", raw))
        return Shot(manifest=manifest, raw=raw, signature=signature, key_id=self.key_id, photo=photo)


@dataclass(frozen=True)
class Shot:
    """A signed manifest and its photo."""

    manifest: Manifest
    raw: bytes
    signature: bytes
    key_id: str
    photo: bytes

    @property
    def digest(self) -> str:
        return self.manifest.sha256

    def sent(self) -> dict[str, str]:
        """The item of a batch."""
        return {"manifest": b64encode(self.raw), "signature": b64encode(self.signature), "keyId": self.key_id}
