"""Unit and authority: project list, evidence wall, rulings, photos, the stream of hints."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import ServerSentEvent, ServerSentEventMessage

from backend.audit.hints import Hints
from backend.files.reads import BytesShown
from backend.files.shown import show_bytes
from backend.identity.actors import Actors
from backend.identity.login_sessions import COOKIE
from backend.kernel.http import ActorDep, AnyRequest, RuntimeDep
from backend.kernel.runtime import Runtime
from backend.supervision.capture.permissions import project_of_capture
from backend.supervision.capture.photos import Variant, photo_of
from backend.supervision.permissions import judge_project, see_project
from backend.supervision.wall.capture_queries import read_capture
from backend.supervision.wall.queries import read_feedback
from backend.supervision.wall.ruling_actions import rule_on_capture
from backend.supervision.wall.schemas import CaptureDetail, Feedback, RulingSent

KEEP_ALIVE_S = 15.0


@get("/api/projects/{project_id:uuid}/feedback")
async def get_feedback(project_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep) -> Feedback:
    """The evidence wall."""
    await see_project(actor, project_id)
    return await read_feedback(runtime, actor, project_id)


@post("/api/captures/{capture_id:uuid}/ruling", status_code=200)
async def post_ruling(
    capture_id: FromPath[UUID], data: JSONBody[RulingSent], actor: ActorDep, runtime: RuntimeDep
) -> CaptureDetail:
    """Accept a capture or raise a question."""
    await judge_project(actor, await project_of_capture(actor, capture_id))
    await rule_on_capture(runtime, actor, capture_id, data)
    return await read_capture(actor, capture_id)


@get("/api/captures/{capture_id:uuid}/photo")
async def get_photo(
    capture_id: FromPath[UUID],
    actor: ActorDep,
    runtime: RuntimeDep,
    request: AnyRequest,
    variant: FromQuery[Variant] = "original",
) -> Response[bytes | None]:
    """The photo itself, as it came or derived."""
    await project_of_capture(actor, capture_id)
    raw, digest = await photo_of(runtime, capture_id, variant)
    shown = BytesShown(capture_id, variant, preview=variant == "thumb")
    return await show_bytes(runtime, actor, request, shown, raw, media_type="image/jpeg", digest=digest)


@get("/api/projects/{project_id:uuid}/events")
async def get_events(
    project_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep, request: AnyRequest
) -> ServerSentEvent:
    """Hints that something of the project changed; ends with the login session, or with the server."""
    await see_project(actor, project_id)
    return ServerSentEvent(_hints(runtime, project_id, request.cookies.get(COOKIE, "")))


async def _hints(runtime: Runtime, project_id: UUID, token: str) -> AsyncIterator[ServerSentEventMessage]:
    with runtime.find(Hints).watching(project_id) as queue:
        yield ServerSentEventMessage(comment="open", retry=2000)
        while await runtime.find(Actors).find(token):
            try:
                async with asyncio.timeout(KEEP_ALIVE_S):  # wait_for may swallow a cancellation before Python 3.12
                    hint = await queue.get()
            except TimeoutError:
                yield ServerSentEventMessage(comment="still here")
                continue
            if hint is None:
                return
            yield ServerSentEventMessage(data=msgspec.json.encode(hint).decode())


WALL_ROUTES = (get_feedback, post_ruling, get_photo, get_events)
