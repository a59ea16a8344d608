"""What became of tries, written together with other arrivals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from piccolo.columns import Column

from backend.audit.arrivals import Arrival
from backend.audit.work import Work
from backend.kernel.db import run
from backend.notifications.delivery_rules import Outcome
from backend.notifications.events import DeliveryTried
from backend.notifications.tables import Delivery, DeliverySecret


@dataclass(frozen=True)
class Mark:
    """The outcome of one try; `tries` says which, so that a try given up for lost cannot end a later one."""

    id: UUID
    channel: str
    tries: int
    outcome: Outcome


def ending(outcome: Outcome, at: int) -> dict[Column | str, Any]:
    """The columns of an outcome."""
    return {
        Delivery.state: outcome.state,
        Delivery.reason: outcome.reason,
        Delivery.next_try_at: outcome.next_try_at,
        Delivery.finished_at: at if outcome.final else None,
    }


async def wipe(ids: Sequence[UUID]) -> None:
    """Remove the codes of deliveries that are over."""
    if ids:
        await DeliverySecret.delete().where(DeliverySecret.delivery_id.is_in(list(ids)))


_MARK = """
    UPDATE delivery SET state = {}, reason = {}, next_try_at = {}, finished_at = {}
    WHERE id = {} AND state = 'sending' AND tries = {} RETURNING id
"""
"""Takes what `ending` names, in its order; as a text, since photos wait while marks are written."""


class _Marks:
    """Writes marks, each only while its own try is the one under way."""

    async def apply(self, work: Work, arrivals: Sequence[Arrival[Mark]]) -> Sequence[None]:
        over = []
        for arrival in arrivals:
            mark = arrival.item
            if await run(_MARK, *ending(mark.outcome, work.at).values(), mark.id, mark.tries):
                record_try(work, mark)
                over += [mark.id] if mark.outcome.final else []
        await wipe(over)
        return [None] * len(arrivals)


def record_try(work: Work, mark: Mark) -> None:
    """Note the outcome of a try."""
    work.record(
        DeliveryTried(
            subject_id=mark.id,
            channel=mark.channel,
            outcome=mark.outcome.state,
            reason=mark.outcome.reason,
            tries=mark.tries,
        )
    )


MARKS = _Marks()
