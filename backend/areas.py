"""All areas of this server, in import order. A new area is added here and nowhere else."""

from backend.audit.area import AREA as AUDIT
from backend.demo.area import AREA as DEMO
from backend.files.area import AREA as FILES
from backend.flows.area import AREA as FLOWS
from backend.identity.area import AREA as IDENTITY
from backend.kernel.wiring import Area
from backend.logs.area import AREA as LOGS
from backend.notifications.area import AREA as NOTIFICATIONS
from backend.operations.area import AREA as OPERATIONS
from backend.organisations.area import AREA as ORGANISATIONS
from backend.supervision.area import AREA as SUPERVISION

AREAS: tuple[Area, ...] = (
    AUDIT,
    FILES,
    FLOWS,
    IDENTITY,
    ORGANISATIONS,
    NOTIFICATIONS,
    SUPERVISION,
    LOGS,
    OPERATIONS,
    DEMO,
)
