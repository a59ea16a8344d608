"""What supervision knows about a person, and removes at their request (design §9).

What an on-site lead brought in stays under their id: photos, manifests and receipts are evidence of what was there, not
of who they are. The drawn signature is the name itself and goes; that it was made, when, and its digest stay.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from piccolo.columns import Column
from piccolo.table import Table

from backend.audit.erasing import Against, ErasedPart, EraseGuard, EventsAbout
from backend.audit.work import Work
from backend.flows.case_store import DOCUMENT_PLACE
from backend.flows.sealed_document import open_document, seal_document
from backend.flows.tables import CaseDocument
from backend.identity.people.erasure_rules import Marks, without_person
from backend.identity.people.person_erasure import marks_of, phone_indexes_of
from backend.supervision.filing.draft_store import DRAFT_PLACE
from backend.supervision.filing.tables import FilingDraft
from backend.supervision.retention.kept_evidence import remove_drawings
from backend.supervision.tables import Assignment, CodeTries, Commitment

PAGE = 500


async def _against(_: Work, person_id: UUID, held: Collection[UUID]) -> list[Against]:
    """The projects a person leads now, or led and that are under legal hold."""
    project = Assignment.project_id._
    rows = await Assignment.select(
        Assignment.project_id, Assignment.ended_at, project.no.as_alias("no"), project.name.as_alias("name")
    ).where(Assignment.person_id == person_id)
    leads = [row for row in rows if row["ended_at"] is None]
    under_hold = sorted({row["no"] for row in rows if row["project_id"] in held})
    return [*(_leads(row["no"], row["name"]) for row in leads), *(_led_held(no) for no in under_hold)]


def _leads(no: str, name: str) -> Against:
    words = f"the person is the on-site lead of {no} {name}: name somebody else first"
    return Against(code="leads_project", words=words, about={"no": no, "name": name})


def _led_held(no: str) -> Against:
    words = f"project {no}, which the person led, is under legal hold"
    return Against(code="led_held_project", words=words, about={"no": no})


async def _erase_assignments(work: Work, person_id: UUID) -> int:
    """That they led, when, and under which code generation stays; how they were found and where they work goes."""
    rows = (
        await Assignment.update({Assignment.phone_index: "", Assignment.lead_unit: "", Assignment.code_sealed: ""})
        .where(Assignment.person_id == person_id)
        .returning(Assignment.id)
    )
    indexes = await phone_indexes_of(work, person_id)
    if indexes:
        await CodeTries.delete().where(CodeTries.phone_index.is_in(indexes))
    return len(rows)


async def _erase_signatures(work: Work, person_id: UUID) -> int:
    await Commitment.update({Commitment.signed_name: ""}).where(Commitment.person_id == person_id)
    rows = await Commitment.select(Commitment.id).where(
        Commitment.person_id == person_id, Commitment.bytes_at.is_not_null()
    )
    return await remove_drawings(work, [row["id"] for row in rows], reason="requested")


async def _erase_in_documents(work: Work, person_id: UUID) -> int:
    """Filings and their drafts that name the person by phone or identity number, as the project's leader say."""
    marks = await marks_of(work, person_id)
    drafts = _Documents(FilingDraft, FilingDraft.project_id, FilingDraft.body, DRAFT_PLACE)
    submitted = _Documents(CaseDocument, CaseDocument.id, CaseDocument.body, DOCUMENT_PLACE)
    return await drafts.without(work, marks) + await submitted.without(work, marks)


class _Documents:
    """A table of sealed documents."""

    def __init__(self, table: type[Table], key: Column, body: Column, place: str) -> None:
        self._table, self._key, self._body, self._place = table, key, body, place

    async def without(self, work: Work, marks: Marks) -> int:
        """Write every document that names the person again, without them; how many."""
        keys, changed, last = work.runtime.keys, 0, UUID(int=0)
        while True:
            rows: list[dict[str, Any]] = (
                await self._table.select(self._key.as_alias("key"), self._body.as_alias("body"))
                .where(self._key > last)
                .order_by(self._key)
                .limit(PAGE)
            )
            if not rows:
                return changed
            for row in rows:
                document = open_document(keys, self._place, row["body"])
                cleaned = without_person(document, marks)
                if cleaned != document:
                    assert isinstance(cleaned, dict)
                    sealed = seal_document(keys, self._place, cleaned)
                    await self._table.update({self._body: sealed}).where(self._key == row["key"])
                    changed += 1
            last = rows[-1]["key"]


async def _subjects(person_id: UUID) -> list[UUID]:
    rows = await Assignment.select(Assignment.id).where(Assignment.person_id == person_id)
    return [row["id"] for row in rows]


PERSON_ERASURE = (
    EraseGuard(_against),
    ErasedPart("assignments", "on-site leads' entries: index of the phone, work unit", _erase_assignments),
    ErasedPart("signatures", "drawn signatures of commitments", _erase_signatures),
    ErasedPart(
        "documents", "filings and drafts that name the person with their phone or identity number", _erase_in_documents
    ),
    EventsAbout(_subjects),
)
