"""Shapes of cases and the inbox on the wire."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.audit.events_access import RevealPurpose
from backend.flows.definition import CaseState, Verdict
from backend.flows.progress_rules import StepState
from backend.forms.difference import Change
from backend.forms.words import Label
from backend.kernel.paging import Total
from backend.kernel.wire import Input, Output

MAX_REASON = 2_000
MAX_FIELDS = 100
MAX_BATCH = 100
FieldPath = Annotated[str, msgspec.Meta(max_length=200)]


class DecisionSent(Input):
    """A reviewer's word on what was on the screen: step, round and document version."""

    step: str
    round: int
    document_version: int
    verdict: Verdict
    reason: Annotated[str, msgspec.Meta(max_length=MAX_REASON)] = ""
    fields: Annotated[tuple[FieldPath, ...], msgspec.Meta(max_length=MAX_FIELDS)] = ()
    to: str | None = None
    form: dict[str, object] | None = None


class BatchWanted(Input):
    """One of several cases, as it was on the screen."""

    case_id: UUID
    round: int
    document_version: int


class BatchSent(Input):
    """One word on the same step of several cases of one flow; `form` goes to each."""

    flow: str
    step: str
    verdict: Literal["approve", "return"]
    items: Annotated[tuple[BatchWanted, ...], msgspec.Meta(min_length=1, max_length=MAX_BATCH)]
    reason: Annotated[str, msgspec.Meta(max_length=MAX_REASON)] = ""
    form: dict[str, object] | None = None


class BatchRow(Output):
    """What became of one of them. changed: something came first, as `code` and `data` tell; refused: not theirs to say,
    or not this way."""

    case_id: UUID
    outcome: Literal["done", "changed", "refused"]
    code: str | None
    data: dict[str, object]


class BatchDone(Output):
    items: list[BatchRow]


class CaseReveal(Input):
    """Where the masked value stands in the document, and why it is asked for."""

    path: FieldPath
    purpose: RevealPurpose


class CaseRevealed(Output):
    """A value in clear; the reveal is recorded."""

    value: str


class CaseBrief(Output):
    """A case in the list of all about one thing."""

    id: UUID
    flow: str
    flow_title: Label
    title: Label
    state: CaseState
    state_label: Label
    opened_at: int
    changed_at: int


class UndoSent(Input):
    step: str
    round: int


class ReopenSent(Input):
    right: str
    step: str
    reason: Annotated[str, msgspec.Meta(max_length=MAX_REASON)] = ""


class RecallSent(Input):
    """退回 after approval."""

    reason: Annotated[str, msgspec.Meta(max_length=MAX_REASON)] = ""
    fields: Annotated[tuple[FieldPath, ...], msgspec.Meta(max_length=MAX_FIELDS)] = ()
    right: str = "recall"


class Named(Output):
    """A person or an organisation."""

    id: UUID
    name: str


class HolderShown(Output):
    """Whom something waits for; `standIn`: an administrator, because nobody is there to decide."""

    role: str
    organisation: Named | None
    person: Named | None
    stand_in: bool


class ByShown(Output):
    """Who did something, as what and for whom; no person is the server itself."""

    person: Named | None
    role: str
    organisation: Named | None


class WordShown(Output):
    """A decision on a step."""

    verdict: Verdict
    by: ByShown
    at: int
    reason: str
    fields: tuple[str, ...]
    form: dict[str, object] | None


class StepShown(Output):
    """A step as a picture shows it; `usualMs`: how long it usually takes, null if too few were ever decided."""

    key: str
    label: Label
    state: StepState
    round: int | None
    since: int | None
    holder: HolderShown | None
    due_at: int | None
    decided: WordShown | None
    held: WordShown | None
    next: bool
    usual_ms: int | None


class EntryShown(Output):
    """A line of the timeline; `counts`: false for what was voided since."""

    place: int
    what: str
    at: int
    by: ByShown
    step: str | None
    label: Label | None
    round: int | None
    verdict: str | None
    to: str | None
    reason: str
    fields: tuple[str, ...]
    document_version: int | None
    holder: HolderShown | None
    outcome: str | None
    counts: bool


class MayDecide(Output):
    """A step this actor may decide now: what to send, and the form that approving asks for."""

    step: str
    round: int
    document_version: int
    verdicts: tuple[Verdict, ...]
    return_to: tuple[str, ...]
    form: str | None


class MayUndo(Output):
    step: str
    round: int


class MayReopen(Output):
    right: str
    label: Label
    steps: tuple[str, ...]


class MayRecall(Output):
    right: str
    label: Label


class May(Output):
    """What this actor may do with the case now. A recall may still be refused by what came in meanwhile."""

    decide: list[MayDecide]
    undo: list[MayUndo]
    reopen: list[MayReopen]
    recall: list[MayRecall]


class CaseShown(Output):
    """A case: who holds it since when, what happened, what comes next, and its document.

    `turn`: applicant, reviewers or nobody. `pointsAt`: fields the last return points at. `changes`: of the document
    since version `changedSince`, 0 being what stood before the case. `names`: of the organisations the document refers
    to. `definition`: the digest of the document's definition.
    """

    id: UUID
    flow: str
    flow_title: Label
    subject_id: UUID
    title: Label
    state: CaseState
    state_label: Label
    organisation: Named | None
    opened_at: int
    changed_at: int
    turn: str
    steps: list[StepShown]
    timeline: list[EntryShown]
    points_at: tuple[str, ...]
    document_version: int
    document: dict[str, object]
    definition: str | None
    names: dict[str, str]
    changes: list[Change]
    changed_since: int | None
    may: May


class TaskShown(Output):
    """Something that waits for this actor: a step to decide, or (no step) an own case to mend and send again.

    `verdicts`, `form`: what the step lets be said, and the form that approving asks for.
    """

    case_id: UUID
    flow: str
    flow_title: Label
    subject_id: UUID
    title: Label
    state: CaseState
    organisation: Named | None
    step: str | None
    label: Label | None
    round: int
    document_version: int
    since: int
    due_at: int | None
    stand_in: bool
    verdicts: tuple[Verdict, ...]
    form: str | None


class FlowCount(Output):
    flow: str
    title: Label
    count: int


class InboxCounts(Output):
    """`mend`: returned to the actor's own side."""

    all: int
    overdue: int
    mend: int
    flows: list[FlowCount]


class Inbox(Output):
    """`total`: of what was asked for, with the first page only; the counts are of all that waits."""

    items: list[TaskShown]
    next: str | None
    total: Total | None
    counts: InboxCounts


class FormShown(Output):
    """The definition in force: `definition` is what is stored under the digest, `schema` the documents' JSON Schema."""

    digest: str
    definition: dict[str, object]
    schema: dict[str, object]
