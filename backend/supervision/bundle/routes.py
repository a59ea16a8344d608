"""Evidence bundles leave; the program that checks them is here for everybody (design §4, Bundle)."""

import asyncio
from collections.abc import AsyncIterator
from typing import BinaryIO
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Stream

from backend.identity.server_keys import WellKnown
from backend.kernel.encoding import sha256_hex
from backend.kernel.http import ActorDep, RuntimeDep
from backend.supervision.bundle.actions import VERIFIER, make_bundle
from backend.supervision.bundle.writer import CHUNK
from backend.supervision.permissions import see_project

VERIFIER_PATH = "/.well-known/halfday-verify.py"


@get("/api/projects/{project_id:uuid}/bundle.zip")
async def get_bundle(project_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep) -> Stream:
    """Everything that speaks for a project's photos, with the means to check it."""
    await see_project(actor, project_id)
    file = await make_bundle(runtime, actor, project_id)
    headers = {
        "Content-Disposition": f'attachment; filename="halfday-evidence-{project_id}.zip"',
        "Content-Length": str(file.tell()),
        "Cache-Control": "no-store",
    }
    return Stream(_leaving(file), media_type="application/zip", headers=headers)


async def _leaving(file: BinaryIO) -> AsyncIterator[bytes]:
    """The file in pieces; it is gone when the last one has left, or the reader has."""
    with file:
        file.seek(0)
        while chunk := await asyncio.to_thread(file.read, CHUNK):
            yield chunk


@get(VERIFIER_PATH, sync_to_thread=False)
def get_verifier() -> Response[bytes]:
    """The program that checks bundles; its digest stands beside the deployment's keys."""
    headers = {"Content-Disposition": 'attachment; filename="halfday-verify.py"', "X-Content-Type-Options": "nosniff"}
    return Response(VERIFIER.read_bytes(), media_type="text/x-python; charset=utf-8", headers=headers)


VERIFIER_TOLD = WellKnown("bundleVerifier", {"url": VERIFIER_PATH, "sha256": sha256_hex(VERIFIER.read_bytes())})
BUNDLE_ROUTES = (get_bundle, get_verifier)
