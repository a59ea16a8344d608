"""What the moves of filing cases mean for projects, in the same transaction (catalogue 11.2; design §4, Slots)."""

from uuid import UUID

from backend.audit.work import Work
from backend.flows.event_rules import Decided, Recalled, Submitted
from backend.flows.ports import CaseChange, HandOver
from backend.kernel.actor import Actor
from backend.kernel.db import lock_row
from backend.kernel.errors import NotFound
from backend.supervision.capture.recount import recount_slots
from backend.supervision.capture.tables import Capture
from backend.supervision.events import ProjectRearranged, ProjectRecalled
from backend.supervision.filing.document_actions import put_in_force
from backend.supervision.filing.draft_store import project_columns, read_draft, write_draft
from backend.supervision.filing.filing_rules import CHANGEABLE, days_off_of, files_of, speakers_of, spots_of
from backend.supervision.filing.messages import tell_clerks, tell_reviewers, tell_successors
from backend.supervision.filing.project_actions import approve_project
from backend.supervision.filing.slot_actions import arrange, arrangement_of, deactivate, slots_now
from backend.supervision.permissions import see_project
from backend.supervision.settings import SupervisionSettings
from backend.supervision.tables import LecturerFact, Project

FILING, CHANGE = "filing", "filing_change"
REVIEW = "authority_review"
HAS_EVIDENCE = "filing_has_evidence"
NO_RECALL = "no_recall"


async def may_see_filing(actor: Actor, project_id: UUID) -> bool:
    """Whoever may see the project sees its cases."""
    try:
        await see_project(actor, project_id)
    except NotFound:
        return False
    return True


async def guard_recall(_: Work, project_id: UUID) -> str | None:
    """Only a project without supervision information is returned (对未上传督查信息的项目进行退回).

    The lock makes an arriving capture, whose row refers to the project, come either before this look or after.
    """
    await lock_row(Project, Project.id, project_id)
    taken = await Capture.exists().where(Capture.project_id == project_id)
    changed = await LecturerFact.exists().where(LecturerFact.slot_id._.project_id == project_id)
    return HAS_EVIDENCE if taken or changed else None


async def never_recalled(_: Work, __: UUID) -> str | None:
    """A change that was carried out is changed again, not taken back."""
    return NO_RECALL


async def follow_filing(work: Work, change: CaseChange) -> None:
    """Keep the project's filing state, and carry out approval and recall."""
    project_id = change.subject_id
    columns: dict[object, object] = {Project.filing: change.after}
    if isinstance(change.cause, Submitted):
        columns |= {Project.filed_at: work.at}
    await Project.update(columns).where(Project.id == project_id)  # type: ignore[arg-type]
    if change.after == "approved" and change.before != "approved":
        await _approve(work, change)
    elif isinstance(change.cause, Recalled):
        await _take_back(work, project_id)
    await _tell(work, change, FILING)


async def follow_change(work: Work, change: CaseChange) -> None:
    """Carry out an approved change.

    Raises:
        SlotBegun, SlotHasEvidence, VenuesFixed: time went on; the authority can only return it.
    """
    if change.after == "approved" and change.before != "approved":
        await _rearrange(work, change)
    await _tell(work, change, CHANGE)


async def _approve(work: Work, change: CaseChange) -> None:
    document = change.document
    latest = change.case.latest(REVIEW)
    form = latest.decided.form if latest and latest.decided else None
    await approve_project(
        work,
        project_id=change.subject_id,
        venues=spots_of(document, _default_radius(work)),
        speakers=speakers_of(document),
        off=days_off_of(document),
        indoor=bool((form or {}).get("indoor", False)),
    )
    await put_in_force(change.subject_id, files_of(document))


async def _take_back(work: Work, project_id: UUID) -> None:
    slots = [slot.id for slot in await slots_now(project_id) if slot.active]
    await deactivate(slots)
    await put_in_force(project_id, ())
    await recount_slots(work, slots)
    work.record(ProjectRecalled(subject_id=project_id, scope_id=project_id))


async def _rearrange(work: Work, change: CaseChange) -> None:
    document, project_id = change.document, change.subject_id
    await lock_row(Project, Project.id, project_id)
    wanted = arrangement_of(document, _default_radius(work))
    await arrange(work, project_id, wanted, begun_may_change=False)
    await Project.update(
        {
            Project.planned_start: wanted.first.isoformat(),
            Project.planned_end: wanted.last.isoformat(),
            Project.place: str(document.get("place", "")),
        }
    ).where(Project.id == project_id)
    # A change sent before these could be changed names none: those in force stay.
    if files := files_of(document):
        await put_in_force(project_id, files)
    await _follow_in_draft(work, change)
    work.record(ProjectRearranged(subject_id=project_id, scope_id=project_id, case_id=change.case_id))


async def _follow_in_draft(work: Work, change: CaseChange) -> None:
    """Were the filing ever returned, its draft must not bring back what was changed."""
    project = await project_columns(change.subject_id)
    assert project is not None
    draft = await read_draft(work.runtime, project)
    kept = {key: value for key, value in draft.document.items() if key not in CHANGEABLE}
    changed = {key: value for key, value in change.document.items() if key in CHANGEABLE}
    await write_draft(work, change.subject_id, draft.version + 1, draft.effective, kept | changed)


async def _tell(work: Work, change: CaseChange, flow: str) -> None:
    if isinstance(change.cause, Submitted):
        people = frozenset().union(*change.opened.values())
        await tell_reviewers(work, change, flow, people)
    elif isinstance(change.cause, Decided | Recalled) and change.after != change.before:
        await tell_clerks(work, change, flow)


async def tell_of_filing(work: Work, over: HandOver) -> None:
    """A filing changed hands: tell whoever has it now what they have to know."""
    await _tell_successors(work, over, FILING)


async def tell_of_change(work: Work, over: HandOver) -> None:
    """The same of a change of a filing."""
    await _tell_successors(work, over, CHANGE)


async def _tell_successors(work: Work, over: HandOver, flow: str) -> None:
    if over.step:
        await tell_reviewers(work, over, flow, over.people)
    else:
        await tell_successors(work, over, flow)


def _default_radius(work: Work) -> int:
    return work.runtime.settings(SupervisionSettings).default_radius_m
