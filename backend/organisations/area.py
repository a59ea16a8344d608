"""What organisations registers."""

from backend.identity.actors import ActorsChange, GrantSource
from backend.identity.phone_change_vouch import VouchPolicy
from backend.identity.routes import Describer
from backend.kernel.wiring import Area
from backend.organisations.commands import COMMANDS
from backend.organisations.events import GRANTS_MAY_CHANGE
from backend.organisations.queries import describe_roles, membership_grants, vouches_for

AREA = Area(
    name="organisations",
    piccolo_app="backend.organisations.piccolo_app",
    provides=(
        GrantSource(membership_grants),
        Describer(describe_roles),
        ActorsChange(GRANTS_MAY_CHANGE),
        VouchPolicy(vouches_for),
        *COMMANDS,
    ),
)
