"""What supervision registers."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from backend.audit.work import InTransaction
from backend.files.ports import ArrivalAnswer, PutPolicy
from backend.flows.ports import FlowFiles, FormFiles, Roles, Subject
from backend.forms.source import read_folder
from backend.identity.actors import ActorsChange, GrantSource
from backend.identity.device_signed import DeviceGrants
from backend.kernel.copies import NamesBlobs
from backend.kernel.metrics import Gauge
from backend.kernel.periodic import periodic
from backend.kernel.runtime import Runtime, Startup
from backend.kernel.start_check import StartCheck
from backend.kernel.wiring import Area
from backend.organisations.ports import OrganisationCopies
from backend.supervision import chain_jobs, code_jobs
from backend.supervision.assignment_queries import assignment_grants, former_grants
from backend.supervision.awaited import Awaited
from backend.supervision.bundle_actions import start_bundles
from backend.supervision.bundle_routes import BUNDLE_ROUTES, VERIFIER_TOLD
from backend.supervision.calendar_routes import CALENDAR_ROUTES
from backend.supervision.capture_stored import (
    as_they_are,
    captures_stored,
    commitments_stored,
    expected_from,
    shape_receipts,
)
from backend.supervision.commands import COMMANDS
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
from backend.supervision.hand_in_actions import start_hand_ins
from backend.supervision.hand_in_routes import post_hand_in
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
from backend.supervision.place_routes import check_geocoder, get_places, start_geocoder
from backend.supervision.reminder_jobs import EVERY_S, remind_slots
from backend.supervision.reminder_messages import MESSAGE_KINDS, tell_result, tell_scorer
from backend.supervision.removals import REMOVALS
from backend.supervision.settings import SupervisionSettings
from backend.supervision.tables import Project
from backend.supervision.unit_routes import UNIT_ROUTES
from backend.supervision.wall_routes import get_events, get_feedback, get_photo, get_projects, post_ruling

HERE = Path(__file__).parent


async def _start_derived(runtime: Runtime) -> None:
    runtime.provide(Derived, Derived(runtime.data_dir / "derived"))


async def _start_awaited(runtime: Runtime) -> None:
    runtime.provide(Awaited, Awaited())


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
        post_hand_in,
        get_projects,
        get_feedback,
        post_ruling,
        get_photo,
        get_events,
        *UNIT_ROUTES,
        *FILING_ROUTES,
        *IMPORT_ROUTES,
        get_places,
        *CALENDAR_ROUTES,
        *BUNDLE_ROUTES,
    ),
    piccolo_app="backend.supervision.piccolo_app",
    settings=(SupervisionSettings,),
    provides=(
        Startup("commitment text", ensure_commitment_text),
        Startup("hand-ins", start_hand_ins),
        Startup("bundles", start_bundles),
        VERIFIER_TOLD,
        *COMMANDS,
        StartCheck(check_geocoder),
        Startup("geocoder", start_geocoder),
        Startup("derived pictures", _start_derived),
        Startup("awaited photos", _start_awaited),
        Startup("inspector", _start_inspector, background=True),
        periodic("reminders", EVERY_S, remind_slots),
        periodic("chains", chain_jobs.EVERY_S, chain_jobs.judge_chains),
        periodic("shown login codes", code_jobs.EVERY_S, code_jobs.wipe_shown_codes),
        Gauge("halfday_photos_uninspected", "Photos that wait to be decoded and compared", count_uninspected),
        InTransaction(frozenset({"person.phone_changed"}), follow_phone),
        InTransaction(frozenset({"publication.made"}), tell_result),
        InTransaction(frozenset({"rating.overtaken"}), tell_scorer),
        *MESSAGE_KINDS,
        FILING_SUBMITTED,
        FormFiles(read_folder(HERE / "forms")),
        FlowFiles(read_folder(HERE / "flows")),
        Roles(frozenset({AUTHORITY, UNIT})),
        OrganisationCopies(Project, Project.organiser_name, Project.organiser_path),
        Subject(FILING, may_see_filing, guard_recall, follow_filing),
        Subject(CHANGE, may_see_filing, never_recalled, follow_change),
        GrantSource(assignment_grants),
        DeviceGrants(former_grants),
        ActorsChange(GRANTS_MAY_CHANGE),
        PutPolicy(expected_from),
        PutPolicy(documents_expected),
        ArrivalAnswer("receipts", captures_stored, shape_receipts),
        ArrivalAnswer("commitments", commitments_stored, as_they_are),
        NamesBlobs("SELECT sha256 AS digest FROM capture WHERE bytes_at IS NOT NULL AND bytes_removed_at IS NULL"),
        ArrivalAnswer("documents", documents_stored, as_they_are),
        NamesBlobs(
            "SELECT sha256 AS digest FROM project_document WHERE bytes_at IS NOT NULL AND bytes_removed_at IS NULL"
        ),
        NamesBlobs(
            "SELECT drawing_sha256 AS digest FROM commitment WHERE bytes_at IS NOT NULL AND bytes_removed_at IS NULL"
        ),
        *REMOVALS,
    ),
)
