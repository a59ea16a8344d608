"""Captures with all that decides whether they count."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from backend.kernel.db import run
from backend.supervision.capture.finding_rules import WhyNot, to_look_at, why_not
from backend.supervision.slots.tally_rules import Standing

Row = dict[str, Any]


@dataclass
class Judged:
    """A capture's row with `indoor` of its project and the newest `ruling`, and its findings as (code, level)."""

    row: Row
    findings: list[tuple[str, Any]] = field(default_factory=list)

    def why_not(self) -> WhyNot | None:
        """Why it does not count now; None if it does."""
        return why_not(
            stored=self.row["bytes_at"] is not None,
            waiting=bool(self.row["waiting_for"]),
            verdict=self.row["verdict"],
            codes=(code for code, _ in self.findings),
            indoor=self.row["indoor"],
            ruling=self.row["ruling"],
        )

    def is_to_look_at(self) -> bool:
        return to_look_at(self.row["verdict"], (level for _, level in self.findings), self.row["ruling"])

    def standing(self) -> Standing:
        """As the tally asks, with `counts` as the row has it."""
        row = self.row
        return Standing(
            id=row["id"], place=(row["item"], row["lecturer_id"]), taken_at=row["taken_at"], counts=row["counts"]
        )


_CAPTURES = """
    SELECT c.id, c.slot_id, c.item, c.lecturer_id, c.verdict, c.taken_at, c.waiting_for, c.bytes_at, c.counts,
    c.to_look_at, f.code, f.level, p.indoor,
    (SELECT r.verdict FROM ruling r WHERE r.capture_id = c.id ORDER BY r.at DESC, r.id DESC LIMIT 1) AS ruling
    FROM capture c JOIN project p ON p.id = c.project_id LEFT JOIN finding f ON f.capture_id = c.id
"""


async def judged_captures(capture_ids: list[UUID]) -> list[Judged]:
    """These captures; one statement for any number."""
    return _gathered(await run(_CAPTURES + "WHERE c.id IN {*}", capture_ids))


async def captures_of_slots(slot_ids: list[UUID]) -> Mapping[UUID, list[Judged]]:
    """The captures of slots, by slot; one statement for any number of slots."""
    by_slot: dict[UUID, list[Judged]] = defaultdict(list)
    for capture in _gathered(await run(_CAPTURES + "WHERE c.slot_id IN {*}", slot_ids)):
        by_slot[capture.row["slot_id"]].append(capture)
    return by_slot


def _gathered(rows: list[Row]) -> list[Judged]:
    """One for each capture, from a row for each of its findings."""
    found: dict[UUID, Judged] = {}
    for row in rows:
        capture = found.setdefault(row["id"], Judged(row))
        if row["code"] is not None:
            capture.findings.append((row["code"], row["level"]))
    return list(found.values())
