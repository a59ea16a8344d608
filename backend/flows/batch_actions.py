"""Several cases decided with one word (design §1: batch): each as if it had been decided alone."""

from backend.audit.work import unit_of_work
from backend.flows.case_actions import decide_case
from backend.flows.case_queries import see_case
from backend.flows.decision_rules import Decision
from backend.flows.schemas import BatchRow, BatchSent, BatchWanted
from backend.kernel.actor import Actor
from backend.kernel.errors import Invalid, Refusal
from backend.kernel.runtime import Runtime

CONFLICT = 409


async def decide_many(runtime: Runtime, actor: Actor, sent: BatchSent) -> list[BatchRow]:
    """Decide each case in a unit of work of its own; what happened to each, in the order they were sent.

    A case that is refused stands as it stood, and the others go on.

    Raises:
        Invalid: a case is named twice.
    """
    if len({item.case_id for item in sent.items}) < len(sent.items):
        raise Invalid("a case is named twice", errors={"items": ["duplicate_choice"]})
    return [await _decide(runtime, actor, sent, item) for item in sent.items]


async def _decide(runtime: Runtime, actor: Actor, sent: BatchSent, item: BatchWanted) -> BatchRow:
    try:
        await _decide_one(runtime, actor, sent, item)
    except Refusal as refusal:
        return BatchRow(
            case_id=item.case_id,
            outcome="changed" if refusal.status == CONFLICT else "refused",
            code=refusal.code,
            data=dict(refusal.data),
        )
    return BatchRow(case_id=item.case_id, outcome="done", code=None, data={})


async def _decide_one(runtime: Runtime, actor: Actor, sent: BatchSent, item: BatchWanted) -> None:
    await see_case(runtime, actor, item.case_id, flow=sent.flow)
    decision = Decision(
        step=sent.step,
        round=item.round,
        document_version=item.document_version,
        verdict=sent.verdict,
        reason=sent.reason,
        form=sent.form,
    )
    async with unit_of_work(runtime, actor) as work:
        await decide_case(work, item.case_id, decision)
