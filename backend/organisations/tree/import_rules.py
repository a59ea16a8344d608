"""What an import of organisations would do, row by row, pure (catalogue 0.5).

An organisation is known by its code. A known one is brought up to date; it is never moved, closed or reopened by an
import. A new one goes below the organisation its row names, in the system or in the same sheet; without a name below
the topmost the importer administers. Roots are never made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from backend.forms.codes import FieldCode
from backend.organisations.people.role_rules import Administrator
from backend.organisations.tree.tree_rules import DEEPEST, level_of

Outcome = Literal["add", "update", "unchanged"]
Fault = tuple[str, FieldCode]
KEPT = ("name", "kind", "level", "district")


@dataclass(frozen=True)
class KnownOrganisation:
    """An organisation as it is stored."""

    id: UUID
    code: str
    parent_code: str | None
    path: str
    name: str
    kind: str
    level: str
    district: str
    active: bool


@dataclass(frozen=True)
class OrganisationLine:
    """A faultless row; `parent` is the code above it, empty for the topmost."""

    code: str
    parent: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Judged:
    """What a row would do, or why it cannot."""

    outcome: Outcome
    faults: tuple[Fault, ...] = ()


class TreeJudge:
    """Judges the rows of one sheet. `top`: the path below which rows without a parent go, None where there is none."""

    def __init__(
        self,
        lines: Sequence[OrganisationLine],
        known: Mapping[str, KnownOrganisation],
        administrator: Administrator,
        top: str | None,
    ) -> None:
        self._lines = {line.code: line for line in lines}
        self._known = known
        self._administrator = administrator
        self._top = top
        self._levels: dict[str, int | FieldCode] = {}

    def judge(self, line: OrganisationLine) -> Judged:
        """What becomes of a row."""
        known = self._known.get(line.code)
        return self._add(line) if known is None else self._update(line, known)

    def _update(self, line: OrganisationLine, known: KnownOrganisation) -> Judged:
        if not self._administrator.sees(known.path):
            return Judged("update", (("code", "taken"),))
        if not known.active:
            return Judged("update", (("code", "organisation_closed"),))
        changed = any(line.values[name] != getattr(known, name) for name in KEPT)
        faults: list[Fault] = []
        if line.parent and line.parent != known.parent_code:
            faults.append(("parent", "differs"))
        if changed and not self._administrator.changes(known.path):
            faults.append(("code", "not_below"))
        return Judged("update" if changed else "unchanged", tuple(faults))

    def _add(self, line: OrganisationLine) -> Judged:
        level = self._level(line.code)
        return Judged("add") if isinstance(level, int) else Judged("add", (("parent", level),))

    def _level(self, code: str) -> int | FieldCode:
        """How deep a row's organisation would stand, or why it can stand nowhere. Chains are walked, not called."""
        chain: dict[str, None] = {}
        at = code
        found: int | FieldCode
        while True:
            if at in self._levels:
                found = self._levels[at]
                break
            if at in chain:
                found = "own_descendant"
                break
            line = self._lines.get(at)
            if line is None or at in self._known:
                found = self._stored(at)
                break
            chain[at] = None
            if not line.parent:
                found = "required" if self._top is None else level_of(self._top)
                break
            at = line.parent
        for passed in reversed(chain):
            if isinstance(found, int):
                found = found + 1 if found < DEEPEST else "too_deep"
            self._levels[passed] = found
        return found

    def _stored(self, code: str) -> int | FieldCode:
        known = self._known.get(code)
        if known is None or not self._administrator.sees(known.path):
            return "unknown_organisation"
        return level_of(known.path) if known.active else "organisation_closed"


def in_order(lines: Sequence[OrganisationLine]) -> list[OrganisationLine]:
    """New rows so that each follows the one above it; the sheet may have any order, and has no circle."""
    by_code = {line.code: line for line in lines}
    placed: dict[str, OrganisationLine] = {}
    for line in lines:
        chain = []
        at: OrganisationLine | None = line
        while at is not None and at.code not in placed:
            chain.append(at)
            at = by_code.get(at.parent)
        placed.update((one.code, one) for one in reversed(chain))
    return list(placed.values())
