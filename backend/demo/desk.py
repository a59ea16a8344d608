"""Somebody of the demo at a desk: logged in once, acting at the runtime's present time."""

from uuid import UUID

from backend.audit.work import unit_of_work
from backend.demo.at_work import CLIENT, WAY
from backend.identity.actors import actor_of, person_name
from backend.identity.login_sessions import open_login_session
from backend.kernel.actor import SYSTEM, Actor
from backend.kernel.runtime import Runtime


class AtDesk:
    """A person with a full log-in."""

    def __init__(self, runtime: Runtime, person_id: UUID) -> None:
        self._runtime = runtime
        self._person_id = person_id
        self._actor: Actor | None = None

    async def _logged_in(self) -> Actor:
        if self._actor is None:
            async with unit_of_work(self._runtime, SYSTEM) as work:
                opened = await open_login_session(work, person_id=self._person_id, kind="full", way=WAY, client=CLIENT)
            name = await person_name(self._person_id)
            self._actor = await actor_of(
                self._runtime, person_id=self._person_id, name=name, opened=opened.id, kind="full"
            )
        return self._actor
