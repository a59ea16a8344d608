"""Every act on a case: load, ask the pure rules, append, keep the inbox, tell the area. One transaction each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import msgspec

from backend.audit.work import Work
from backend.flows.case_rules import Case, Outcome, Refused
from backend.flows.case_store import BASE, StoredCase, add_document, append_events, document_of, hold_case
from backend.flows.correction_rules import recall, reopen, undo
from backend.flows.decision_rules import Decision, decide
from backend.flows.definition_store import store_flow, store_form
from backend.flows.desk import Desk
from backend.flows.errors import refusal_of
from backend.flows.event_rules import By, Decided, Event, Holder, Opened
from backend.flows.events import CaseDecided, CaseMoved, CaseRecalled, CaseReopened, CaseSubmitted, CaseUndone
from backend.flows.holder_rules import Held
from backend.flows.in_force import Definitions
from backend.flows.named import names_of
from backend.flows.opening_rules import Facts
from backend.flows.ports import CaseChange
from backend.flows.sealed_document import Document
from backend.flows.submission_rules import resumes, submit
from backend.flows.tables import ReviewCase
from backend.flows.task_actions import desk_of, facts_of, keep_tasks, subject_of
from backend.forms.context import Context
from backend.forms.effective import Effective
from backend.forms.validation import validate
from backend.forms.words import Label
from backend.kernel.clock import local_date
from backend.kernel.errors import Invalid
from backend.kernel.ids import new_id

EVENTS: Mapping[str, type[CaseMoved]] = {
    "submitted": CaseSubmitted,
    "decided": CaseDecided,
    "undone": CaseUndone,
    "reopened": CaseReopened,
    "recalled": CaseRecalled,
}


@dataclass(frozen=True)
class Sent:
    """A document that passed its definition, on its way into a case; `title` names it in inboxes."""

    effective: Effective
    document: Document
    title: Label


@dataclass(frozen=True)
class Base:
    """What stands before a case changes it: whoever sees the first version is shown the difference."""

    effective: Effective
    document: Document


async def open_case(
    work: Work,
    *,
    flow: str,
    subject_id: UUID,
    organisation_id: UUID,
    applicant: Holder,
    title: Label,
    base: Base | None = None,
) -> UUID:
    """A new case about a subject, not yet submitted. Whether there may be one is the area's rule."""
    found = work.runtime.find(Definitions).flow(flow)
    case_id = new_id()
    await ReviewCase.insert(
        ReviewCase(
            id=case_id,
            flow=flow,
            flow_digest=await store_flow(work, found),
            subject_id=subject_id,
            organisation_id=organisation_id,
            applicant_role=applicant.role,
            applicant_id=applicant.person_id,
            title_zh=title.zh,
            title_en=title.en,
            state="draft",
            length=0,
            document_version=0,
            opened_at=work.at,
            changed_at=work.at,
        )
    )
    if base is not None:
        await add_document(work, case_id, BASE, await store_form(work, base.effective), base.document)
    return case_id


async def submit_case(work: Work, case_id: UUID, sent: Sent, by: By) -> int:
    """Submit a document, the first time or again; the version it became. It runs under the newest flow from here on,
    unless it goes on where it was returned.

    Raises:
        CaseRefused: it is under review, or finished.
    """
    stored = await hold_case(case_id)
    if not resumes(stored.flow, stored.case):
        stored = replace(stored, flow=work.runtime.find(Definitions).flow(stored.row["flow"]))
    own = frozenset({by.person_id}) if by.person_id else frozenset()
    taken = _Taken(work, stored, await desk_of(work, stored, stored.flow, own), sent.document)
    version = stored.case.document_version + 1
    events = await _carried(work, submit(stored.flow, stored.case, version, taken.facts(by)))
    await add_document(work, case_id, version, await store_form(work, sent.effective), sent.document, by.person_id)
    await ReviewCase.update(
        {
            ReviewCase.flow_digest: await store_flow(work, stored.flow),
            ReviewCase.title_zh: sent.title.zh,
            ReviewCase.title_en: sent.title.en,
        }
    ).where(ReviewCase.id == case_id)
    await taken.finish(events)
    return version


async def decide_case(work: Work, case_id: UUID, decision: Decision) -> None:
    """A reviewer's word.

    Raises:
        CaseRefused: not theirs to say, or too late; `data` tells what happened. Invalid: the reason or the form.
    """
    taken = await _take(work, case_id)
    stored, held = taken.stored, taken.step(decision.step)
    step = stored.flow.step(decision.step)
    if step is not None and step.form is not None and decision.form is not None:
        decision = msgspec.structs.replace(decision, form=_checked_form(work, step.form, decision.form))
    outcome = decide(stored.flow, stored.case, decision, taken.facts(_by(work, held)), people=_people(held))
    await taken.finish(await _carried(work, outcome))


