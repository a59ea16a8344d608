"""A lead who was replaced, and requests that their phone signs with its key alone."""

from uuid import uuid4

import httpx
import msgspec

from backend.identity.devices.signed import SCHEME, signed_message
from backend.kernel.crypto import p256
from backend.kernel.encoding import b64encode, sha256_hex
from tests.builders.house import House
from tests.builders.lead import Lead

SUCCESSOR = {"name": "沈一", "phone": "13900000099", "unit": ""}


async def replace_lead(house: House, lead: Lead) -> None:
    """The unit names another person in the lead's place."""
    unit = await house.log_in("unit")
    where = f"/api/projects/{lead.assignment['project']['id']}/supervisor"
    answer = await unit.post(where, json=SUCCESSOR | {"requestId": str(uuid4())})
    assert answer.status_code == httpx.codes.CREATED, answer.text


async def signed_request(
    lead: Lead, method: str, path: str, body: bytes, *, signed: bytes | None = None, token: str | None = None
) -> httpx.Response:
    """A request by the phone's key alone, in a browser without a log-in; `signed` stands in for the body."""
    browser = lead.house.browser()
    refused = await browser.get("/api/me")
    heard = token or refused.headers["X-Halfday-Time"]
    digest = sha256_hex(body if signed is None else signed)
    signature = p256.sign(lead.phone.key, signed_message(method, path, heard, digest))
    headers = {"Authorization": f"{SCHEME}{lead.phone.key_id} {heard} {digest} {b64encode(signature)}"}
    if method == "POST":
        headers["Content-Type"] = "application/json"
    return await browser.request(method, path, content=body, headers=headers)


def batch(lead: Lead, *shots: object) -> bytes:
    """The body of a batch of manifests."""
    return msgspec.json.encode({"sentAt": lead.house.clock.at, "items": [shot.sent() for shot in shots]})  # type: ignore[attr-defined]
