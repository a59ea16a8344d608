"""Requests that rest on a phone's key alone, after its login session has ended (design §4: replace).

`Authorization: Halfday-Device <key id> <time token> <sha256 of the body> <signature>`; the signature covers
`halfday.request.v1`, a line feed, the method and path, the time token and the body's digest, a line each. The token
must be fresh, so that a request that was overheard is worthless later.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.identity.devices.actions import PROOF_AGE
from backend.identity.errors import NotLoggedIn
from backend.identity.tables import Device
from backend.kernel.actor import Actor, Grant
from backend.kernel.crypto import p256, tokens
from backend.kernel.encoding import b64decode, sha256_hex
from backend.kernel.http import AnyRequest
from backend.kernel.runtime import Runtime
from backend.kernel.timetoken import read_time_token

SCHEME = "Halfday-Device "
PURPOSE = "request"
_PARTS = 4


@dataclass(frozen=True)
class DeviceGrants:
    """Port: what an area lets a person's phone do by its key alone; nothing where no area grants anything."""

    load: Callable[[Runtime, UUID], Awaitable[Sequence[Grant]]]


def signed_message(method: str, path: str, time_token: str, body_sha256: str) -> bytes:
    """The bytes that the phone signs."""
    return tokens.preimage(PURPOSE, f"{method} {path}\n{time_token}\n{body_sha256}".encode())


async def device_actor(runtime: Runtime, header: str, method: str, path: str) -> tuple[Actor, str]:
    """Who signed a request, and the digest that its body must have.

    Raises:
        NotLoggedIn: malformed, stale, signed by no key in force, or nothing is granted to that phone.
    """
    parts = header.removeprefix(SCHEME).split(" ")
    if len(parts) != _PARTS:
        raise NotLoggedIn
    key_id, time_token, body_sha256, signature = parts
    device = await Device.objects().get(
        (Device.key_id == key_id) & Device.revoked_at.is_null() & Device.person_id._.active.eq(True)
    )
    if device is None:
        raise NotLoggedIn
    try:
        issued = read_time_token(runtime, time_token)
        key = p256.public_key(b64decode(device.public_key))
        genuine = p256.verify(key, signed_message(method, path, time_token, body_sha256), b64decode(signature))
    except ValueError as error:
        raise NotLoggedIn from error
    grants: list[Grant] = []
    if genuine and runtime.now() - issued.at <= PROOF_AGE:
        for port in runtime.wiring.all(DeviceGrants):
            grants += await port.load(runtime, device.person_id)
    if not grants:
        raise NotLoggedIn
    return Actor(person_id=device.person_id, login_kind="supervisor", grants=tuple(grants)), body_sha256


async def check_signed_body(request: AnyRequest) -> None:
    """See that the body is the one that was signed; requests of login sessions pass.

    Raises:
        NotLoggedIn: it is another.
    """
    digest = getattr(request.state, "signed_body", None)
    if digest is not None and sha256_hex(await request.body()) != digest:
        raise NotLoggedIn
