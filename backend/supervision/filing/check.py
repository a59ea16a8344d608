"""Checking filing documents: every fault at once, by field path (design §6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from backend.flows.in_force import Definitions
from backend.forms.effective import Effective
from backend.forms.validation import references, unique_values, validate
from backend.kernel.actor import Actor
from backend.kernel.runtime import Runtime
from backend.supervision.filing.filing_rules import HEADING, schedule_errors, with_files
from backend.supervision.filing.lookups import form_context, own_unit
from backend.supervision.filing.project_actions import FORM
from backend.supervision.settings import SupervisionSettings
from backend.supervision.tables import Project

Stage = Literal["draft", "submit"]
Errors = Mapping[str, Sequence[str]]
Document = dict[str, object]
CHANGE_FORM = "filing_change"
DATES = frozenset({"planned_start", "planned_end"})


@dataclass(frozen=True)
class Checked:
    """A document in canonical form under the newest definition, and what is wrong with it."""

    effective: Effective
    document: Document
    errors: dict[str, list[str]]


async def check_filing(
    runtime: Runtime, actor: Actor, document: Document, *, project_id: UUID | None, stage: Stage
) -> Checked:
    """Check a filing. A draft needs its heading (number, name, unit, dates) and may lack all else a person can mend."""
    effective = runtime.find(Definitions).form(FORM)
    if not document.get("organiser") and (unit := await own_unit(actor)):
        document = document | {"organiser": str(unit)}
    context = await form_context(runtime, actor, effective, references(effective, document), project_id)
    outcome = validate(effective, document, context, stage=stage)
    errors: dict[str, list[str]] = {path: list(codes) for path, codes in outcome.errors.items()}
    if stage == "draft":
        heading = {key: value for key, value in document.items() if key in HEADING}
        for path, codes in validate(effective, heading, context, only=HEADING).errors.items():
            errors[path] = sorted({*errors.get(path, ()), *codes})
    _add_schedule(runtime, outcome.document, errors, stage)
    if "project_no" not in errors and await _taken(effective, outcome.document, project_id):
        errors["project_no"] = ["taken"]
    return Checked(effective, outcome.document, errors)


async def check_change(
    runtime: Runtime, actor: Actor, document: Document, *, project_id: UUID, standing: Document
) -> Checked:
    """Check a change of an approved filing; `standing`: the project as it is now."""
    effective = runtime.find(Definitions).form(CHANGE_FORM)
    document = with_files(document, standing)
    context = await form_context(runtime, actor, effective, references(effective, document), project_id)
    outcome = validate(effective, document, context)
    errors: dict[str, list[str]] = {path: list(codes) for path, codes in outcome.errors.items()}
    _add_schedule(runtime, outcome.document, errors, "submit")
    return Checked(effective, outcome.document, errors)


def _add_schedule(runtime: Runtime, document: Document, errors: dict[str, list[str]], stage: Stage) -> None:
    """The faults a form cannot name, asked only of documents without others; of a draft, its period alone."""
    if errors:
        return
    asked = {key: document[key] for key in DATES} if stage == "draft" else document
    errors |= schedule_errors(asked, runtime.settings(SupervisionSettings).longest_project_days)


async def _taken(effective: Effective, document: Document, project_id: UUID | None) -> bool:
    digest = unique_values(effective, document).get(("project_no",))
    wanted = (Project.no_digest == digest) | (Project.no == document.get("project_no"))
    rows = await Project.select(Project.id).where(wanted)
    return any(row["id"] != project_id for row in rows)
