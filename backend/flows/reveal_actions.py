"""Seeing a masked value of a case's document in clear (catalogue 0.3 V-MASK, 15.9)."""

from uuid import UUID

from backend.audit.events_access import RevealPurpose, ValueRevealed
from backend.audit.work import Work
from backend.flows.case_store import document_of, load_case
from backend.flows.definition_store import stored_form
from backend.forms.masking import sensitive_at
from backend.kernel.errors import NotFound


async def reveal_value(work: Work, case_id: UUID, path: str, purpose: RevealPurpose) -> str:
    """The value at a path of the version under review, noted in the reveal log by the key of its field.

    Raises:
        NotFound: no such case, or nothing masked at this path.
    """
    stored = await load_case(case_id)
    document = await document_of(work.runtime.keys, case_id, stored.case.document_version)
    if document is None:
        raise NotFound
    value = sensitive_at(await stored_form(document.definition), document.values, path)
    if value is None:
        raise NotFound
    work.record(
        ValueRevealed(
            subject_id=case_id,
            scope_id=stored.row["subject_id"],
            organisation_id=stored.row["organisation_id"],
            field=path.rpartition(".")[2],
            purpose=purpose,
        )
    )
    return value
