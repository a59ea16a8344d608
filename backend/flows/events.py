"""What happens to cases. `scope_id` is what the case is about, so that a screen can watch it."""

from backend.audit.events import DomainEvent


class CaseMoved(DomainEvent, frozen=True, kw_only=True):
    """subject: the case. From state to state under a version of the document; the events of the case tell the rest."""

    module = "flows"
    kind = ""
    flow: str
    before: str
    after: str
    document_version: int
    step: str = ""
    round: int = 0
    verdict: str = ""


class CaseSubmitted(CaseMoved, frozen=True, kw_only=True):
    kind = "case.submitted"


class CaseDecided(CaseMoved, frozen=True, kw_only=True):
    kind = "case.decided"


class CaseUndone(CaseMoved, frozen=True, kw_only=True):
    kind = "case.undone"


class CaseReopened(CaseMoved, frozen=True, kw_only=True):
    kind = "case.reopened"


class CaseRecalled(CaseMoved, frozen=True, kw_only=True):
    kind = "case.recalled"


class CaseHandedOver(CaseMoved, frozen=True, kw_only=True):
    kind = "case.handed_over"
