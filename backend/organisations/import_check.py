"""What both imports have in common: rows checked by the form, then by what only this area knows (catalogue 0.5)."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

import msgspec

from backend.flows.in_force import Definitions
from backend.flows.workbooks import read_workbook
from backend.forms.codes import FieldCode
from backend.forms.sheet import CellProblem, RowResult, SheetResult, check_sheet
from backend.forms.sheet.facts import column_letters
from backend.kernel.actor import Actor
from backend.kernel.runtime import Runtime
from backend.organisations.checked import canonical, form_context, own_faults
from backend.organisations.people.role_rules import Administrator

T = TypeVar("T")
CHUNK = 5_000
"""Values of one look-up; well under what one statement may bind."""
Fault = tuple[str, FieldCode]


@dataclass(frozen=True)
class Importer:
    """Who imports, and what they administer."""

    runtime: Runtime
    actor: Actor
    administrator: Administrator

    @property
    def person_id(self) -> UUID | None:
        return self.actor.person_id


async def checked_rows(runtime: Runtime, form: str, raw: bytes) -> SheetResult:
    """The rows as the form judges them, faultless ones in canonical form.

    Raises:
        Invalid: the workbook as a whole.
    """
    effective = runtime.find(Definitions).form(form)
    rows = await read_workbook(effective, raw)
    context = form_context(runtime, form)

    def check() -> SheetResult:
        result = check_sheet(effective, rows, context)
        return SheetResult(result.columns, tuple(_own(result, row, context.today) for row in result.rows))

    return await asyncio.to_thread(check)


def _own(result: SheetResult, row: RowResult, today: date) -> RowResult:
    known = {problem.field for problem in row.problems}
    own = own_faults(row.document, today)
    faults = [(key, code) for key, codes in own.items() if key not in known for code in codes]
    if faults or row.problems:
        return with_faults(result, row, faults)  # type: ignore[arg-type]
    return msgspec.structs.replace(row, document=canonical(row.document))


def with_faults(result: SheetResult, row: RowResult, faults: Iterable[Fault]) -> RowResult:
    """A row with more that is wrong with it, in the order of its cells."""
    columns = {column.field.key: column for column in result.columns}
    problems = list(row.problems)
    for key, code in faults:
        column = columns[key]
        problems.append(
            CellProblem(
                column=column_letters(column.number),
                label=column.label,
                field=key,
                code=code,
                value=str(row.document.get(key, "")),
            )
        )
    problems.sort(key=lambda problem: (len(problem.column), problem.column))
    return msgspec.structs.replace(row, problems=tuple(problems))


def chunks(values: Iterable[T]) -> Iterable[list[T]]:
    """The values in portions for one look-up each."""
    every = list(values)
    return (every[start : start + CHUNK] for start in range(0, len(every), CHUNK))


def texts(document: dict[str, object], keys: Sequence[str], get: Callable[[object], str] = str) -> dict[str, str]:
    """Fields of a document as text, empty where they are not filled."""
    return {key: get(document.get(key, "")) for key in keys}
