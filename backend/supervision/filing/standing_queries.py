"""A filing as it stands after approved changes (catalogue 11.2 报备详情; design §4, Slots)."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from backend.flows.case_store import document_of, load_case
from backend.flows.definition_store import stored_form
from backend.flows.named import names_of
from backend.flows.schemas import CaseBrief
from backend.forms.effective import Effective
from backend.forms.masking import masked_document
from backend.forms.validation import references
from backend.kernel.runtime import Runtime
from backend.supervision.filing.filing_rules import CHANGEABLE
from backend.supervision.filing.follow import CHANGE, FILING
from backend.supervision.filing.schemas import Standing

Values = Mapping[str, Any]


async def standing_of(runtime: Runtime, cases: Sequence[CaseBrief], now: Values) -> Standing | None:
    """The filed document with what was changed since; None where nothing was. `now`: what a change would start from."""
    filing = next((one for one in reversed(cases) if one.flow == FILING), None)
    if filing is None or filing.state != "approved":
        return None
    changes = [one for one in cases if one.flow == CHANGE and one.state == "approved"]
    newest = max(changes, key=lambda one: one.changed_at, default=None)
    if newest is None or newest.changed_at < filing.changed_at:
        return None
    stored = await load_case(filing.id)
    filed = await document_of(runtime.keys, filing.id, stored.case.document_version)
    assert filed is not None, "an approved case has its document"
    effective = await stored_form(filed.definition)
    kept = {key: value for key, value in filed.values.items() if key not in CHANGEABLE}
    document = kept | {key: now[key] for key in CHANGEABLE if now.get(key)}
    return Standing(
        definition=filed.definition,
        document=masked_document(effective, document),
        names=await names_in(runtime, effective, document),
        case_id=newest.id,
        since=newest.changed_at,
    )


async def names_in(runtime: Runtime, effective: Effective, document: Values) -> dict[str, str]:
    """The names of the organisations a document refers to."""
    ids = [UUID(one.value) for one in references(effective, document) if one.kind == "organisation"]
    return {str(place): name for place, name in (await names_of(runtime, "organisation", ids)).items()}
