"""Importing organisations: all rows or none (catalogue 0.5)."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.audit.work import Work, unit_of_work
from backend.flows.workbooks import import_turn, refuse_bad_rows
from backend.forms.sheet import RowResult, SheetResult
from backend.kernel.db import insert_rows, run_many
from backend.kernel.encoding import sha256_hex
from backend.kernel.errors import Conflict
from backend.kernel.ids import new_id
from backend.organisations.checked import ORGANISATION
from backend.organisations.events import OrganisationAdded, OrganisationsImported
from backend.organisations.import_check import Importer, checked_rows, chunks, texts, with_faults
from backend.organisations.tables import Organisation
from backend.organisations.tree.actions import PLAIN, hold_tree, record_change, rename_copies
from backend.organisations.tree.import_rules import (
    KEPT,
    Judged,
    KnownOrganisation,
    OrganisationLine,
    TreeJudge,
    in_order,
)
from backend.organisations.tree.path_rules import next_segment, segment
from backend.organisations.tree.queries import outermost

FIELDS = ("code", "parent", *KEPT)
_UPDATE = f"UPDATE organisation SET {', '.join(f'{name} = {{}}' for name in KEPT)} WHERE id = {{}}"  # noqa: S608 - ours


@dataclass(frozen=True)
class TreeImport:
    """The result of every row, and what each would do (by its code)."""

    sheet: SheetResult
    lines: tuple[OrganisationLine, ...]
    judged: Mapping[str, Judged]
    top: Organisation | None


async def check_organisations(importer: Importer, raw: bytes) -> TreeImport:
    """The result of every row; nothing is stored.

    Raises:
        Invalid: the workbook as a whole. Busy: another one is being read.
    """
    async with import_turn(importer.runtime):
        return await _check(importer, raw)


async def import_organisations(importer: Importer, raw: bytes) -> TreeImport:
    """Check every row, then carry out all of them.

    Raises:
        Invalid, Busy. ImportRefused: rows that are not allowed; none was stored. Conflict: somebody changed the tree
        meanwhile.
    """
    async with import_turn(importer.runtime):
        checked = await _check(importer, raw)
        refuse_bad_rows(checked.sheet.rows)
        async with unit_of_work(importer.runtime, importer.actor) as work:
            await hold_tree()
            await _store(work, importer, checked, sha256_hex(raw))
        return checked


async def _check(importer: Importer, raw: bytes) -> TreeImport:
    sheet = await checked_rows(importer.runtime, ORGANISATION, raw)
    lines = tuple(_line(row) for row in sheet.rows if row.allowed)
    top = await _top(importer)
    judged = await asyncio.to_thread(_judge, importer, lines, await _known(lines), top)
    rows = [
        with_faults(sheet, row, judged[str(row.document["code"])].faults) if row.allowed else row for row in sheet.rows
    ]
    return TreeImport(SheetResult(sheet.columns, tuple(rows)), lines, judged, top)


def _line(row: RowResult) -> OrganisationLine:
    values = texts(row.document, FIELDS)
    return OrganisationLine(values.pop("code"), values.pop("parent"), values)


def _judge(
    importer: Importer,
    lines: Sequence[OrganisationLine],
    known: Mapping[str, KnownOrganisation],
    top: Organisation | None,
) -> dict[str, Judged]:
    judge = TreeJudge(lines, known, importer.administrator, top.path if top else None)
    return {line.code: judge.judge(line) for line in lines}


async def _top(importer: Importer) -> Organisation | None:
    """Where rows without a parent go: the one organisation everything the importer administers lies below."""
    if importer.administrator.everywhere:
        found: list[Organisation] = await Organisation.objects().where(Organisation.parent_id.is_null()).limit(2)
    else:
        paths = [top.path for top in outermost(importer.administrator)]
        found = await Organisation.objects().where(Organisation.path.is_in(paths))
    return found[0] if len(found) == 1 else None


async def _known(lines: Sequence[OrganisationLine]) -> dict[str, KnownOrganisation]:
    """Every organisation that a row names."""
    codes = {line.code for line in lines} | {line.parent for line in lines if line.parent}
    found: dict[str, KnownOrganisation] = {}
    for some in chunks(sorted(codes)):
        rows = await Organisation.select(
            *Organisation.all_columns(), Organisation.parent_id._.code.as_alias("parent_code")
        ).where(Organisation.code.is_in(some))
        for row in rows:
            found[row["code"]] = KnownOrganisation(
                id=row["id"],
                parent_code=row["parent_code"],
                active=bool(row["active"]),
                **{name: row[name] for name in ("code", "path", *KEPT)},
            )
    return found


async def _store(work: Work, importer: Importer, checked: TreeImport, file_sha256: str) -> None:
    known = await _known(checked.lines)
    if _judge(importer, checked.lines, known, checked.top) != checked.judged:
        raise Conflict
    changed = [line for line in checked.lines if checked.judged[line.code].outcome == "update"]
    added = in_order([line for line in checked.lines if checked.judged[line.code].outcome == "add"])
    if not changed and not added:
        return work.unchanged()
    await _change(work, changed, known)
    await _add(work, added, known, checked.top)
    work.record(
        OrganisationsImported(subject_id=new_id(), added=len(added), changed=len(changed), file_sha256=file_sha256)
    )
    return None


async def _change(work: Work, lines: Sequence[OrganisationLine], known: Mapping[str, KnownOrganisation]) -> None:
    await run_many(_UPDATE, [(*(line.values[name] for name in KEPT), known[line.code].id) for line in lines])
    for line in lines:
        before = {name: getattr(known[line.code], name) for name in KEPT}
        record_change(work, known[line.code].id, before, dict(line.values))
    renamed = [line for line in lines if line.values["name"] != known[line.code].name]
    await rename_copies(work, [(line.values["name"], known[line.code].path) for line in renamed])


async def _add(
    work: Work, lines: Sequence[OrganisationLine], known: Mapping[str, KnownOrganisation], top: Organisation | None
) -> None:
    places = {code: (one.id, one.path) for code, one in known.items()}
    if top is not None:
        places[""] = (top.id, top.path)
    counters = await _next_numbers({places[line.parent][0] for line in lines if line.parent in places})
    rows: list[Organisation] = []
    for line in lines:
        parent_id, parent_path = places[line.parent]
        number = counters[parent_id]
        counters[parent_id] += 1
        row = Organisation(
            id=new_id(),
            parent_id=parent_id,
            path=parent_path + segment(number),
            code=line.code,
            name=line.values["name"],
            kind=line.values["kind"],
            level=line.values["level"],
            district=line.values["district"],
            active=True,
        )
        rows.append(row)
        places[line.code] = (row.id, row.path)
    await insert_rows(Organisation, rows)
    for row in rows:
        work.record(
            OrganisationAdded(subject_id=row.id, organisation_id=row.id),
            after={name: getattr(row, name) for name in PLAIN},
        )


async def _next_numbers(parents: set[UUID]) -> defaultdict[UUID, int]:
    """The number of the next child of each parent; 0 for one without children."""
    siblings: dict[UUID, list[str]] = defaultdict(list)
    for some in chunks(sorted(parents)):
        rows = await Organisation.select(Organisation.parent_id, Organisation.path).where(
            Organisation.parent_id.is_in(some)
        )
        for row in rows:
            siblings[row["parent_id"]].append(row["path"])
    return defaultdict(int, {parent: int(next_segment(paths), 36) for parent, paths in siblings.items()})
