"""What organisations registers."""

from uuid import UUID

from backend.audit.work import InTransaction
from backend.flows.ports import Names, Roles, Scope, ScopeResolver, Staff
from backend.flows.task_actions import follow_holders
from backend.identity.actors import ActorsChange, GrantSource
from backend.identity.events_people import PersonDisabled
from backend.identity.phone_change_vouch import VouchPolicy
from backend.identity.routes import Describer
from backend.kernel.wiring import Area
from backend.organisations.commands import COMMANDS
from backend.organisations.events import GRANTS_MAY_CHANGE
from backend.organisations.queries import describe_roles, membership_grants, vouches_for
from backend.organisations.staff import (
    ADMINISTRATOR,
    administrators,
    authority_of,
    chain_above,
    organisations_named,
    people_named,
    role_holders_in,
)


async def _district(organisation_id: UUID, _: UUID) -> Scope:
    """The scope `district`: the authority in charge of an organisation."""
    return Scope(await authority_of(organisation_id))


AREA = Area(
    name="organisations",
    piccolo_app="backend.organisations.piccolo_app",
    provides=(
        GrantSource(membership_grants),
        Describer(describe_roles),
        ActorsChange(GRANTS_MAY_CHANGE),
        VouchPolicy(vouches_for),
        Staff(above=chain_above, holders=role_holders_in, administrators=administrators),
        ScopeResolver("district", _district),
        Roles(frozenset({ADMINISTRATOR})),
        Names("person", people_named),
        Names("organisation", organisations_named),
        InTransaction(GRANTS_MAY_CHANGE | {PersonDisabled.kind}, follow_holders),
        *COMMANDS,
    ),
)
