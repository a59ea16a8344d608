"""Who may decide what now: the scopes of a flow's steps and rights, resolved to the people of this moment."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from backend.flows.definition import Flow, Right, Step
from backend.flows.holder_rules import ADMINISTRATOR, Held, Place, resolve_applicant, resolve_holder, resolve_person
from backend.flows.ports import Scope, ScopeResolver, Staff
from backend.kernel.runtime import Runtime

Holdings = Mapping[tuple[UUID, str], frozenset[UUID]]


class Desk:
    """The holders of every step and right of one case."""

    def __init__(self, held: Mapping[str, Held]) -> None:
        self._held = held

    def step(self, key: str) -> Held:
        return self._held[f"step.{key}"]

    def right(self, key: str) -> Held:
        return self._held[f"right.{key}"]


async def set_desk(
    runtime: Runtime, flow: Flow, *, organisation_id: UUID, subject_id: UUID, owners: frozenset[UUID], at: int
) -> Desk:
    """Resolve everything a flow names for one case; a bounded number of queries whatever the flow."""
    (staff,) = runtime.wiring.all(Staff)
    wanted: dict[str, Step | Right] = {f"step.{step.key}": step for step in flow.steps}
    wanted |= {f"right.{right.key}": right for right in flow.rights}
    scopes = await _scopes(runtime, {one.scope for one in wanted.values()}, organisation_id, subject_id)
    chains = {scope: await _chain(staff, found) for scope, found in scopes.items()}
    places = sorted({place for chain in chains.values() for place in chain})
    holdings = await staff.holders(places, sorted({ADMINISTRATOR, *(one.role for one in wanted.values())}), at)
    administrators = await staff.administrators(at)

    def held(one: Step | Right) -> Held:
        scope, chain = scopes[one.scope], places_of(chains[one.scope], one.role, holdings)
        if scope.person_id is not None:
            return resolve_person(one.role, scope.person_id, chain, owners=owners, administrators=administrators)
        return resolve_holder(one.role, chain, owners=owners, administrators=administrators)

    return Desk({key: held(one) for key, one in wanted.items()})


async def applicant_held(runtime: Runtime, *, role: str, organisation_id: UUID, at: int) -> Held:
    """Who answers for the organisation that a case belongs to."""
    (staff,) = runtime.wiring.all(Staff)
    chain = await staff.above(organisation_id)
    return resolve_applicant(role, places_of(chain, role, await staff.holders(chain, (role,), at)))


async def _scopes(runtime: Runtime, names: set[str], organisation_id: UUID, subject_id: UUID) -> dict[str, Scope]:
    resolvers = {port.name: port for port in runtime.wiring.all(ScopeResolver)}
    return {name: await resolvers[name].resolve(organisation_id, subject_id) for name in sorted(names)}


async def _chain(staff: Staff, scope: Scope) -> Sequence[UUID]:
    return await staff.above(scope.organisation_id) if scope.organisation_id is not None else ()


def places_of(chain: Sequence[UUID], role: str, holdings: Holdings) -> list[Place]:
    """Organisations with who has the role and who administers, as the rules of holders ask for them."""
    nobody: frozenset[UUID] = frozenset()
    return [
        Place(place, holdings.get((place, role), nobody), holdings.get((place, ADMINISTRATOR), nobody))
        for place in chain
    ]
