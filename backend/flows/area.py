"""What flows register."""

from backend.flows.case_routes import CASE_ROUTES
from backend.flows.case_store import DOCUMENT_PLACE
from backend.flows.commands import COMMANDS
from backend.flows.form_routes import FORM_ROUTES
from backend.flows.in_force import start_definitions
from backend.flows.settings import FormsSettings
from backend.flows.task_actions import DAYS_EVERY_S, follow_days
from backend.flows.workbooks import start_imports
from backend.kernel.crypto.sealed import SealedColumn
from backend.kernel.periodic import periodic
from backend.kernel.runtime import Startup
from backend.kernel.wiring import Area

AREA = Area(
    name="flows",
    routes=(*CASE_ROUTES, *FORM_ROUTES),
    piccolo_app="backend.flows.piccolo_app",
    settings=(FormsSettings,),
    provides=(
        Startup("definitions", start_definitions),
        Startup("imports", start_imports),
        periodic("hand over", DAYS_EVERY_S, follow_days),
        SealedColumn("case_document", "body", DOCUMENT_PLACE),
        *COMMANDS,
    ),
)
