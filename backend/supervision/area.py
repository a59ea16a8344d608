"""What supervision registers."""

import asyncio
from collections.abc import Awaitable, Callable

from backend.files.ports import ArrivalAnswer, PutPolicy
from backend.identity.actors import ActorsChange, GrantSource
from backend.kernel.runtime import Runtime, Startup
from backend.kernel.wiring import Area
from backend.supervision.assignment_queries import assignment_grants
from backend.supervision.capture_stored import (
    as_they_are,
    captures_stored,
    commitments_stored,
    expected_from,
    shape_receipts,
)
from backend.supervision.commitment_text import ensure_commitment_text
from backend.supervision.events import GRANTS_MAY_CHANGE
from backend.supervision.inspection import Inspector
from backend.supervision.phone_routes import (
    get_assignments,
    get_tickets,
    post_captures,
    post_commitment,
    post_lecturers,
    post_supervisor_login,
)
from backend.supervision.settings import SupervisionSettings
from backend.supervision.wall_routes import get_events, get_feedback, get_photo, get_projects, post_ruling


async def _start_inspector(runtime: Runtime) -> Callable[[], Awaitable[None]]:
    inspector = runtime.provide(Inspector, Inspector(runtime))
    task = asyncio.create_task(inspector.run(), name="inspector")

    async def stop() -> None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    return stop


AREA = Area(
    name="supervision",
    routes=(
        post_supervisor_login,
        get_assignments,
        get_tickets,
        post_commitment,
        post_lecturers,
        post_captures,
        get_projects,
        get_feedback,
        post_ruling,
        get_photo,
        get_events,
    ),
    piccolo_app="backend.supervision.piccolo_app",
    settings=(SupervisionSettings,),
    provides=(
        Startup("commitment text", ensure_commitment_text),
        Startup("inspector", _start_inspector),
        GrantSource(assignment_grants),
        ActorsChange(GRANTS_MAY_CHANGE),
        PutPolicy(expected_from),
        ArrivalAnswer("receipts", captures_stored, shape_receipts),
        ArrivalAnswer("commitments", commitments_stored, as_they_are),
    ),
)
