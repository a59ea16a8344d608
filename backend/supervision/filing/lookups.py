"""What the fields of filing documents refer to: the units a person files for, and the files of the project."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from piccolo.columns.combination import And, Or, Where

from backend.forms.context import Context, Found, KnownReferences, Reference
from backend.forms.effective import Effective
from backend.kernel.actor import Actor
from backend.kernel.clock import local_date
from backend.kernel.db import contains
from backend.kernel.paging import Page, check_limit, decode_cursor, encode_cursor
from backend.kernel.runtime import Runtime
from backend.organisations.tables import Organisation
from backend.organisations.tree.path_rules import subtree_range
from backend.supervision.filing.schemas import OrganiserShown
from backend.supervision.filing.tables import ProjectDocument
from backend.supervision.permissions import UNIT, visible_paths

Answers = dict[Reference, Sequence[Found]]
Row = dict[str, Any]


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


async def list_organisers(actor: Actor, *, text: str, cursor: str | None, limit: int | None) -> Page[OrganiserShown]:
    """One page, in the order of the tree, of the units somebody may file for: the own ones and those below them that
    have not ended; with a text, those whose name or code holds it, or whose id it is."""
    paths = await visible_paths(actor, UNIT)
    if not paths:
        return Page(items=[], next=None)
    wanted = _open_below(paths)
    if sought := text.replace("\0", "").strip():
        named = contains(Organisation.name, sought) | contains(Organisation.code, sought)
        place = _id_of(sought)
        wanted = wanted & (named if place is None else Organisation.id == place)
    after = decode_cursor(cursor, 1)
    if after is not None:
        wanted = wanted & (Organisation.path > str(after[0]))
    size = check_limit(limit)
    rows: list[Row] = await Organisation.select().where(wanted).order_by(Organisation.path).limit(size + 1)
    above = await _parents(paths, rows[:size])
    shown = [OrganiserShown(row["id"], row["name"], above.get(row["parent_id"], "")) for row in rows[:size]]
    return Page(items=shown, next=encode_cursor(rows[size - 1]["path"]) if len(rows) > size else None)


def _id_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


async def _parents(paths: Sequence[str], rows: Sequence[Row]) -> dict[UUID, str]:
    """The names of those right above, as far as they are the actor's too."""
    ids = sorted({row["parent_id"] for row in rows if row["parent_id"]})
    if not ids:
        return {}
    found = await Organisation.select(Organisation.id, Organisation.name).where(
        _below(paths), Organisation.id.is_in(ids)
    )
    return {row["id"]: row["name"] for row in found}


async def own_unit(actor: Actor) -> UUID | None:
    """The unit somebody files for who files for one only."""
    units = actor.organisations(UNIT)
    return next(iter(units)) if len(units) == 1 else None


async def _organisations(actor: Actor, wanted: Sequence[Reference]) -> Answers:
    paths = await visible_paths(actor, UNIT)
    if not paths:
        return {}
    rows = await Organisation.select(Organisation.id, Organisation.name).where(_open_below(paths))
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


def _open_below(paths: Sequence[str]) -> And:
    """The units a project may be filed for: of these subtrees, those that have not ended."""
    return _below(paths) & Organisation.active.eq(True)


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
