"""The definition of a flow: what its TOML file may say (design §6)."""

from typing import Literal

import msgspec

from backend.forms.conditions import Condition
from backend.forms.source import Source, canonical_json, read_definition
from backend.forms.words import Label
from backend.kernel.encoding import sha256_hex

Verdict = Literal["approve", "return", "reject", "hold"]
CaseState = Literal["draft", "in_review", "returned", "rejected", "approved"]


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """One step of review.

    role: who decides. scope: the resolver that says in which organisation, or which person. after: steps that must be
    approved or skipped before; none means that it opens with the submission. form: the form its reviewer fills in when
    approving. due_days: calendar days until it is overdue.
    """

    key: str
    label: Label
    role: str
    scope: str
    after: tuple[str, ...] = ()
    skip_when: Condition | None = None
    form: str | None = None
    may: tuple[Verdict, ...] = ("approve", "return")
    due_days: int | None = None


class _Right(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel", tag_field="kind"):
    """Something out of the ordinary that the flow names, with who may do it."""

    key: str
    label: Label
    role: str
    scope: str


class Recall(_Right, frozen=True, tag="recall"):
    """An authority's return after approval. A guard of the area may refuse it."""


class Reopen(_Right, frozen=True, tag="reopen"):
    """A decided step is opened again, although later ones are decided. final: on a finished case as well."""

    steps: tuple[str, ...]
    final: bool = False


Right = Recall | Reopen


class StateLabels(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """What the states of a case are called here; the words are the catalogue's."""

    draft: Label
    in_review: Label
    returned: Label
    rejected: Label
    approved: Label

    def of(self, state: CaseState) -> Label:
        label: Label = getattr(self, state)
        return label


class Flow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """A flow as its file gives it.

    form: of the document under review. resume: where a returned case goes on, at the first step or at the step that
    returned it. after_reject: whether a rejected case ends, or a changed version may be sent again.
    """

    key: str
    version: int = 1
    title: Label
    source: str
    form: str
    resume: Literal["start", "here"] = "start"
    after_reject: Literal["end", "resubmit"] = "end"
    states: StateLabels
    steps: tuple[Step, ...]
    rights: tuple[Right, ...] = ()

    def step(self, key: str) -> Step | None:
        return next((step for step in self.steps if step.key == key), None)

    def right(self, key: str) -> Right | None:
        return next((right for right in self.rights if right.key == key), None)


def read_flow(source: Source) -> Flow:
    """A flow from its file.

    Raises:
        DefinitionError: names the file and the path of the mistake.
    """
    return read_definition(source, Flow)


def flow_json(flow: Flow) -> bytes:
    """What is stored under `flow_digest`; cases name the definition they run under by it."""
    return canonical_json(flow)


def flow_digest(flow: Flow) -> str:
    return sha256_hex(flow_json(flow))


def restore_flow(stored: bytes) -> Flow:
    """The definition from its stored JSON."""
    return msgspec.json.decode(stored, type=Flow)
