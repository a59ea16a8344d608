"""The templates of organisations and people, and filled ones coming back (catalogue 0.5)."""

from typing import Annotated, Literal

from litestar import Response, get, post
from litestar.params import FromQuery, QueryParameter

from backend.flows.workbooks import LARGEST_BODY, sent_workbook, template_of
from backend.forms.phone_rules import mask_phone
from backend.forms.sheet import CellProblem
from backend.forms.words import Language
from backend.kernel.actor import Actor
from backend.kernel.http import ActorDep, AnyRequest, RuntimeDep
from backend.kernel.runtime import Runtime
from backend.kernel.wire import Output
from backend.organisations.checked import ORGANISATION, PERSON
from backend.organisations.import_check import Importer
from backend.organisations.people.imported import PeopleImport, check_people, import_people
from backend.organisations.permissions import administrator_of
from backend.organisations.tree.imported import TreeImport, check_organisations, import_organisations

Outcome = Literal["add", "update", "unchanged"]


class ImportedRow(Output):
    """A row of the workbook, counted as the spreadsheet does: what it would do, and what is wrong with its cells.

    `outcome` is null for a row that is not allowed; `code` the unit code, `phone` masked, where the sheet has them.
    """

    row: int
    allowed: bool
    outcome: Outcome | None
    code: str
    name: str
    phone: str
    problems: tuple[CellProblem, ...]


class Imported(Output):
    """`imported` is 0 after a dry run; `added`, `updated` and `unchanged` count what the rows do or would do."""

    allowed: bool
    total: int
    bad: int
    imported: int
    added: int
    updated: int
    unchanged: int
    rows: list[ImportedRow]


@get("/api/organisations/template.xlsx")
async def get_organisation_template(
    actor: ActorDep, runtime: RuntimeDep, lang: FromQuery[Language] = "zh"
) -> Response[bytes]:
    """The empty template of organisations."""
    await administrator_of(actor)
    return await template_of(runtime, ORGANISATION, lang, "halfday-organisations")


@get("/api/people/template.xlsx")
async def get_person_template(
    actor: ActorDep, runtime: RuntimeDep, lang: FromQuery[Language] = "zh"
) -> Response[bytes]:
    """The empty template of people."""
    await administrator_of(actor)
    return await template_of(runtime, PERSON, lang, "halfday-people")


@post("/api/organisations/import", status_code=200, request_max_body_size=LARGEST_BODY)
async def post_organisation_import(
    request: AnyRequest,
    actor: ActorDep,
    runtime: RuntimeDep,
    dry_run: Annotated[bool, QueryParameter(name="dryRun")] = True,
) -> Imported:
    """A filled template of organisations; with `dryRun=false` they are added and brought up to date."""
    importer = await _importer(runtime, actor)
    raw = await sent_workbook(request)
    if dry_run:
        return _tree(await check_organisations(importer, raw), done=False)
    return _tree(await import_organisations(importer, raw), done=True)


@post("/api/people/import", status_code=200, request_max_body_size=LARGEST_BODY)
async def post_people_import(
    request: AnyRequest,
    actor: ActorDep,
    runtime: RuntimeDep,
    dry_run: Annotated[bool, QueryParameter(name="dryRun")] = True,
) -> Imported:
    """A filled template of people; with `dryRun=false` they are added and given their roles."""
    importer = await _importer(runtime, actor)
    raw = await sent_workbook(request)
    if dry_run:
        return _people(await check_people(importer, raw), done=False)
    return _people(await import_people(importer, raw), done=True)


async def _importer(runtime: Runtime, actor: Actor) -> Importer:
    return Importer(runtime, actor, await administrator_of(actor))


def _tree(result: TreeImport, *, done: bool) -> Imported:
    rows = []
    for row in result.sheet.rows:
        code = str(row.document.get("code", ""))
        outcome: Outcome | None = result.judged[code].outcome if row.allowed else None
        name = str(row.document.get("name", ""))
        rows.append(ImportedRow(row.row, row.allowed, outcome, code, name, "", row.problems))
    return _shown(rows, done=done)


def _people(result: PeopleImport, *, done: bool) -> Imported:
    rows = []
    for row in result.sheet.rows:
        outcome: Outcome | None = result.judged[row.row].outcome if row.allowed else None
        document = row.document
        code, name = str(document.get("organisation", "")), str(document.get("name", ""))
        phone = mask_phone(str(document.get("phone", "")))
        rows.append(ImportedRow(row.row, row.allowed, outcome, code, name, phone, row.problems))
    return _shown(rows, done=done)


def _shown(rows: list[ImportedRow], *, done: bool) -> Imported:
    counts = {outcome: sum(row.outcome == outcome for row in rows) for outcome in ("add", "update", "unchanged")}
    bad = sum(not row.allowed for row in rows)
    return Imported(
        allowed=not bad,
        total=len(rows),
        bad=bad,
        imported=len(rows) if done else 0,
        added=counts["add"],
        updated=counts["update"],
        unchanged=counts["unchanged"],
        rows=rows,
    )


IMPORT_ROUTES = (
    get_organisation_template,
    get_person_template,
    post_organisation_import,
    post_people_import,
)
