"""What happened to a case, oldest first, for everybody who may see it (catalogue 15.3, 15.4)."""

from collections.abc import Sequence

import msgspec

from backend.flows.case_rules import Case, fold
from backend.flows.event_rules import (
    By,
    Concluded,
    Decided,
    Event,
    HandedOver,
    Holder,
    Recalled,
    Reopened,
    Skipped,
    Submitted,
    Undone,
)


class Entry(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One line. place: of the event in its case. what: the event's kind. counts: false for what was voided since."""

    place: int
    what: str
    at: int
    by: By
    step: str | None = None
    round: int | None = None
    verdict: str | None = None
    to: str | None = None
    reason: str = ""
    fields: tuple[str, ...] = ()
    document_version: int | None = None
    holder: Holder | None = None
    outcome: str | None = None
    counts: bool = True


def timeline(events: Sequence[Event]) -> list[Entry]:
    """The acts of a case, with skipped steps and the end; openings, closings and voidings follow from these."""
    case = fold(events)
    entries = (_entry(place, event, case) for place, event in enumerate(events))
    return [entry for entry in entries if entry is not None]


def _entry(place: int, event: Event, case: Case) -> Entry | None:
    entry = Entry(place=place, what=str(event.__struct_config__.tag), at=event.at, by=event.by)
    details: dict[str, object] = {}
    match event:
        case Submitted():
            details = {"document_version": event.document_version}
        case Decided():
            details = {name: getattr(event, name) for name in ("step", "round", "verdict", "to", "reason", "fields")}
            details |= {"document_version": event.document_version, "counts": _counts(case, event.step, event.round)}
        case Skipped():
            counts = _counts(case, event.step, event.round)
            details = {"step": event.step, "round": event.round, "counts": counts}
        case Undone():
            details = {"step": event.step, "round": event.round}
        case Reopened():
            details = {"step": event.step, "reason": event.reason}
        case Recalled():
            details = {"reason": event.reason, "fields": event.fields}
        case HandedOver():
            details = {"step": event.step, "round": event.round, "holder": event.holder}
        case Concluded():
            details = {"outcome": event.outcome}
        case _:
            return None
    return msgspec.structs.replace(entry, **details)


def _counts(case: Case, step: str, round_no: int) -> bool:
    return all(round_.state != "voided" for round_ in case.rounds[step] if round_.number == round_no)
