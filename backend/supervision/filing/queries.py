"""Reading filings: the unit's draft, the case with its log, the files; and what a change could start from."""

from typing import Any
from uuid import UUID

from backend.flows.case_queries import case_of, cases_about, read_case
from backend.flows.in_force import Definitions
from backend.forms.difference import difference
from backend.forms.kinds.numbers import unscaled
from backend.forms.masking import masked_document
from backend.kernel.actor import Actor
from backend.kernel.errors import NotFound
from backend.kernel.runtime import Runtime
from backend.supervision.errors import NotApproved
from backend.supervision.filing.check import CHANGE_FORM, check_change
from backend.supervision.filing.document_queries import list_documents
from backend.supervision.filing.draft_store import StoredDraft, project_columns, read_draft
from backend.supervision.filing.filing_rules import ALWAYS, E7, EDITABLE, FILE_FIELDS, base_of, halves_off
from backend.supervision.filing.follow import CHANGE, FILING
from backend.supervision.filing.schemas import ChangeChecked, ChangeShown, Draft, FilingMay, FilingShown
from backend.supervision.filing.slot_actions import spot_of_row
from backend.supervision.filing.standing_queries import names_in, standing_of
from backend.supervision.filing.tables import ProjectDocument
from backend.supervision.permissions import may_file
from backend.supervision.tables import Lecturer, Slot, Venue

Row = dict[str, Any]


async def read_filing(runtime: Runtime, actor: Actor, project_id: UUID) -> FilingShown:
    """A project's filing for somebody who may see it; the draft is for the unit alone, in clear while it may edit it.

    Raises:
        NotFound: no such project.
    """
    project = await project_columns(project_id)
    if project is None:
        raise NotFound
    own = await may_file(actor, project_id)
    draft = await read_draft(runtime, project) if own else None
    case_id = await case_of(FILING, project_id)
    editable = own and project["filing"] in EDITABLE
    cases = await cases_about(project_id)
    return FilingShown(
        project_id=project_id,
        no=project["no"],
        name=project["name"],
        filing=project["filing"],
        filed_at=project["filed_at"],
        draft=_shown(draft, masked=not editable) if draft else None,
        names=await names_in(runtime, draft.effective, draft.document) if draft else {},
        documents=await list_documents(project_id),
        case=await read_case(runtime, actor, case_id) if case_id else None,
        standing=await standing_of(runtime, cases, await document_now(project)) if len(cases) > 1 else None,
        cases=cases,
        may=FilingMay(
            edit=editable,
            file=editable,
            delete=own and project["filing"] == "not_filed" and case_id is None,
            change=own and project["filing"] == "approved",
        ),
    )


async def read_change(runtime: Runtime, actor: Actor, project_id: UUID) -> ChangeShown:
    """What a change starts from: dates, half-days, venues and speakers as the project has them now."""
    project = await project_columns(project_id)
    if project is None:
        raise NotFound
    case_id = await case_of(CHANGE, project_id)
    return ChangeShown(
        definition=runtime.find(Definitions).form(CHANGE_FORM).digest,
        document=await document_now(project),
        case=await read_case(runtime, actor, case_id) if case_id else None,
    )


def _shown(draft: StoredDraft, *, masked: bool) -> Draft:
    return Draft(
        version=draft.version,
        definition=draft.effective.digest,
        document=masked_document(draft.effective, draft.document) if masked else draft.document,
        changed=draft.changed,
        lost=draft.lost,
    )


async def check_of_change(
    runtime: Runtime, actor: Actor, project_id: UUID, document: dict[str, object]
) -> ChangeChecked:
    """What would be wrong with a change, and in what it differs from the approved filing.

    Raises:
        NotFound: no such project. NotApproved: there is nothing to change yet.
    """
    project = await project_columns(project_id)
    if project is None:
        raise NotFound
    if project["filing"] != "approved":
        raise NotApproved
    standing = await document_now(project)
    checked = await check_change(runtime, actor, document, project_id=project_id, standing=standing)
    if checked.errors:
        return ChangeChecked(document=checked.document, errors=checked.errors, changes=[])
    base = base_of(standing, checked.document)
    return ChangeChecked(
        document=checked.document,
        errors={},
        changes=difference(checked.effective.form, base, checked.document),
    )


async def document_now(project: Row) -> dict[str, object]:
    """A project as it stands, in the words of the form of changes."""
    project_id = project["id"]
    slots = await Slot.select().where(Slot.project_id == project_id).order_by(Slot.opens_at)
    inside = [slot for slot in slots if project["planned_start"] <= slot["day"] <= project["planned_end"]]
    active = {slot["id"]: slot for slot in inside if slot["active"]}
    off = halves_off(
        project["planned_start"],
        project["planned_end"],
        {(slot["day"], slot["half"]) for slot in active.values()},
    )
    return {
        "planned_start": project["planned_start"],
        "planned_end": project["planned_end"],
        "place": project["place"],
        "venues": await _venues(project_id),
        "days_off": [{"id": f"{day}-{half}", "date": day, "half": half} for day, half in off],
        **await _files(project_id),
        "speakers": await _speakers(active),
    }


async def _files(project_id: UUID) -> dict[str, object]:
    """The files in force that are still kept, by field."""
    rows = await ProjectDocument.select().where(
        ProjectDocument.project_id == project_id,
        ProjectDocument.in_force.eq(True),
        ProjectDocument.bytes_removed_at.is_null(),
    ).order_by(ProjectDocument.announced_at).order_by(ProjectDocument.id)  # fmt: skip
    found: dict[str, list[object]] = {}
    for key, kind in FILE_FIELDS.items():
        for row in (row for row in rows if row["kind"] == kind):
            found.setdefault(key, []).append({name: row[name] for name in ("sha256", "name", "size")})
    return dict(found)


async def _venues(project_id: UUID) -> list[dict[str, object]]:
    rows = await Venue.select().where(Venue.project_id == project_id).order_by(Venue.position)
    found: list[dict[str, object]] = []
    for row in rows:
        spot = spot_of_row(row)
        found.append(
            {
                "id": str(row["id"]),
                "name": spot.name,
                "datum": spot.datum,
                "lat": unscaled(spot.lat_e7, E7),
                "lon": unscaled(spot.lon_e7, E7),
                "radius_m": spot.radius_m,
                **({"from_date": spot.since[0], "from_half": spot.since[1]} if spot.since != ALWAYS else {}),
            }
        )
    return found


async def _speakers(slots: dict[UUID, Row]) -> list[dict[str, object]]:
    if not slots:
        return []
    rows = (
        await Lecturer.select()
        .where(Lecturer.slot_id.is_in(list(slots)), Lecturer.removed_at.is_null())
        .order_by(Lecturer.position)
    )
    found: list[dict[str, object]] = []
    for row in sorted(rows, key=lambda one: slots[one["slot_id"]]["opens_at"]):
        slot = slots[row["slot_id"]]
        texts = {key: row[key] for key in ("name", "unit", "title", "topic") if row[key]}
        found.append({"id": str(row["id"]), **texts, "date": slot["day"], "half": slot["half"]})
    return found
