"""What waits for an actor (design §1: one inbox for all that waits for me)."""

from typing import Any
from uuid import UUID

from piccolo.columns.combination import And, Or, Where
from piccolo.query.functions import Count

from backend.flows.case_store import Row
from backend.flows.definition import Flow
from backend.flows.definition_store import stored_flow
from backend.flows.holder_rules import ADMINISTRATOR
from backend.flows.in_force import Definitions
from backend.flows.named import names_of
from backend.flows.schemas import FlowCount, Inbox, InboxCounts, Named, TaskShown
from backend.flows.tables import CaseEvent, CaseTask
from backend.flows.task_actions import NO_STEP
from backend.forms.words import Label
from backend.kernel.actor import Actor
from backend.kernel.db import contains
from backend.kernel.errors import Invalid
from backend.kernel.paging import Total, check_limit, decode_cursor, encode_cursor
from backend.kernel.runtime import Runtime

Condition = Where | And | Or
EMPTY = Inbox(items=[], next=None, total=Total(0), counts=InboxCounts(all=0, overdue=0, mend=0, flows=[]))


def waits_for(actor: Actor) -> Condition | None:
    """The condition that a task is the actor's; None for somebody nothing can wait for."""
    if actor.person_id is None:
        return None
    found: Condition = CaseTask.person_id == actor.person_id
    for grant in actor.grants:
        if grant.organisation_id is not None:
            found = found | ((CaseTask.role == grant.role) & (CaseTask.organisation_id == grant.organisation_id))
    if actor.has(ADMINISTRATOR):
        nowhere = CaseTask.organisation_id.is_null() & CaseTask.person_id.is_null()
        found = found | ((CaseTask.role == ADMINISTRATOR) & nowhere)
    return found


async def read_inbox(
    runtime: Runtime, actor: Actor, *, flow: str | None, text: str = "", cursor: str | None, limit: int | None
) -> Inbox:
    """One page, what has waited longest first; with a text, that whose title (a number and a name) holds it."""
    own = waits_for(actor)
    if own is None:
        return EMPTY
    base: Condition = own & ((CaseTask.step == NO_STEP) | CaseTask.case_id.not_in(_sent_by(actor)))
    wanted = base & (CaseTask.flow == flow) if flow else base
    if sought := text.replace("\0", "").strip():
        case = CaseTask.case_id._
        wanted = wanted & (contains(case.title_zh, sought) | contains(case.title_en, sought))
    size = check_limit(limit)
    rows: list[Row] = (
        await CaseTask.select(*_columns())
        .where(_after(wanted, cursor))
        .order_by(CaseTask.since)
        .order_by(CaseTask.id)
        .limit(size + 1)
    )
    shown = rows[:size]
    following = encode_cursor(shown[-1]["since"], str(shown[-1]["id"])) if len(rows) > size else None
    names = await names_of(runtime, "organisation", (row["owner_id"] for row in shown))
    flows = {digest: await stored_flow(digest) for digest in {row["flow_digest"] for row in shown}}
    items = [_task(row, flows[row["flow_digest"]], names.get(row["owner_id"])) for row in shown]
    counts, total = await _counts(runtime, base, runtime.now()), None
    if not cursor:
        total = Total(await _count(wanted) if sought else _waiting(counts, flow))
    return Inbox(items=items, next=following, total=total, counts=counts)


def _sent_by(actor: Actor) -> Any:  # noqa: ANN401 - a sub-query has no type of its own in Piccolo
    """Cases the actor sent: nobody decides those."""
    return CaseEvent.select(CaseEvent.case_id).where(CaseEvent.by_id == actor.person_id, CaseEvent.kind == "submitted")


def _after(wanted: Condition, cursor: str | None) -> Condition:
    key = decode_cursor(cursor, 2)
    if key is None:
        return wanted
    try:
        since, last = int(str(key[0])), UUID(str(key[1]))
    except ValueError as error:
        raise Invalid("unreadable cursor", errors={"cursor": ["invalid"]}) from error
    return wanted & ((CaseTask.since > since) | ((CaseTask.since == since) & (CaseTask.id > last)))


def _columns() -> list[Any]:
    case = CaseTask.case_id._
    return [
        CaseTask.id,
        CaseTask.case_id,
        CaseTask.flow,
        CaseTask.step,
        CaseTask.round,
        CaseTask.since,
        CaseTask.due_at,
        CaseTask.stand_in,
        case.flow_digest.as_alias("flow_digest"),
        case.subject_id.as_alias("subject_id"),
        case.organisation_id.as_alias("owner_id"),
        case.title_zh.as_alias("title_zh"),
        case.title_en.as_alias("title_en"),
        case.state.as_alias("state"),
        case.document_version.as_alias("document_version"),
    ]


def _task(row: Row, flow: Flow, organisation: str | None) -> TaskShown:
    step = flow.step(row["step"])
    return TaskShown(
        case_id=row["case_id"],
        flow=row["flow"],
        flow_title=flow.title,
        subject_id=row["subject_id"],
        title=Label(zh=row["title_zh"], en=row["title_en"]),
        state=row["state"],
        organisation=Named(id=row["owner_id"], name=organisation) if organisation else None,
        step=row["step"] or None,
        label=step.label if step else None,
        round=row["round"],
        document_version=row["document_version"],
        since=row["since"],
        due_at=row["due_at"],
        stand_in=row["stand_in"],
        verdicts=step.may if step else (),
        form=step.form if step else None,
    )


async def _counts(runtime: Runtime, base: Condition, now: int) -> InboxCounts:
    rows = await CaseTask.select(CaseTask.flow, Count().as_alias("n")).where(base).group_by(CaseTask.flow)
    definitions = runtime.find(Definitions)
    flows = [FlowCount(row["flow"], definitions.flow(row["flow"]).title, row["n"]) for row in rows]
    return InboxCounts(
        all=sum(row["n"] for row in rows),
        overdue=await _count(base & CaseTask.due_at.is_not_null() & (CaseTask.due_at < now)),
        mend=await _count(base & (CaseTask.step == NO_STEP)),
        flows=sorted(flows, key=lambda one: one.flow),
    )


def _waiting(counts: InboxCounts, flow: str | None) -> int:
    """Pure. How many wait in a flow, or in all."""
    return sum(one.count for one in counts.flows if one.flow == flow) if flow else counts.all


async def _count(condition: Condition) -> int:
    row = await CaseTask.select(Count().as_alias("n")).where(condition).first()
    return int(row["n"]) if row else 0
