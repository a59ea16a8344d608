"""What operations registers."""

from backend.audit.retention import Holds
from backend.kernel.periodic import periodic
from backend.kernel.runtime import Startup
from backend.kernel.wiring import Area
from backend.operations.commands import COMMANDS
from backend.operations.hold_actions import held_now
from backend.operations.permissions import PERMISSIONS
from backend.operations.person_erasure import PERSON_ERASURE
from backend.operations.removal_commands import REMOVAL_COMMANDS
from backend.operations.retention_actions import EVERY_S, run_retention, start_retention
from backend.operations.routes import ROUTES
from backend.operations.settings import BackupSettings

AREA = Area(
    name="operations",
    routes=ROUTES,
    piccolo_app="backend.operations.piccolo_app",
    settings=(BackupSettings,),
    provides=(
        Startup("retention", start_retention),
        periodic("retention", EVERY_S, run_retention),
        *COMMANDS,
        *REMOVAL_COMMANDS,
        PERMISSIONS,
        PERSON_ERASURE,
        Holds(held_now),
    ),
)
