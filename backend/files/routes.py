"""PUT and HEAD of bytes by digest."""

import msgspec
from litestar import head, put
from litestar.params import FromPath
from litestar.response.base import ASGIResponse

from backend.audit.arrivals import Arrivals
from backend.files.arrival import BYTES_STORED
from backend.files.errors import BadDigest, NotAwaited
from backend.files.ports import ArrivalAnswer, Expected, PutPolicy, StoredBytes
from backend.files.receive import keep_body, receive_body
from backend.files.tables import Claim
from backend.kernel.actor import Actor
from backend.kernel.encoding import is_digest
from backend.kernel.errors import NotFound
from backend.kernel.http import DEVICE_SIGNED, ActorDep, AnyRequest
from backend.kernel.runtime import Runtime


@put("/api/blobs/{digest:str}", status_code=200, request_max_body_size=None, opt=DEVICE_SIGNED)
async def put_blob(digest: FromPath[str], request: AnyRequest) -> ASGIResponse:
    """Send bytes; the whole body is read and hashed whether the server knows the digest or not.

    Of Litestar's ways to ask and to answer it takes the plainest: the others cost a twentieth of what the event loop
    spends on a photo.
    """
    actor: Actor = request.state.actor
    runtime: Runtime = request.app.state.runtime
    if not is_digest(digest):
        raise BadDigest
    expected = await _expected(runtime, actor, digest)
    chunks = await receive_body(runtime, request, expected)
    assert actor.person_id is not None
    arrivals = runtime.find(Arrivals)
    with arrivals.underway():
        size = await keep_body(runtime, chunks, digest)
    item = StoredBytes(person_id=actor.person_id, digest=digest, size=size, magic=expected.magic)
    values = await arrivals.put(BYTES_STORED, actor, item)
    answer: dict[str, object] = {"sha256": digest, "size": size}
    for port in runtime.wiring.all(ArrivalAnswer):
        answer[port.key] = port.shape(runtime, values[port.key])
    return ASGIResponse(body=msgspec.json.encode(answer))


@head("/api/blobs/{digest:str}")
async def head_blob(digest: FromPath[str], actor: ActorDep) -> None:
    """Whether this person has sent these bytes; anybody else's answer as absent."""
    if not await Claim.exists().where(Claim.digest == digest, Claim.person_id == actor.person_id):
        raise NotFound


async def _expected(runtime: Runtime, actor: Actor, digest: str) -> Expected:
    for port in runtime.wiring.all(PutPolicy):
        expected = await port.expects(runtime, actor, digest)
        if expected is not None:
            return expected
    raise NotAwaited
