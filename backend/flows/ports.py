"""What higher areas tell `flows`: definitions, roles, who stands where, and what cases are about."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from piccolo.columns import Varchar

from backend.audit.work import Work
from backend.flows.case_rules import Case
from backend.flows.definition import CaseState
from backend.flows.event_rules import Cause
from backend.forms.check_columns import Place
from backend.forms.source import Source
from backend.kernel.actor import Actor


@dataclass(frozen=True)
class FormFiles:
    """Port: the form definitions an area brings."""

    sources: tuple[Source, ...]


@dataclass(frozen=True)
class FieldColumns:
    """Port: the columns into which an area puts values of a form's fields, by path; they limit what a field may hold.

    Lengths are the tables' own, so that no second list of them can disagree.
    """

    form: str
    columns: Mapping[str, Varchar]

    def places(self) -> list[Place]:
        """Each field with what its column keeps."""
        return [Place(self.form, path, column.length) for path, column in self.columns.items() if column.length]


@dataclass(frozen=True)
class FlowFiles:
    """Port: the flows an area brings."""

    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Roles:
    """Port: keys of roles that flows may name (catalogue 2)."""

    keys: frozenset[str]


@dataclass(frozen=True)
class Scope:
    """Where a step is decided: in an organisation, or by one person who belongs to it."""

    organisation_id: UUID | None
    person_id: UUID | None = None


@dataclass(frozen=True)
class ScopeResolver:
    """Port: what a scope's name means for a case of this organisation and subject."""

    name: str
    resolve: Callable[[UUID, UUID], Awaitable[Scope]]
    """(organisation, subject) -> where"""


@dataclass(frozen=True)
class Staff:
    """Port, of which there is one: organisations and who holds which role in them at a moment."""

    above: Callable[[UUID], Awaitable[Sequence[UUID]]]
    """organisation -> itself, then those above it up to the root"""
    holders: Callable[[Sequence[UUID], Sequence[str], int], Awaitable[Mapping[tuple[UUID, str], frozenset[UUID]]]]
    """(organisations, roles, at) -> people"""
    administrators: Callable[[int], Awaitable[frozenset[UUID]]]
    """at -> the administrators of the deployment"""


@dataclass(frozen=True)
class Names:
    """Port: the names of people or organisations by id."""

    of: Literal["person", "organisation"]
    find: Callable[[Sequence[UUID]], Awaitable[Mapping[UUID, str]]]


@dataclass(frozen=True)
class CaseChange:
    """What an act did to a case, told to the area inside the same transaction.

    `opened`: who may decide each step that this act opened. `document`: the version under review.
    """

    case_id: UUID
    subject_id: UUID
    before: CaseState
    case: Case
    cause: Cause
    document: Mapping[str, object]
    opened: Mapping[str, frozenset[UUID]]

    @property
    def after(self) -> CaseState:
        return self.case.state


@dataclass(frozen=True)
class HandOver:
    """What waited for somebody waits for these people now: the open `step`, or with no step the applicant's word."""

    case_id: UUID
    subject_id: UUID
    case: Case
    step: str
    people: frozenset[UUID]


@dataclass(frozen=True)
class Subject:
    """Port: what the cases of one flow are about.

    `may_see`: whether the actor may see the subject and so its cases. `recall_guard`: the code of what stands against
    a recall, asked in its transaction. `follow`: carries out what a change of the case means; may refuse it.
    `handed_over`: tells whoever it waits for now.
    """

    flow: str
    may_see: Callable[[Actor, UUID], Awaitable[bool]]
    recall_guard: Callable[[Work, UUID], Awaitable[str | None]]
    follow: Callable[[Work, CaseChange], Awaitable[None]]
    handed_over: Callable[[Work, HandOver], Awaitable[None]]
