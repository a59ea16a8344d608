"""The events of a case. They are only ever appended; what they add up to is `case_rules.fold`.

An act is one *cause* (submitted, decided, undone, reopened, recalled, handed over) followed by its consequences
(opened, skipped, closed, voided, concluded), all with the same time and actor. Consequences are spelled out, so that a
case folds to the same state whatever becomes of its flow's definition.
"""

from typing import Literal
from uuid import UUID

import msgspec

from backend.flows.definition import Verdict


class By(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """Who acted, in which role and for which organisation; person_id None is the server itself."""

    person_id: UUID | None
    role: str = ""
    organisation_id: UUID | None = None


class Holder(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """Who a step waits for: a role in an organisation, or one person.

    stand_in: the step's own scope had nobody, an administrator further up holds it. Without organisation and person it
    is held by the administrators of the deployment.
    """

    role: str
    organisation_id: UUID | None = None
    person_id: UUID | None = None
    stand_in: bool = False


class _Event(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel", tag_field="kind"):
    at: int
    by: By


class Submitted(_Event, frozen=True, tag="submitted"):
    """The applicant sent this version of the document."""

    document_version: int


class Decided(_Event, frozen=True, tag="decided"):
    """A reviewer's word. fields: paths of the document the reason points at. to: the step it goes back to, None for the
    applicant. form: what the reviewer filled in. A hold leaves the round open."""

    step: str
    round: int
    verdict: Verdict
    document_version: int
    reason: str = ""
    fields: tuple[str, ...] = ()
    to: str | None = None
    form: dict[str, object] | None = None


class Undone(_Event, frozen=True, tag="undone"):
    """A reviewer took back an approval."""

    step: str
    round: int


class Reopened(_Event, frozen=True, tag="reopened"):
    """A decided step was opened again under a named right."""

    step: str
    right: str
    reason: str


class Recalled(_Event, frozen=True, tag="recalled"):
    """An approved case was returned to its applicant under a named right."""

    right: str
    reason: str
    fields: tuple[str, ...] = ()


class HandedOver(_Event, frozen=True, tag="handed_over"):
    """An open step found another holder: people came, left, or an organisation moved."""

    step: str
    round: int
    holder: Holder


class Opened(_Event, frozen=True, tag="opened"):
    """A new round of a step began."""

    step: str
    round: int
    holder: Holder
    due_at: int | None = None


class Skipped(_Event, frozen=True, tag="skipped"):
    """A round that needed nobody (无需审核)."""

    step: str
    round: int


class Closed(_Event, frozen=True, tag="closed"):
    """An open round ended without a decision."""

    step: str
    round: int


class Voided(_Event, frozen=True, tag="voided"):
    """What was decided or skipped in a round counts no more."""

    step: str
    round: int


class Concluded(_Event, frozen=True, tag="concluded"):
    """The case came to its end, until somebody reopens or recalls it, or sends a new version."""

    outcome: Literal["approved", "rejected"]


Cause = Submitted | Decided | Undone | Reopened | Recalled | HandedOver
Consequence = Opened | Skipped | Closed | Voided | Concluded
Event = Cause | Consequence
