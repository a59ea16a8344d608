"""Shapes of filings, their files and changes on the wire."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.flows.schemas import CaseBrief, CaseShown
from backend.forms.definition_changes import DefinitionChange
from backend.forms.difference import Change
from backend.forms.sheet import CellProblem
from backend.kernel.wire import Input, Output

Values = dict[str, object]


DocumentState = Literal["awaiting_bytes", "stored", "removed"]


class DocumentShown(Output):
    """A file of a project, to be loaded once its bytes are stored; removed: it was kept long enough."""

    id: UUID
    kind: Literal["notice", "schedule"]
    name: str
    size: int
    url: str
    state: DocumentState


class ProjectSent(Input):
    """A new project: the document of the form `filing`."""

    document: Values


class DraftSent(Input):
    """A changed draft; `version` is the one that was changed."""

    version: int
    document: Values


class CheckWanted(Input):
    """A dry run: what would be wrong with the document if it were saved or filed now."""

    document: Values
    project_id: UUID | None = None
    stage: Literal["draft", "submit"] = "submit"


class CheckDone(Output):
    """Codes by field path; empty if nothing is wrong. `document` is its canonical form."""

    document: Values
    errors: dict[str, list[str]]


class FilingWanted(Input):
    """Files the draft of this version."""

    version: int


class ChangeSent(Input):
    """A change of an approved filing: the document of the form `filing_change`."""

    document: Values


class DocumentAnnounced(Input):
    """A file to come: then its bytes may be sent to /api/blobs/{sha256}."""

    kind: Literal["notice", "schedule"]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    size: Annotated[int, msgspec.Meta(ge=1)]
    sha256: str


class DocumentRow(DocumentShown):
    """A file as its unit and the authority see it. `inForce`: named by the approved filing."""

    sha256: str
    media_type: str
    in_force: bool
    announced_at: int


class DocumentsShown(Output):
    items: list[DocumentRow]


class Draft(Output):
    """What the unit has filled in. `changed`: how the definition changed since; `lost`: values it takes no more."""

    version: int
    definition: str
    document: Values
    changed: list[DefinitionChange]
    lost: tuple[str, ...]


class FilingMay(Output):
    """What the actor may do with the filing as such; what with its case, the case says."""

    edit: bool
    file: bool
    delete: bool
    change: bool


class Standing(Output):
    """The filing as it stands after its approved changes; `since` and `caseId`: of the newest of them."""

    definition: str
    document: Values
    names: dict[str, str]
    case_id: UUID
    since: int


class FilingShown(Output):
    """A project's filing. `draft` is the unit's alone; `case` is null until it was filed, and carries the log.

    `standing`: null while no change was approved. `cases`: all of the project, the filing and each change.
    """

    project_id: UUID
    no: str
    name: str
    filing: str
    filed_at: int | None
    draft: Draft | None
    names: dict[str, str]
    documents: list[DocumentRow]
    case: CaseShown | None
    standing: Standing | None
    cases: list[CaseBrief]
    may: FilingMay


class ChangeShown(Output):
    """Changes of an approved filing: the document as the project stands now, and the newest case about it."""

    definition: str
    document: Values
    case: CaseShown | None


class ChangeChecked(Output):
    """What would become of a change: codes by field path or, without any, its differences from the approved filing."""

    document: Values
    errors: dict[str, list[str]]
    changes: list[Change]


class OrganiserShown(Output):
    """A unit that a project may be filed for. `above`: the name of the one it belongs to, empty for one's own."""

    id: UUID
    name: str
    above: str


class ImportRow(Output):
    """A row of the workbook, counted as the spreadsheet does, and what is wrong with its cells."""

    row: int
    allowed: bool
    project_no: str
    project_name: str
    problems: tuple[CellProblem, ...]


class ImportShown(Output):
    """`imported` is 0 after a dry run."""

    allowed: bool
    total: int
    bad: int
    imported: int
    rows: list[ImportRow]
