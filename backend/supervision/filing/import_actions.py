"""Adding projects from a filled template: every row is allowed, or nothing is stored (catalogue 0.5, 11.1)."""

import asyncio
from collections.abc import Mapping, Sequence
from uuid import UUID

from backend.audit.work import unit_of_work
from backend.flows.definition_store import store_form
from backend.flows.in_force import Definitions
from backend.flows.workbooks import import_turn, read_workbook, refuse_bad_rows
from backend.forms.effective import Effective
from backend.forms.sheet import RowResult, SheetResult, SheetRows, check_sheet, mark_taken, sheet_references
from backend.kernel.actor import Actor
from backend.kernel.db import insert_rows
from backend.kernel.encoding import sha256_hex
from backend.kernel.errors import Invalid
from backend.kernel.ids import new_id
from backend.kernel.runtime import Runtime
from backend.organisations.tables import Organisation
from backend.supervision.events import ProjectAdded, ProjectsImported
from backend.supervision.filing.actions import number_is_unique
from backend.supervision.filing.draft_store import draft_row, seal_draft
from backend.supervision.filing.filing_rules import period_of
from backend.supervision.filing.lookups import form_context
from backend.supervision.filing.project_actions import FORM, project_row
from backend.supervision.filing.tables import FilingDraft
from backend.supervision.permissions import UNIT
from backend.supervision.tables import Project

BREATH = 100
"""Rows after which other requests get their turn."""


async def check_import(runtime: Runtime, actor: Actor, raw: bytes) -> SheetResult:
    """The result of every row; nothing is stored.

    Raises:
        Invalid: the workbook as a whole. Busy: another one is being read.
    """
    async with import_turn(runtime):
        return await _check(runtime, actor, raw)


async def import_projects(runtime: Runtime, actor: Actor, raw: bytes) -> SheetResult:
    """Check every row and add all of them as drafts.

    Raises:
        Invalid, Busy. ImportRefused: rows that are not allowed; none was stored.
    """
    async with import_turn(runtime):
        result = await _check(runtime, actor, raw)
        refuse_bad_rows(result.rows)
        try:
            await _store(runtime, actor, result.rows, sha256_hex(raw))
        except Invalid:
            # Somebody took a number since the check, which is made before the transaction: told by row like any other.
            refuse_bad_rows((await _check(runtime, actor, raw)).rows)
            raise
        return result


async def _check(runtime: Runtime, actor: Actor, raw: bytes) -> SheetResult:
    effective = runtime.find(Definitions).form(FORM)
    return await _judge(runtime, actor, effective, await read_workbook(effective, raw))


async def _judge(runtime: Runtime, actor: Actor, effective: Effective, rows: SheetRows) -> SheetResult:
    wanted = await asyncio.to_thread(sheet_references, rows)
    context = await form_context(runtime, actor, effective, wanted, None)
    result = await asyncio.to_thread(check_sheet, effective, rows, context)
    digests = result.digests()
    stored = await Project.select(Project.no_digest).where(Project.no_digest.is_in(sorted(digests))) if digests else []
    return await asyncio.to_thread(mark_taken, result, {row["no_digest"] for row in stored})


async def _store(runtime: Runtime, actor: Actor, rows: Sequence[RowResult], file_sha256: str) -> None:
    effective, at = runtime.find(Definitions).form(FORM), runtime.now()
    units = await _units(rows)
    projects: list[Project] = []
    drafts: list[FilingDraft] = []
    # Made before the transaction, which evidence may be waiting behind.
    for number, row in enumerate(rows):
        projects.append(_project(runtime, at, units, row.document))
        sealed = seal_draft(runtime.keys, row.document)
        drafts.append(draft_row(projects[-1].id, 1, effective.digest, sealed, at=at, by=actor.person_id))
        if number % BREATH == 0:
            await asyncio.sleep(0)
    async with unit_of_work(runtime, actor, role=UNIT) as work:
        await store_form(work, effective)
        with number_is_unique():
            await insert_rows(Project, projects)
        await insert_rows(FilingDraft, drafts)
        for project in projects:
            work.record(ProjectAdded(subject_id=project.id, scope_id=project.id, organisation_id=project.organiser_id))
        work.record(ProjectsImported(subject_id=new_id(), count=len(rows), file_sha256=file_sha256))


def _project(runtime: Runtime, at: int, units: Mapping[str, Organisation], document: Mapping[str, object]) -> Project:
    first, last = period_of(document)
    return project_row(
        runtime,
        at,
        organiser=units[str(document["organiser"])],
        no=str(document["project_no"]),
        name=str(document["project_name"]),
        first=first,
        last=last,
        place=str(document.get("place", "")),
    )


async def _units(rows: Sequence[RowResult]) -> dict[str, Organisation]:
    wanted = sorted({UUID(str(row.document["organiser"])) for row in rows})
    found: list[Organisation] = await Organisation.objects().where(Organisation.id.is_in(wanted))
    return {str(unit.id): unit for unit in found}
