"""Whom a message is for."""

from uuid import UUID

from backend.flows.desk import places_of
from backend.flows.holder_rules import Place, people_told
from backend.flows.ports import Staff
from backend.kernel.runtime import Runtime


class Recipients:
    """Who is told what goes to the people of a role: `people_told` says which. Looks up each organisation once."""

    def __init__(self, runtime: Runtime, role: str, at: int) -> None:
        (self._staff,) = runtime.wiring.all(Staff)
        self._role = role
        self._at = at
        self._places: dict[UUID, list[Place]] = {}

    async def of(self, organisation_id: UUID, *, senders: frozenset[UUID]) -> frozenset[UUID]:
        """The people for what concerns an organisation; `senders` sent it in and are told too where that is right."""
        if organisation_id not in self._places:
            chain = await self._staff.above(organisation_id)
            holdings = await self._staff.holders(chain, (self._role,), self._at)
            self._places[organisation_id] = places_of(chain, self._role, holdings)
        return people_told(self._role, self._places[organisation_id], senders)
