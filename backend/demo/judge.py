"""The authority of the demo at its desk: reviews filings, rules on photos, rates and publishes."""

from uuid import UUID

from backend.audit.work import unit_of_work
from backend.demo.desk import AtDesk
from backend.demo.filings import Said
from backend.demo.story import Rated, Ruled
from backend.flows.case_actions import decide_case
from backend.flows.case_queries import case_of
from backend.flows.case_store import load_case
from backend.flows.decision_rules import Decision
from backend.supervision.filing.follow import FILING
from backend.supervision.permissions import AUTHORITY
from backend.supervision.results.actions import publish_projects, rate_project
from backend.supervision.wall.ruling_actions import rule_on_capture
from backend.supervision.wall.schemas import RulingSent


class Judge(AtDesk):
    """Somebody of the authority. Every call happens at the runtime's present time."""

    async def decide(self, project_id: UUID, said: Said) -> None:
        """A word on the filing that waits."""
        case_id = await case_of(FILING, project_id)
        assert case_id is not None
        (open_round,) = (case := (await load_case(case_id)).case).open_rounds()
        decision = Decision(
            step=open_round.step,
            round=open_round.number,
            document_version=case.document_version,
            verdict=said.verdict,
            reason=said.reason,
            fields=tuple(said.fields),
            form={} if said.verdict == "approve" else None,
        )
        async with unit_of_work(self._runtime, await self._logged_in(), role=AUTHORITY) as work:
            await decide_case(work, case_id, decision)

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
            await publish_projects(work, project_ids=[project_id], confirmed=False)
