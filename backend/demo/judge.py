"""The authority of the demo at its desk: rules on photos, rates and publishes."""

from uuid import UUID

from backend.audit.work import unit_of_work
from backend.demo.at_work import CLIENT, WAY
from backend.demo.story import Rated, Ruled
from backend.identity.actors import actor_of, person_name
from backend.identity.login_sessions import open_login_session
from backend.kernel.actor import SYSTEM, Actor
from backend.kernel.runtime import Runtime
from backend.supervision.permissions import AUTHORITY
from backend.supervision.ruling_actions import rule_on_capture
from backend.supervision.score_actions import publish_projects, rate_project
from backend.supervision.wall_schemas import RulingSent


class Judge:
    """Somebody of the authority. Every call happens at the runtime's present time."""

    def __init__(self, runtime: Runtime, person_id: UUID) -> None:
        self._runtime = runtime
        self._person_id = person_id
        self._actor: Actor | None = None

    async def rule(self, capture_id: UUID, ruled: Ruled) -> None:
        """A word on a photo."""
        sent = RulingSent(verdict=ruled.verdict, reason=ruled.reason)
        await rule_on_capture(self._runtime, await self._logged_in(), capture_id, sent)

    async def rate(self, project_id: UUID, rated: Rated) -> None:
        """Rate a project whose evidence can no longer change."""
        async with unit_of_work(self._runtime, await self._logged_in(), role=AUTHORITY) as work:
            await rate_project(work, project_id=project_id, rating=rated.rating, note="", confirmed=False)

    async def publish(self, project_id: UUID) -> None:
        """Publish the rating."""
        async with unit_of_work(self._runtime, await self._logged_in(), role=AUTHORITY) as work:
            await publish_projects(work, project_ids=[project_id])

    async def _logged_in(self) -> Actor:
        if self._actor is None:
            async with unit_of_work(self._runtime, SYSTEM) as work:
                opened = await open_login_session(work, person_id=self._person_id, kind="full", way=WAY, client=CLIENT)
            name = await person_name(self._person_id)
            self._actor = await actor_of(
                self._runtime, person_id=self._person_id, name=name, opened=opened.id, kind="full"
            )
        return self._actor
