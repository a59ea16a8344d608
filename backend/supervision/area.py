"""What supervision registers."""

from pathlib import Path

from backend.audit.work import InTransaction
from backend.files.ports import ArrivalAnswer, PutPolicy
from backend.flows.ports import FlowFiles, FormFiles, Roles, Subject
from backend.forms.source import read_folder
from backend.identity.actors import ActorsChange, GrantSource
from backend.identity.devices.ports import DeviceUse
from backend.identity.devices.signed import DeviceGrants
from backend.kernel.copies import NamesBlobs
from backend.kernel.crypto.sealed import SealedColumn
from backend.kernel.metrics import Gauge
from backend.kernel.periodic import periodic
from backend.kernel.runtime import Startup
from backend.kernel.start_check import StartCheck
from backend.kernel.wiring import Area
from backend.organisations.ports import OrganisationCopies
from backend.supervision.bundle.actions import start_bundles
from backend.supervision.bundle.commands import COMMANDS as BUNDLE_COMMANDS
from backend.supervision.bundle.routes import BUNDLE_ROUTES, VERIFIER_TOLD
from backend.supervision.capture import chain_jobs
from backend.supervision.capture.commands import COMMANDS as CAPTURE_COMMANDS
from backend.supervision.capture.device_queries import keys_last_used
from backend.supervision.capture.inspection import count_uninspected
from backend.supervision.capture.starts import CAPTURE_STARTS
from backend.supervision.capture.stored import (
    as_they_are,
    captures_stored,
    commitments_stored,
    expected_from,
    is_drawing,
    is_photo,
    shape_receipts,
)
from backend.supervision.events import GRANTS_MAY_CHANGE
from backend.supervision.filing.columns import FIELD_COLUMNS
from backend.supervision.filing.document_actions import documents_expected, documents_stored, from_unit
from backend.supervision.filing.draft_store import DRAFT_PLACE
from backend.supervision.filing.follow import (
    CHANGE,
    FILING,
    follow_change,
    follow_filing,
    guard_recall,
    may_see_filing,
    never_recalled,
    tell_of_change,
    tell_of_filing,
)
from backend.supervision.filing.import_routes import IMPORT_ROUTES
from backend.supervision.filing.messages import FILING_DECIDED, FILING_SUBMITTED
from backend.supervision.filing.place_routes import check_geocoder, get_places, start_geocoder
from backend.supervision.filing.routes import FILING_ROUTES
from backend.supervision.hand_in.actions import start_hand_ins
from backend.supervision.hand_in.routes import post_hand_in
from backend.supervision.leads import code_jobs
from backend.supervision.leads.actions import CODE_PLACE
from backend.supervision.leads.correct_actions import keep_signed_name
from backend.supervision.leads.phone import follow_phone
from backend.supervision.leads.routes import LEAD_ROUTES
from backend.supervision.onsite.assignment_queries import assignment_grants, former_grants
from backend.supervision.onsite.calendar_routes import CALENDAR_ROUTES
from backend.supervision.onsite.commands import COMMANDS as COMMITMENT_COMMANDS
from backend.supervision.onsite.commitment_text import ensure_commitment_text
from backend.supervision.onsite.routes import ONSITE_ROUTES
from backend.supervision.permissions import AUTHORITY, UNIT
from backend.supervision.projects.routes import PROJECT_ROUTES
from backend.supervision.reminders.jobs import EVERY_S, remind_slots
from backend.supervision.reminders.messages import REMINDER_KINDS
from backend.supervision.results.messages import RATING_OVERTAKEN, RESULT_PUBLISHED, tell_result, tell_scorer
from backend.supervision.results.routes import RESULT_ROUTES
from backend.supervision.retention.removals import REMOVALS
from backend.supervision.settings import SupervisionSettings
from backend.supervision.tables import Project
from backend.supervision.wall.routes import WALL_ROUTES

HERE = Path(__file__).parent


AREA = Area(
    name="supervision",
    routes=(
        *ONSITE_ROUTES,
        *CALENDAR_ROUTES,
        post_hand_in,
        *FILING_ROUTES,
        *IMPORT_ROUTES,
        get_places,
        *LEAD_ROUTES,
        *PROJECT_ROUTES,
        *WALL_ROUTES,
        *RESULT_ROUTES,
        *BUNDLE_ROUTES,
    ),
    piccolo_app="backend.supervision.piccolo_app",
    settings=(SupervisionSettings,),
    provides=(
        Startup("commitment text", ensure_commitment_text),
        Startup("hand-ins", start_hand_ins),
        Startup("bundles", start_bundles),
        VERIFIER_TOLD,
        *BUNDLE_COMMANDS,
        *CAPTURE_COMMANDS,
        *COMMITMENT_COMMANDS,
        StartCheck(check_geocoder),
        Startup("geocoder", start_geocoder),
        *CAPTURE_STARTS,
        periodic("reminders", EVERY_S, remind_slots),
        periodic("chains", chain_jobs.EVERY_S, chain_jobs.judge_chains),
        periodic("shown login codes", code_jobs.EVERY_S, code_jobs.wipe_shown_codes),
        Gauge("halfday_photos_uninspected", "Photos that wait to be decoded and compared", count_uninspected),
        InTransaction(frozenset({"person.phone_changed"}), follow_phone),
        InTransaction(frozenset({"person.changed"}), keep_signed_name),
        InTransaction(frozenset({"publication.made"}), tell_result),
        InTransaction(frozenset({"rating.overtaken"}), tell_scorer),
        *REMINDER_KINDS.values(),
        FILING_SUBMITTED,
        FILING_DECIDED,
        RESULT_PUBLISHED,
        RATING_OVERTAKEN,
        FormFiles(read_folder(HERE / "forms")),
        *FIELD_COLUMNS,
        FlowFiles(read_folder(HERE / "flows")),
        Roles(frozenset({AUTHORITY, UNIT})),
        OrganisationCopies(Project, Project.organiser_name, Project.organiser_path),
        Subject(FILING, may_see_filing, guard_recall, follow_filing, tell_of_filing),
        Subject(CHANGE, may_see_filing, never_recalled, follow_change, tell_of_change),
        GrantSource(assignment_grants),
        DeviceGrants(former_grants),
        DeviceUse(keys_last_used),
        ActorsChange(GRANTS_MAY_CHANGE),
        PutPolicy(expected_from),
        PutPolicy(documents_expected),
        ArrivalAnswer("receipts", captures_stored, shape_receipts, is_photo),
        ArrivalAnswer("commitments", commitments_stored, as_they_are, is_drawing),
        NamesBlobs("SELECT sha256 AS digest FROM capture WHERE bytes_at IS NOT NULL AND bytes_removed_at IS NULL"),
        ArrivalAnswer("documents", documents_stored, as_they_are, from_unit),
        NamesBlobs(
            "SELECT sha256 AS digest FROM project_document WHERE bytes_at IS NOT NULL AND bytes_removed_at IS NULL"
        ),
        NamesBlobs(
            "SELECT drawing_sha256 AS digest FROM commitment WHERE bytes_at IS NOT NULL AND bytes_removed_at IS NULL"
        ),
        SealedColumn("assignment", "code_sealed", CODE_PLACE),
        SealedColumn("filing_draft", "body", DRAFT_PLACE, key="project_id"),
        *REMOVALS,
    ),
)
