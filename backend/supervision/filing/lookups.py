"""What the fields of filing documents refer to: the units a person files for, and the files of the project."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from piccolo.columns.combination import And, Or, Where

from backend.forms.context import Context, Found, KnownReferences, Reference
from backend.forms.effective import Effective
from backend.kernel.actor import Actor
from backend.kernel.clock import local_date
from backend.kernel.runtime import Runtime
from backend.organisations.tables import Organisation
from backend.organisations.tree.path_rules import subtree_range
from backend.supervision.filing.tables import ProjectDocument
from backend.supervision.permissions import UNIT, visible_paths

Answers = dict[Reference, Sequence[Found]]


async def form_context(
    runtime: Runtime, actor: Actor, effective: Effective, wanted: set[Reference], project_id: UUID | None
) -> Context:
    """Everything a check of a document needs: at most one query per kind of reference."""
    found: Answers = {}
    organisations = [one for one in wanted if one.kind in {"organisation", "organisation_name"}]
    if organisations:
        found |= await _organisations(actor, organisations)
    files = [one.value for one in wanted if one.kind == "file"]
    if files and project_id is not None:
        found |= await _files(project_id, files)
    today = local_date(runtime.now(), runtime.zone)
    return Context(today=today, lists=effective.lists, lookups=KnownReferences(found))


async def own_unit(actor: Actor) -> UUID | None:
    """The unit somebody files for who files for one only."""
    units = actor.organisations(UNIT)
    return next(iter(units)) if len(units) == 1 else None


async def _organisations(actor: Actor, wanted: Sequence[Reference]) -> Answers:
    paths = await visible_paths(actor, UNIT)
    if not paths:
        return {}
    rows = await Organisation.select(Organisation.id, Organisation.name).where(
        _below(paths), Organisation.active.eq(True)
    )
    return _answers(wanted, {row["id"]: row["name"] for row in rows})


def _answers(wanted: Sequence[Reference], names: Mapping[UUID, str]) -> Answers:
    by_id = {str(place): Found(str(place), name) for place, name in names.items()}
    by_name: dict[str, list[Found]] = {}
    for found in by_id.values():
        by_name.setdefault(found.label, []).append(found)
    return {
        one: [by_id[one.value]] if one.value in by_id else by_name.get(one.value, [])
        for one in wanted
        if one.value in by_id or one.kind == "organisation_name"
    }


def _below(paths: Sequence[str]) -> And | Or | Where:
    conditions: list[And] = []
    for path in paths:
        low, high = subtree_range(path)
        conditions.append((Organisation.path >= low) & (Organisation.path <= high))
    found: And | Or = conditions[0]
    for condition in conditions[1:]:
        found = found | condition
    return found


async def _files(project_id: UUID, digests: Sequence[str]) -> Answers:
    rows = await ProjectDocument.select(ProjectDocument.sha256, ProjectDocument.size, ProjectDocument.media_type).where(
        ProjectDocument.project_id == project_id,
        ProjectDocument.sha256.is_in(list(digests)),
        ProjectDocument.bytes_at.is_not_null(),
        ProjectDocument.bytes_removed_at.is_null(),
    )
    return {
        Reference("file", row["sha256"]): [Found(row["sha256"], size=row["size"], media_type=row["media_type"])]
        for row in rows
    }
