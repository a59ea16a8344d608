"""The signed commitment letter, read by unit and authority (catalogue 11.6, 13.13)."""

from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from backend.files.reads import BytesShown
from backend.files.shown import show_bytes
from backend.kernel.http import ActorDep, AnyRequest, RuntimeDep
from backend.supervision.leads.commitment_queries import read_commitment, see_commitment, signature_of
from backend.supervision.leads.schemas import CommitmentLetter


@get("/api/commitments/{commitment_id:uuid}")
async def get_commitment(commitment_id: FromPath[UUID], actor: ActorDep) -> CommitmentLetter:
    """The letter as it was signed."""
    await see_commitment(actor, commitment_id)
    return await read_commitment(commitment_id)


@get("/api/commitments/{commitment_id:uuid}/signature")
async def get_signature(
    commitment_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep, request: AnyRequest
) -> Response[bytes | None]:
    """The drawn signature; every look is logged (catalogue 15.10)."""
    await see_commitment(actor, commitment_id)
    raw, digest = await signature_of(runtime, commitment_id)
    shown = BytesShown(commitment_id, "original", preview=False)
    return await show_bytes(runtime, actor, request, shown, raw, media_type="image/png", digest=digest)


COMMITMENT_ROUTES = (get_commitment, get_signature)