async def undo_decision(work: Work, case_id: UUID, step: str, round_no: int) -> None:
    """A reviewer takes back an own approval."""
    taken = await _take(work, case_id)
    stored, facts = taken.stored, taken.facts(_by(work, taken.step(step)))
    await taken.finish(await _carried(work, undo(stored.flow, stored.case, step, round_no, facts)))


async def reopen_step(work: Work, case_id: UUID, right: str, step: str, reason: str) -> None:
    """A decided step is opened again under a named right."""
    taken = await _take(work, case_id)
    stored, held = taken.stored, taken.right(right)
    facts = taken.facts(_by(work, held))
    outcome = reopen(stored.flow, stored.case, right, step, reason, facts, people=_people(held))
    await taken.finish(await _carried(work, outcome))


async def recall_case(work: Work, case_id: UUID, right: str, reason: str, fields: Sequence[str]) -> None:
    """An approved case goes back to its applicant; the area's guard may stand against it."""
    taken = await _take(work, case_id)
    stored, held = taken.stored, taken.right(right)
    facts = taken.facts(_by(work, held))
    guard = await subject_of(work.runtime, stored.row["flow"]).recall_guard(work, stored.row["subject_id"])
    outcome = recall(
        stored.flow, stored.case, right, reason, facts, people=_people(held), fields=tuple(fields), guard=guard
    )
    await taken.finish(await _carried(work, outcome))


@dataclass(frozen=True)
class _Taken:
    """A case held for one act, with who may decide what and the document under review."""

    work: Work
    stored: StoredCase
    desk: Desk
    document: Document

    def step(self, key: str) -> Held | None:
        return self.desk.step(key) if self.stored.flow.step(key) else None

    def right(self, key: str) -> Held | None:
        return self.desk.right(key) if self.stored.flow.right(key) else None

    def facts(self, by: By) -> Facts:
        return facts_of(self.work, by, self.desk, self.stored.flow, self.document)

    async def finish(self, events: Sequence[Event]) -> None:
        """Append, keep the inbox, record, and let the area carry out what it means."""
        stored = self.stored
        case = await append_events(self.work, stored, events)
        await keep_tasks(self.work, stored, case)
        _record(self.work, stored, case, events[0])
        assert case.cause is not None
        change = CaseChange(
            case_id=stored.id,
            subject_id=stored.row["subject_id"],
            before=stored.case.state,
            case=case,
            cause=case.cause,
            document=self.document,
            opened={event.step: self.desk.step(event.step).people for event in events if isinstance(event, Opened)},
        )
        await subject_of(self.work.runtime, stored.row["flow"]).follow(self.work, change)


async def _take(work: Work, case_id: UUID) -> _Taken:
    stored = await hold_case(case_id)
    submitted = await document_of(work.runtime.keys, case_id, stored.case.document_version)
    values = submitted.values if submitted else {}
    return _Taken(work, stored, await desk_of(work, stored, stored.flow), values)


async def _carried(work: Work, outcome: Outcome) -> tuple[Event, ...]:
    """The events of an act, or the refusal with the name of whoever came first."""
    if not isinstance(outcome, Refused):
        return outcome
    by = outcome.data.get("by")
    if isinstance(by, UUID):
        names = await names_of(work.runtime, "person", [by])
        outcome = Refused(outcome.code, {**outcome.data, "name": names.get(by)})
    raise refusal_of(outcome)


def _people(held: Held | None) -> frozenset[UUID]:
    return held.people if held else frozenset()


def _by(work: Work, held: Held | None) -> By:
    """The actor in the role by which they hold the step."""
    holder = held.holder if held and work.actor.person_id in held.people else None
    return By(work.actor.person_id, holder.role if holder else work.role, holder.organisation_id if holder else None)


def _checked_form(work: Work, key: str, form: Document) -> Document:
    effective = work.runtime.find(Definitions).form(key)
    context = Context(today=local_date(work.at, work.runtime.zone), lists=effective.lists)
    outcome = validate(effective, form, context)
    if not outcome.ok:
        raise Invalid(errors={f"form.{path}" if path else "form": codes for path, codes in outcome.errors.items()})
    return outcome.document


def _record(work: Work, stored: StoredCase, case: Case, cause: Event) -> None:
    about = EVENTS[str(cause.__struct_config__.tag)](
        subject_id=stored.id,
        scope_id=stored.row["subject_id"],
        organisation_id=stored.row["organisation_id"],
        flow=stored.row["flow"],
        before=stored.case.state,
        after=case.state,
        document_version=case.document_version,
        step=getattr(cause, "step", ""),
        round=getattr(cause, "round", 0),
        verdict=cause.verdict if isinstance(cause, Decided) else "",
    )
    reason = getattr(cause, "reason", "")
    work.record(about, after={"reason": reason} if reason else None, role=cause.by.role)
