"""The logs of catalogue 15, newest first, paged by key."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.di import Provide
from litestar.params import FromQuery, JSONBody, QueryParameter

from backend.kernel.http import ActorDep, RuntimeDep
from backend.kernel.paging import CountedPage
from backend.logs.capture_queries import CaptureFilter, list_captures
from backend.logs.event_queries import EventFilter, list_operations, list_reveals
from backend.logs.file_queries import list_files
from backend.logs.find_queries import find_things
from backend.logs.login_code_queries import list_login_codes
from backend.logs.login_queries import account_indexes, list_logins
from backend.logs.permissions import projects_watched, watch_everything
from backend.logs.schemas import (
    CaptureRow,
    FileAction,
    FileRow,
    LoginCodeAction,
    LoginCodeRow,
    LoginRow,
    LoginSearch,
    OperationRow,
    RevealRow,
    ThingsFound,
    ThingsSearch,
)
from backend.logs.window import WindowDep, make_window, provide_window

WINDOW = {"window": Provide(provide_window, sync_to_thread=False)}


@get("/api/logs/login", dependencies=WINDOW)
async def get_login_log(
    actor: ActorDep,
    window: WindowDep,
    result: FromQuery[str | None] = None,
    person: FromQuery[UUID | None] = None,
) -> CountedPage[LoginRow]:
    """Who logged in or was refused, when, how and from where (15.1)."""
    watch_everything(actor)
    return await list_logins(window, result=result, person=person)


@post("/api/logs/login/search", status_code=200)
async def post_login_search(data: JSONBody[LoginSearch], actor: ActorDep, runtime: RuntimeDep) -> CountedPage[LoginRow]:
    """The log-in log of one account."""
    watch_everything(actor)
    window = make_window(data.since, data.until, data.cursor, data.limit)
    indexes = account_indexes(runtime, data.account)
    return await list_logins(window, result=data.result, person=None, indexes=indexes)


@get("/api/logs/operation", dependencies=WINDOW)
async def get_operation_log(
    actor: ActorDep,
    window: WindowDep,
    module: FromQuery[str | None] = None,
    action: FromQuery[str | None] = None,
    actor_id: Annotated[UUID | None, QueryParameter(name="actor")] = None,
    record: FromQuery[UUID | None] = None,
    project: FromQuery[UUID | None] = None,
    organisation: FromQuery[UUID | None] = None,
) -> CountedPage[OperationRow]:
    """Everything that happened, with what it changed (15.2)."""
    watch_everything(actor)
    wanted = EventFilter(
        actor=actor_id, record=record, project=project, organisation=organisation, module=module, action=action
    )
    return await list_operations(window, wanted)


@get("/api/logs/login-code", dependencies=WINDOW)
async def get_login_code_log(
    actor: ActorDep,
    window: WindowDep,
    runtime: RuntimeDep,
    project: FromQuery[UUID | None] = None,
    action: FromQuery[LoginCodeAction | None] = None,
) -> CountedPage[LoginCodeRow]:
    """Login codes of on-site leads: made, used, refused (15.6)."""
    watch_everything(actor)
    return await list_login_codes(runtime, window, project=project, action=action)


@get("/api/logs/capture", dependencies=WINDOW)
async def get_capture_log(
    actor: ActorDep,
    window: WindowDep,
    project: FromQuery[UUID | None] = None,
    organisation: FromQuery[UUID | None] = None,
    person: FromQuery[UUID | None] = None,
    result: FromQuery[str | None] = None,
) -> CountedPage[CaptureRow]:
    """Photos as they were taken and judged, and what was refused (15.7); an authority sees those of its subtree."""
    watched = await projects_watched(actor)
    wanted = CaptureFilter(watched=watched, project=project, organisation=organisation, person=person, verdict=result)
    return await list_captures(window, wanted)


@get("/api/logs/reveal", dependencies=WINDOW)
async def get_reveal_log(
    actor: ActorDep,
    window: WindowDep,
    actor_id: Annotated[UUID | None, QueryParameter(name="actor")] = None,
    record: FromQuery[UUID | None] = None,
) -> CountedPage[RevealRow]:
    """Who looked at which masked value (15.9)."""
    watch_everything(actor)
    return await list_reveals(window, EventFilter(actor=actor_id, record=record))


@get("/api/logs/file", dependencies=WINDOW)
async def get_file_log(
    actor: ActorDep,
    window: WindowDep,
    actor_id: Annotated[UUID | None, QueryParameter(name="actor")] = None,
    record: FromQuery[UUID | None] = None,
    project: FromQuery[UUID | None] = None,
    action: FromQuery[FileAction | None] = None,
) -> CountedPage[FileRow]:
    """Bytes that came, were shown, and went (15.10)."""
    watch_everything(actor)
    return await list_files(window, EventFilter(actor=actor_id, record=record, project=project), action)


@post("/api/logs/find", status_code=200)
async def post_find(data: JSONBody[ThingsSearch], actor: ActorDep) -> ThingsFound:
    """People, organisations and projects to narrow a log to; an authority finds those of its own subtree."""
    return await find_things(data.text, watched=await projects_watched(actor))
