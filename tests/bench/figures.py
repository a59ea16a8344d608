"""A figure, its floor and its goal; tables and JSON of them."""

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Figure:
    """`value` is measured; `floor` is what the same machine did in the same run without us.

    `sense` tells whether `value` shall be at least or at most `goal`; `notes` hold what helps to judge it.
    """

    name: str
    value: float
    unit: str
    goal: float | None = None
    sense: Literal["least", "most"] = "most"
    floor: float | None = None
    notes: dict[str, float] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None without one."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.sense == "least" else self.value <= self.goal


def median(values: Sequence[float]) -> float:
    return float(statistics.median(values))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that this share (0 to 1) does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * 100) * len(ordered) // 100) - 1))]


def as_table(figures: Sequence[Figure]) -> str:
    """Figures one below the other, what is missed marked."""
    marks = {True: "ok", False: "MISSED", None: ""}
    rows = [("figure", "value", "goal", "floor", "")]
    rows += [(one.name, _number(one.value, one.unit), _goal(one), _floor(one), marks[one.met]) for one in figures]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = []
    for row, one in zip(rows, (None, *figures), strict=True):
        lines.append("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if one and one.notes:
            lines.append("    " + "  ".join(f"{name} {value:,.4g}" for name, value in one.notes.items()))
    return "\n".join(lines)


def as_json(figures: Sequence[Figure]) -> list[dict[str, object]]:
    return [asdict(one) | {"met": one.met} for one in figures]


def _number(value: float, unit: str) -> str:
    return f"{value:,.2f} {unit}".rstrip() if abs(value) < 100 else f"{value:,.0f} {unit}".rstrip()


def _goal(one: Figure) -> str:
    return "" if one.goal is None else f"{'≥' if one.sense == 'least' else '≤'} {_number(one.goal, one.unit)}"


def _floor(one: Figure) -> str:
    return "" if one.floor is None else _number(one.floor, one.unit)
