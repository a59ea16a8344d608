"""Refusals of cases: one class for each code of the rules, so that each has words."""

from collections.abc import Mapping

from backend.flows.case_rules import REFUSAL_CODES, Refused
from backend.kernel.errors import Invalid, Refusal

FORBIDDEN = frozenset({"consecutive_steps", "not_holder", "not_your_decision", "own_case", "right_not_named"})
MALFORMED = frozenset({"form_not_asked", "form_required", "reason_required", "unknown_step", "verdict_not_allowed"})


class CaseRefused(Refusal):
    """An act that the rules of cases refuse; `data` tells what happened meanwhile."""


def _status(code: str) -> int:
    if code in FORBIDDEN:
        return 403
    return 422 if code in MALFORMED else 409


_CLASSES: Mapping[str, type[CaseRefused]] = {
    code: type(f"CaseRefused_{code}", (CaseRefused,), {"code": code, "status": _status(code)})
    for code in sorted(REFUSAL_CODES)
}
_FIELDS = {"reason_required": "reason", "form_required": "form"}


def refusal_of(refused: Refused) -> Refusal:
    """The exception for what the rules answered."""
    field = _FIELDS.get(refused.code)
    if field:
        return Invalid(refused.code, errors={field: ["required"]})
    return _CLASSES[refused.code](data=dict(refused.data))
