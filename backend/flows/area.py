"""What flows register."""

from backend.flows.case_routes import CASE_ROUTES
from backend.flows.commands import COMMANDS
from backend.flows.form_routes import FORM_ROUTES
from backend.flows.in_force import start_definitions
from backend.flows.settings import FormsSettings
from backend.flows.workbooks import start_imports
from backend.kernel.runtime import Startup
from backend.kernel.wiring import Area

AREA = Area(
    name="flows",
    routes=(*CASE_ROUTES, *FORM_ROUTES),
    piccolo_app="backend.flows.piccolo_app",
    settings=(FormsSettings,),
    provides=(Startup("definitions", start_definitions), Startup("imports", start_imports), *COMMANDS),
)
