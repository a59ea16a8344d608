"""What supervision registers."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from backend.audit.work import InTransaction
from backend.files.ports import ArrivalAnswer, PutPolicy
from backend.flows.ports import FlowFiles, FormFiles, Roles, Subject
from backend.forms.source import read_folder
from backend.identity.actors import ActorsChange, GrantSource
from backend.kernel.copies import NamesBlobs
from backend.kernel.metrics import Gauge
from backend.kernel.periodic import periodic
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
from backend.supervision.derived import Derived
from backend.supervision.document_actions import documents_expected, documents_stored
from backend.supervision.events import GRANTS_MAY_CHANGE
from backend.supervision.filing_follow import (
    CHANGE,
    FILING,
    follow_change,
    follow_filing,
    guard_recall,
    may_see_filing,
    never_recalled,
)
from backend.supervision.filing_messages import FILING_SUBMITTED
from backend.supervision.filing_routes import FILING_ROUTES
from backend.supervision.import_actions import start_imports
from backend.supervision.import_routes import IMPORT_ROUTES
from backend.supervision.inspection import Inspector, count_uninspected
from backend.supervision.lead_phone import follow_phone
from backend.supervision.permissions import AUTHORITY, UNIT
from backend.supervision.phone_routes import (
    get_assignments,
    get_tickets,
    post_captures,
    post_commitment,
    post_lecturers,
    post_supervisor_login,
)
from backend.supervision.reminder_jobs import EVERY_S, remind_slots
from backend.supervision.reminder_messages import MESSAGE_KINDS, tell_result, tell_scorer
from backend.supervision.settings import SupervisionSettings
from backend.supervision.unit_routes import UNIT_ROUTES
from backend.supervision.wall_routes import get_events, get_feedback, get_photo, get_projects, post_ruling

HERE = Path(__file__).parent


async def _start_derived(runtime: Runtime) -> None:
    runtime.provide(Derived, Derived(runtime.data_dir / "derived"))


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
        *UNIT_ROUTES,
        *FILING_ROUTES,
        *IMPORT_ROUTES,
    ),
    piccolo_app="backend.supervision.piccolo_app",
    settings=(SupervisionSettings,),
    provides=(
        Startup("commitment text", ensure_commitment_text),
        Startup("imports", start_imports),
        Startup("derived pictures", _start_derived),
        Startup("inspector", _start_inspector, background=True),
        periodic("reminders", EVERY_S, remind_slots),
        Gauge("halfday_photos_uninspected", "Photos that wait to be decoded and compared", count_uninspected),
        InTransaction(frozenset({"person.phone_changed"}), follow_phone),
        InTransaction(frozenset({"publication.made"}), tell_result),
        InTransaction(frozenset({"rating.overtaken"}), tell_scorer),
        *MESSAGE_KINDS,
        FILING_SUBMITTED,
        FormFiles(read_folder(HERE / "forms")),
        FlowFiles(read_folder(HERE / "flows")),
        Roles(frozenset({AUTHORITY, UNIT})),
        Subject(FILING, may_see_filing, guard_recall, follow_filing),
        Subject(CHANGE, may_see_filing, never_recalled, follow_change),
        GrantSource(assignment_grants),
        ActorsChange(GRANTS_MAY_CHANGE),
        PutPolicy(expected_from),
        PutPolicy(documents_expected),
        ArrivalAnswer("receipts", captures_stored, shape_receipts),
        ArrivalAnswer("commitments", commitments_stored, as_they_are),
        NamesBlobs("SELECT sha256 AS digest FROM capture WHERE bytes_at IS NOT NULL"),
        ArrivalAnswer("documents", documents_stored, as_they_are),
        NamesBlobs("SELECT sha256 AS digest FROM project_document WHERE bytes_at IS NOT NULL"),
        NamesBlobs("SELECT drawing_sha256 AS digest FROM commitment WHERE bytes_at IS NOT NULL"),
    ),
)
