"""Row-by-row results of a filled template (catalogue 0.5): each row is allowed, or says which cell is wrong and why."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace

import msgspec

from backend.forms.codes import FieldCode
from backend.forms.conditions import is_filled
from backend.forms.context import Context, Reference
from backend.forms.effective import Effective
from backend.forms.kinds import Cell, CellFault
from backend.forms.kinds.dates import Date
from backend.forms.sheet.facts import column_letters
from backend.forms.sheet.layout import SheetColumn
from backend.forms.sheet.read import SheetRow, SheetRows
from backend.forms.validation import unique_values, validate
from backend.forms.words import Label

DAYS_1904 = 1462
"""Between the two epochs of spreadsheets."""
LONGEST_SHOWN = 200


class CellProblem(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What is wrong with a cell. value: as it was found. other_row: the row a duplicate repeats."""

    column: str
    label: Label
    field: str
    code: FieldCode
    value: str
    other_row: int | None = None


class RowResult(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """row: the number the spreadsheet shows. unique: digests by which stored documents are compared."""

    row: int
    document: dict[str, object]
    problems: tuple[CellProblem, ...]
    unique: dict[str, str]

    @property
    def allowed(self) -> bool:
        return not self.problems


@dataclass(frozen=True)
class SheetResult:
    """Results in the order of the sheet. Nothing may be stored unless all rows are allowed."""

    columns: tuple[SheetColumn, ...]
    rows: tuple[RowResult, ...]

    @property
    def allowed(self) -> bool:
        return all(row.allowed for row in self.rows)

    def digests(self) -> set[str]:
        """What to look for among stored documents."""
        return {digest for row in self.rows for digest in row.unique.values()}


def sheet_references(rows: SheetRows) -> set[Reference]:
    """Names and codes that must be looked up before the rows can be checked."""
    found: set[Reference] = set()
    for column in rows.layout.columns:
        at = column.number - 2
        for cell in {row.cells[at] for row in rows.rows if is_filled(row.cells[at])}:
            found.update(column.field.cell_references(cell))
    return found


def check_sheet(effective: Effective, rows: SheetRows, context: Context) -> SheetResult:
    """Check every row as the part of a document it is, and the rows against one another."""
    check = _RowCheck(effective, rows, context)
    results = tuple(check.result(row) for row in rows.rows)
    return SheetResult(rows.layout.columns, results)


def mark_taken(result: SheetResult, taken: Container[str]) -> SheetResult:
    """The results with rows marked whose digest (`SheetResult.digests`) stands in the database already."""
    columns = {column.field.key: column for column in result.columns}

    def marked(row: RowResult) -> RowResult:
        keys = [key for key, digest in row.unique.items() if digest in taken]
        problems = [_problem(columns[key], "taken", row.document.get(key)) for key in keys]
        return msgspec.structs.replace(row, problems=(*row.problems, *problems)) if problems else row

    return replace(result, rows=tuple(marked(row) for row in result.rows))


class _RowCheck:
    def __init__(self, effective: Effective, rows: SheetRows, context: Context) -> None:
        self._effective = effective
        self._columns = rows.layout.columns
        self._by_key = {column.field.key: column for column in rows.layout.columns}
        self._only = frozenset(self._by_key)
        self._date_1904 = rows.date_1904
        self._context = context
        self._first_rows: dict[str, int] = {}

    def result(self, row: SheetRow) -> RowResult:
        document, faults = self._document(row)
        outcome = validate(self._effective, document, self._context, only=self._only)
        problems = [self._problem(row, key, code) for key, code in faults.items()]
        for path, codes in outcome.errors.items():
            key = path.partition(".")[0]
            if key not in faults:
                problems += [self._problem(row, key, code) for code in codes]
        unique = self._unique(outcome.document)
        for key, digest in unique.items():
            first = self._first_rows.setdefault(digest, row.number)
            if first != row.number:
                problems.append(self._problem(row, key, "duplicate_in_file", first))
        problems.sort(key=lambda problem: (len(problem.column), problem.column))
        return RowResult(row=row.number, document=outcome.document, problems=tuple(problems), unique=unique)

    def _document(self, row: SheetRow) -> tuple[dict[str, object], Mapping[str, FieldCode]]:
        document: dict[str, object] = {}
        faults: dict[str, FieldCode] = {}
        for at, (column, cell) in enumerate(zip(self._columns, row.cells, strict=True)):
            key = column.field.key
            if at in row.faults:
                faults[key] = row.faults[at]
            elif is_filled(cell):
                value = column.field.from_cell(self._moved(column, cell), self._context)
                if isinstance(value, CellFault):
                    faults[key] = value.code
                else:
                    document[key] = value
        return document, faults

    def _moved(self, column: SheetColumn, cell: Cell) -> Cell:
        if self._date_1904 and isinstance(column.field, Date) and isinstance(cell, int | float):
            return cell + DAYS_1904
        return cell

    def _unique(self, document: Mapping[str, object]) -> dict[str, str]:
        """Digests by the first field of each unique set."""
        found = unique_values(self._effective, document)
        return {keys[0]: digest for keys, digest in found.items() if keys[0] in self._by_key}

    def _problem(self, row: SheetRow, key: str, code: FieldCode, other_row: int | None = None) -> CellProblem:
        column = self._by_key[key]
        return _problem(column, code, row.cells[column.number - 2], other_row)


def _problem(column: SheetColumn, code: FieldCode, value: object, other_row: int | None = None) -> CellProblem:
    return CellProblem(
        column=column_letters(column.number),
        label=column.label,
        field=column.field.key,
        code=code,
        value="" if value is None else str(value)[:LONGEST_SHOWN],
        other_row=other_row,
    )
