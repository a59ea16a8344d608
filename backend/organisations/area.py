"""What organisations registers."""

from backend.identity.actors import ActorsChange, GrantSource
from backend.identity.routes import Describer
from backend.kernel.wiring import Area
from backend.organisations.events import GRANTS_MAY_CHANGE
from backend.organisations.queries import describe_roles, membership_grants

AREA = Area(
    name="organisations",
    piccolo_app="backend.organisations.piccolo_app",
    provides=(GrantSource(membership_grants), Describer(describe_roles), ActorsChange(GRANTS_MAY_CHANGE)),
)
