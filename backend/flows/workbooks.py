"""Filled templates coming in, for every area that imports: one at a time, read as the definition in force says."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from litestar import Response
from litestar.datastructures import UploadFile

from backend.flows.in_force import Definitions
from backend.forms.effective import Effective
from backend.forms.sheet import BadWorkbook, RowResult, SheetRows, make_template, read_sheet
from backend.forms.words import Language
from backend.kernel.clock import local_date
from backend.kernel.errors import Busy, Invalid, Refusal, TooLarge
from backend.kernel.http import AnyRequest
from backend.kernel.runtime import Runtime

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST_IMPORT = 5_000_000
LARGEST_BODY = LARGEST_IMPORT + 10_000
"""With what multipart adds."""
MOST_SHOWN = 200
"""Bad rows told with a refusal; the dry run tells all."""


class ImportRefused(Refusal):
    """Rows of the workbook are not allowed, so that none was stored; `rows` tells which and why."""

    code = "import_refused"
    status = 422


@dataclass(frozen=True)
class ImportTurn:
    """Service: one workbook at a time, so that memory is bounded by one."""

    lock: asyncio.Lock


async def start_imports(runtime: Runtime) -> None:
    runtime.provide(ImportTurn, ImportTurn(asyncio.Lock()))


@asynccontextmanager
async def import_turn(runtime: Runtime) -> AsyncIterator[None]:
    """The one workbook that is read now.

    Raises:
        Busy: another one is.
    """
    turn = runtime.find(ImportTurn).lock
    if turn.locked():
        raise Busy
    async with turn:
        yield


async def read_workbook(effective: Effective, raw: bytes) -> SheetRows:
    """The filled rows.

    Raises:
        Invalid: the workbook as a whole.
    """
    try:
        return await asyncio.to_thread(read_sheet, raw, effective)
    except BadWorkbook as error:
        raise Invalid(errors={"file": [error.code]}, data=error.data) from error


def refuse_bad_rows(rows: Sequence[RowResult]) -> None:
    """Let through what has no faults.

    Raises:
        ImportRefused: rows that are not allowed.
    """
    bad = [row for row in rows if not row.allowed]
    if bad:
        told: list[Mapping[str, object]] = [{"row": row.row, "problems": row.problems} for row in bad[:MOST_SHOWN]]
        raise ImportRefused(data={"total": len(rows), "bad": len(bad), "rows": told})


async def sent_workbook(request: AnyRequest) -> bytes:
    """A filled template, as the body itself or as the file of a form.

    Raises:
        Invalid: no file, or several. TooLarge.
    """
    if request.content_type[0] != "multipart/form-data":
        raw = await request.body()
    else:
        files = [part for part in (await request.form()).values() if isinstance(part, UploadFile)]
        if len(files) != 1:
            raise Invalid(errors={"file": ["required"]})
        raw = await files[0].read()
    if len(raw) > LARGEST_IMPORT:
        raise TooLarge
    return raw


async def template_of(runtime: Runtime, form: str, language: Language, name: str) -> Response[bytes]:
    """The empty template of a form, to be saved as `name`.xlsx."""
    today = local_date(runtime.now(), runtime.zone)
    raw = await asyncio.to_thread(make_template, runtime.find(Definitions).form(form), today, language)
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"', "Cache-Control": "no-store"}
    return Response(raw, media_type=XLSX, headers=headers)
