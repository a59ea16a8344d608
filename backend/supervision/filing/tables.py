"""Filings on their way: drafts of the form, and the notice and schedule files."""

from piccolo.columns import UUID, BigInt, Boolean, ForeignKey, Integer, OnDelete, Text, Varchar
from piccolo.table import Table

from backend.flows.tables import Definition
from backend.supervision.tables import Project


class FilingDraft(Table, tablename="filing_draft"):
    """What the unit has filled in so far. `version` counts its changes; what was submitted is the case's document."""

    project_id = ForeignKey(Project, on_delete=OnDelete.restrict, null=False, default=None, primary_key=True)
    version = Integer()
    definition_digest = ForeignKey(Definition, on_delete=OnDelete.restrict, null=False, default=None)
    body = Text()
    changed_at = BigInt()
    changed_by = UUID(null=True, default=None)


class ProjectDocument(Table, tablename="project_document"):
    """A notice or schedule: announced first, then its bytes come. `in_force`: named by the approved filing."""

    id = UUID(primary_key=True, default=None)
    project_id = ForeignKey(Project, on_delete=OnDelete.restrict, null=False, default=None)
    kind = Varchar(10)
    name = Varchar(200)
    sha256 = Varchar(64, index=True)
    size = BigInt()
    media_type = Varchar(60)
    announced_by = UUID(default=None)
    announced_at = BigInt()
    bytes_at = BigInt(null=True, default=None)
    in_force = Boolean(default=False)
    bytes_removed_at = BigInt(null=True, default=None)
