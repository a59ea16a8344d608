"""The inbox, cases, and what reviewers do with them."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody

from backend.audit.work import Work, unit_of_work
from backend.flows.batch_actions import decide_many
from backend.flows.case_actions import decide_case, recall_case, reopen_step, undo_decision
from backend.flows.case_queries import read_case, see_case
from backend.flows.decision_rules import Decision
from backend.flows.inbox_queries import read_inbox
from backend.flows.reveal_actions import reveal_value
from backend.flows.schemas import (
    BatchDone,
    BatchSent,
    CaseReveal,
    CaseRevealed,
    CaseShown,
    DecisionSent,
    Inbox,
    RecallSent,
    ReopenSent,
    UndoSent,
)
from backend.kernel.actor import Actor
from backend.kernel.http import ActorDep, RuntimeDep
from backend.kernel.runtime import Runtime


@get("/api/inbox")
async def get_inbox(
    actor: ActorDep,
    runtime: RuntimeDep,
    flow: FromQuery[str | None] = None,
    q: FromQuery[str] = "",
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[int | None] = None,
) -> Inbox:
    """What waits for the actor, longest first; with `q`, what it finds by the number or name of its project."""
    return await read_inbox(runtime, actor, flow=flow, text=q, cursor=cursor, limit=limit)


@get("/api/cases/{case_id:uuid}")
async def get_case(
    case_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep, since: FromQuery[int | None] = None
) -> CaseShown:
    """A case with its timeline; `since` is a version of the document to compare with."""
    await see_case(runtime, actor, case_id)
    return await read_case(runtime, actor, case_id, since=since)


@post("/api/cases/{case_id:uuid}/decisions", status_code=200)
async def post_decision(
    case_id: FromPath[UUID], data: JSONBody[DecisionSent], actor: ActorDep, runtime: RuntimeDep
) -> CaseShown:
    """Approve, return, reject or hold a step."""
    decision = Decision(**msgspec.structs.asdict(data))
    return await _acted(runtime, actor, case_id, lambda work: decide_case(work, case_id, decision))


@post("/api/cases/decisions", status_code=200)
async def post_decisions(data: JSONBody[BatchSent], actor: ActorDep, runtime: RuntimeDep) -> BatchDone:
    """Approve or return several cases (批量); each is decided by itself, and each is answered."""
    return BatchDone(items=await decide_many(runtime, actor, data))


@post("/api/cases/{case_id:uuid}/reveal", status_code=200)
async def post_case_reveal(
    case_id: FromPath[UUID], data: JSONBody[CaseReveal], actor: ActorDep, runtime: RuntimeDep
) -> Response[CaseRevealed]:
    """A masked value of the document in clear; recorded (catalogue 15.9)."""
    await see_case(runtime, actor, case_id)
    async with unit_of_work(runtime, actor) as work:
        value = await reveal_value(work, case_id, data.path, data.purpose)
    return Response(CaseRevealed(value=value), headers={"Cache-Control": "no-store"})


@post("/api/cases/{case_id:uuid}/undo", status_code=200)
async def post_undo(
    case_id: FromPath[UUID], data: JSONBody[UndoSent], actor: ActorDep, runtime: RuntimeDep
) -> CaseShown:
    """Take back an own approval."""
    return await _acted(runtime, actor, case_id, lambda work: undo_decision(work, case_id, data.step, data.round))


@post("/api/cases/{case_id:uuid}/reopen", status_code=200)
async def post_reopen(
    case_id: FromPath[UUID], data: JSONBody[ReopenSent], actor: ActorDep, runtime: RuntimeDep
) -> CaseShown:
    """Open a decided step again."""
    return await _acted(
        runtime, actor, case_id, lambda work: reopen_step(work, case_id, data.right, data.step, data.reason)
    )


@post("/api/cases/{case_id:uuid}/recall", status_code=200)
async def post_recall(
    case_id: FromPath[UUID], data: JSONBody[RecallSent], actor: ActorDep, runtime: RuntimeDep
) -> CaseShown:
    """Return an approved case (退回)."""
    return await _acted(
        runtime, actor, case_id, lambda work: recall_case(work, case_id, data.right, data.reason, data.fields)
    )


async def _acted(runtime: Runtime, actor: Actor, case_id: UUID, act: Callable[[Work], Awaitable[None]]) -> CaseShown:
    await see_case(runtime, actor, case_id)
    async with unit_of_work(runtime, actor) as work:
        await act(work)
    return await read_case(runtime, actor, case_id)


CASE_ROUTES = (
    get_inbox,
    get_case,
    post_decision,
    post_decisions,
    post_case_reveal,
    post_undo,
    post_reopen,
    post_recall,
)
