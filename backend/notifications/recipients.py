"""Whom a message is for."""

from uuid import UUID

from backend.flows.desk import places_of
from backend.flows.holder_rules import people_told
from backend.flows.ports import Staff
from backend.kernel.runtime import Runtime


async def people_of(
    runtime: Runtime, organisation_id: UUID, role: str, at: int, *, senders: frozenset[UUID]
) -> frozenset[UUID]:
    """Who is told what goes to the people of a role in an organisation: `people_told` says which."""
    (staff,) = runtime.wiring.all(Staff)
    chain = await staff.above(organisation_id)
    return people_told(role, places_of(chain, role, await staff.holders(chain, (role,), at)), senders)
