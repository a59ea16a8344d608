"""Registering and revoking the keys of phones (design §4, Keys and tickets)."""

import hashlib
from uuid import UUID

import msgspec

from backend.audit.work import Work
from backend.identity.errors import BadDeviceProof, DeviceRevokedAlready, DeviceTaken
from backend.identity.events import DeviceRegistered
from backend.identity.people.disabling import end_log_ins, revoke_keys
from backend.identity.tables import Device
from backend.kernel.clock import MINUTE
from backend.kernel.crypto import p256, tokens
from backend.kernel.encoding import b64decode, b64encode
from backend.kernel.errors import NotFound
from backend.kernel.runtime import Runtime
from backend.kernel.timetoken import read_time_token

KEY_ID_CHARS = 22
PROOF_AGE = 10 * MINUTE
LOST = "device_lost"


class DeviceCertificate(msgspec.Struct, frozen=True, rename="camel"):
    """Payload of the signed statement that a key belongs to a person from a moment on."""

    key_id: str
    public_key: str
    person_id: UUID
    at: int


def key_id_of(public_key: bytes) -> str:
    """The first 22 characters of base64url(SHA-256(point)): 132 bits, the same on the phone."""
    return b64encode(hashlib.sha256(public_key).digest())[:KEY_ID_CHARS]


def check_proof(runtime: Runtime, *, public_key: str, time_token: str, proof: str) -> bytes:
    """The raw point of a key whose holder signed a fresh time token.

    Raises:
        BadDeviceProof: malformed, stale, or not signed by that key.
    """
    try:
        raw = b64decode(public_key)
        issued = read_time_token(runtime, time_token)
        message = tokens.preimage("device", f"{time_token}\n{public_key}".encode())
        held = p256.verify(p256.public_key(raw), message, b64decode(proof))
    except ValueError as error:
        raise BadDeviceProof(str(error)) from error
    if not held or runtime.now() - issued.at > PROOF_AGE:
        raise BadDeviceProof
    return raw


async def register_device(work: Work, *, person_id: UUID, raw_key: bytes, label: str) -> Device:
    """Register a key for a person; the same key again gives the same certificate.

    Raises:
        DeviceTaken: another person's. DeviceRevokedAlready: the phone must make another key.
    """
    key_id = key_id_of(raw_key)
    known: Device | None = await Device.objects().get(Device.key_id == key_id)
    if known is not None:
        if known.person_id != person_id:
            raise DeviceTaken
        if known.revoked_at:
            raise DeviceRevokedAlready
        work.unchanged()
        return known
    public_key = b64encode(raw_key)
    certificate = DeviceCertificate(key_id=key_id, public_key=public_key, person_id=person_id, at=work.at)
    device = Device(
        key_id=key_id,
        person_id=person_id,
        public_key=public_key,
        label=label,
        certificate=tokens.issue(work.runtime.keys, "device", certificate),
        registered_at=work.at,
    )
    first = not await Device.exists().where(Device.person_id == person_id)
    await Device.insert(device)
    work.record(DeviceRegistered(subject_id=person_id, key_id=key_id, first=first))
    return device


async def revoke_device(work: Work, *, person_id: UUID, key_id: str, stays: UUID | None = None) -> None:
    """Revoke the key of a phone that was lost: no more tickets for it, what it signed before stays checkable.

    The person's log-ins end too, since one may be open on that phone and would register another key; `stays` is the
    one of a person who does this for themselves. A key that is revoked already stays as it is.

    Raises:
        NotFound: no key of this person.
    """
    if not await Device.exists().where(Device.key_id == key_id, Device.person_id == person_id):
        raise NotFound
    if await revoke_keys(work, LOST, Device.key_id == key_id):
        await end_log_ins(work, person_id, LOST, stays=stays)
    else:
        work.unchanged()
