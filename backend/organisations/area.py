"""What organisations registers."""

from pathlib import Path
from uuid import UUID

from backend.audit.work import InTransaction, Recorded, Work
from backend.flows.ports import FieldColumns, FormFiles, Names, Roles, Scope, ScopeResolver, Staff
from backend.flows.task_actions import follow_holders
from backend.forms.source import read_folder
from backend.identity.actors import ActorsChange, GrantSource
from backend.identity.people.events import PersonDisabled, PersonEnabled
from backend.identity.phone_change.vouch import VouchPolicy
from backend.identity.routes import Describer
from backend.identity.tables import Person
from backend.kernel.wiring import Area
from backend.organisations.commands import COMMANDS
from backend.organisations.events import GRANTS_MAY_CHANGE
from backend.organisations.import_routes import IMPORT_ROUTES
from backend.organisations.people.erase_guard import ERASE_GUARD
from backend.organisations.people.role_rules import PLATFORM, ROLES
from backend.organisations.people.routes import PEOPLE_ROUTES
from backend.organisations.people.staff import (
    administrators,
    authority_of,
    chain_above,
    organisations_named,
    people_named,
    role_holders_in,
)
from backend.organisations.queries import describe_roles, membership_grants, vouches_for
from backend.organisations.tables import Membership, Organisation
from backend.organisations.tree.routes import TREE_ROUTES

STAFF_MAY_CHANGE = GRANTS_MAY_CHANGE | {PersonDisabled.kind, PersonEnabled.kind}


async def _follow_staff(work: Work, recorded: Recorded) -> None:
    """Steps change hands once, after the last of what an act says of people: an import says it thousands of times."""
    last = next(one for one in reversed(work.recorded) if one.event.kind in STAFF_MAY_CHANGE)
    if last is recorded:
        await follow_holders(work, recorded)


async def _district(organisation_id: UUID, _: UUID) -> Scope:
    """The scope `district`: the authority in charge of an organisation."""
    return Scope(await authority_of(organisation_id))


AREA = Area(
    name="organisations",
    routes=(*TREE_ROUTES, *PEOPLE_ROUTES, *IMPORT_ROUTES),
    piccolo_app="backend.organisations.piccolo_app",
    provides=(
        *ROLES,
        FormFiles(read_folder(Path(__file__).parent / "forms")),
        FieldColumns(
            "organisation", {key: getattr(Organisation, key) for key in ("code", "name", "kind", "level", "district")}
        ),
        FieldColumns("person", {"name": Person.name, "id_type": Person.id_type, "role": Membership.role}),
        GrantSource(membership_grants),
        Describer(describe_roles),
        ActorsChange(GRANTS_MAY_CHANGE),
        VouchPolicy(vouches_for),
        Staff(above=chain_above, holders=role_holders_in, administrators=administrators),
        ScopeResolver("district", _district),
        Roles(frozenset({PLATFORM})),
        Names("person", people_named),
        Names("organisation", organisations_named),
        InTransaction(STAFF_MAY_CHANGE, _follow_staff),
        ERASE_GUARD,
        *COMMANDS,
    ),
)
