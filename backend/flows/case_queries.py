"""A case as its applicant and its reviewers see it (design §6; catalogue 0.4, 15.3, 15.4)."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from backend.flows.case_may import may_of
from backend.flows.case_shown import Shower
from backend.flows.case_store import BASE, StoredCase, StoredDocument, document_of, load_case
from backend.flows.definition_store import stored_flow, stored_form
from backend.flows.desk import Desk, set_desk
from backend.flows.inbox_queries import waits_for
from backend.flows.named import names_of
from backend.flows.progress_rules import points_at, step_views, usual_time, version_seen, who_moves
from backend.flows.schemas import CaseBrief, CaseShown, EntryShown
from backend.flows.tables import CaseEvent, CaseTask, ReviewCase
from backend.flows.task_actions import subject_of
from backend.flows.timeline_rules import timeline
from backend.forms.difference import Change, difference
from backend.forms.masking import masked_changes, masked_document
from backend.forms.validation import references
from backend.forms.words import Label
from backend.kernel.actor import Actor
from backend.kernel.errors import NotFound
from backend.kernel.runtime import Runtime

SAMPLES = 1_000
"""Decided rounds of a flow that tell the usual times, newest first."""


async def see_case(runtime: Runtime, actor: Actor, case_id: UUID, *, flow: str | None = None) -> None:
    """Let those see a case who may see what it is about, whoever it waits for, and who decided it and still could.

    With `flow`, a case of another one is as absent.

    Raises:
        NotFound: absent, or not theirs.
    """
    row = await ReviewCase.select(ReviewCase.flow, ReviewCase.subject_id).where(ReviewCase.id == case_id).first()
    if row is None or flow not in {None, row["flow"]}:
        raise NotFound
    if await subject_of(runtime, row["flow"]).may_see(actor, row["subject_id"]):
        return
    own = waits_for(actor)
    if own is not None and await CaseTask.exists().where((CaseTask.case_id == case_id) & own):
        return
    if not await _decided(runtime, actor, case_id):
        raise NotFound


async def _decided(runtime: Runtime, actor: Actor, case_id: UUID) -> bool:
    """Whether the actor decided a step of the case and holds that step to this day."""
    rows = await CaseEvent.select(CaseEvent.step).where(
        CaseEvent.case_id == case_id, CaseEvent.by_id == actor.person_id, CaseEvent.kind == "decided"
    )
    if not rows or actor.login_kind != "full":
        return False
    stored = await load_case(case_id)
    desk = await _desk(runtime, stored)
    return any(actor.person_id in desk.step(row["step"]).people for row in rows if stored.flow.step(row["step"]))


async def _desk(runtime: Runtime, stored: StoredCase) -> Desk:
    return await set_desk(
        runtime,
        stored.flow,
        organisation_id=stored.row["organisation_id"],
        subject_id=stored.row["subject_id"],
        owners=stored.case.submitters,
        at=runtime.now(),
    )


async def case_of(flow: str, subject_id: UUID) -> UUID | None:
    """The newest case of a flow about something."""
    row = (
        await ReviewCase.select(ReviewCase.id)
        .where(ReviewCase.subject_id == subject_id, ReviewCase.flow == flow)
        .order_by(ReviewCase.opened_at, ascending=False)
        .order_by(ReviewCase.id, ascending=False)
        .first()
    )
    return row["id"] if row else None


async def cases_about(subject_id: UUID) -> list[CaseBrief]:
    """Every case about something, oldest first; who may see the subject sees them."""
    rows = (
        await ReviewCase.select()
        .where(ReviewCase.subject_id == subject_id, ReviewCase.length > 0)
        .order_by(ReviewCase.opened_at)
        .order_by(ReviewCase.id)
    )
    flows = {digest: await stored_flow(digest) for digest in {row["flow_digest"] for row in rows}}
    return [
        CaseBrief(
            id=row["id"],
            flow=row["flow"],
            flow_title=flows[row["flow_digest"]].title,
            title=Label(zh=row["title_zh"], en=row["title_en"]),
            state=row["state"],
            state_label=flows[row["flow_digest"]].states.of(row["state"]),
            opened_at=row["opened_at"],
            changed_at=row["changed_at"],
        )
        for row in rows
    ]


async def read_case(runtime: Runtime, actor: Actor, case_id: UUID, *, since: int | None = None) -> CaseShown:
    """A case for an actor who may see it. `since`: the document version to compare with, by default the one the
    reviewers of the open step had before them the last time, else the base, where there is one.

    Raises:
        NotFound: no such case.
    """
    stored = await load_case(case_id)
    row, case, flow = stored.row, stored.case, stored.flow
    shower = await _shower(runtime, stored)
    document = await document_of(runtime.keys, case_id, case.document_version)
    compared = await _compared(runtime, stored, document, since if since is not None else _seen(stored))
    desk, usual = await _desk(runtime, stored), await _usual(row["flow"])
    return CaseShown(
        id=case_id,
        flow=row["flow"],
        flow_title=flow.title,
        subject_id=row["subject_id"],
        title=Label(zh=row["title_zh"], en=row["title_en"]),
        state=case.state,
        state_label=flow.states.of(case.state),
        organisation=shower.organisation(row["organisation_id"]),
        opened_at=row["opened_at"],
        changed_at=row["changed_at"],
        turn=who_moves(flow, case),
        steps=[shower.step(view, usual.get(view.key)) for view in step_views(flow, case)],
        timeline=[shower.entry(entry) for entry in timeline(stored.events)],
        points_at=points_at(case),
        document_version=case.document_version,
        document=masked_document(await stored_form(document.definition), document.values) if document else {},
        definition=document.definition if document else None,
        names=await _names(runtime, document),
        changes=compared.changes,
        changed_since=compared.since,
        may=may_of(flow, case, desk, actor.person_id),
    )


async def read_timeline(runtime: Runtime, case_id: UUID) -> list[EntryShown]:
    """What happened to a case, oldest first."""
    stored = await load_case(case_id)
    shower = await _shower(runtime, stored)
    return [shower.entry(entry) for entry in timeline(stored.events)]


async def _shower(runtime: Runtime, stored: StoredCase) -> Shower:
    people = {event.by.person_id for event in stored.events}
    places = {stored.row["organisation_id"]} | {event.by.organisation_id for event in stored.events}
    for event in stored.events:
        holder = getattr(event, "holder", None)
        if holder is not None:
            people.add(holder.person_id)
            places.add(holder.organisation_id)
    return Shower(
        stored.flow, await names_of(runtime, "person", people), await names_of(runtime, "organisation", places)
    )


async def _names(runtime: Runtime, document: StoredDocument | None) -> dict[str, str]:
    """The names of the organisations in the version under review."""
    if document is None:
        return {}
    found = references(await stored_form(document.definition), document.values)
    ids = [UUID(one.value) for one in found if one.kind == "organisation"]
    names = await names_of(runtime, "organisation", ids)
    return {str(place): name for place, name in names.items()}


@dataclass(frozen=True)
class _Compared:
    since: int | None
    changes: list[Change]


async def _compared(
    runtime: Runtime, stored: StoredCase, document: StoredDocument | None, seen: int | None
) -> _Compared:
    former = await document_of(runtime.keys, stored.id, BASE if seen is None else seen)
    if former is None or document is None:
        return _Compared(seen, [])
    effective = await stored_form(document.definition)
    changes = difference(effective.form, former.values, document.values)
    return _Compared(seen or BASE, masked_changes(effective, changes))


def _seen(stored: StoredCase) -> int | None:
    for round_ in stored.case.open_rounds():
        seen = version_seen(stored.case, round_.step)
        if seen is not None:
            return seen
    return None


async def _usual(flow: str) -> dict[str, int | None]:
    rows = (
        await CaseEvent.select(CaseEvent.step, CaseEvent.took_ms)
        .where(CaseEvent.flow == flow, CaseEvent.took_ms.is_not_null())
        .order_by(CaseEvent.at, ascending=False)
        .limit(SAMPLES)
    )
    samples: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        samples[row["step"]].append(row["took_ms"])
    return {step: usual_time(taken) for step, taken in samples.items()}
