"""Events and steps of a case with the names of people and organisations."""

from collections.abc import Mapping
from uuid import UUID

from backend.flows.definition import Flow
from backend.flows.event_rules import By, Decided, Holder
from backend.flows.progress_rules import StepView
from backend.flows.schemas import ByShown, EntryShown, HolderShown, Named, StepShown, WordShown
from backend.flows.timeline_rules import Entry
from backend.forms.words import Label

GONE = "—"


class Shower:
    """Turns the values of the rules into what is sent."""

    def __init__(self, flow: Flow, people: Mapping[UUID, str], organisations: Mapping[UUID, str]) -> None:
        self._flow = flow
        self._people = people
        self._organisations = organisations

    def person(self, person_id: UUID | None) -> Named | None:
        return Named(id=person_id, name=self._people.get(person_id, GONE)) if person_id else None

    def organisation(self, place: UUID | None) -> Named | None:
        return Named(id=place, name=self._organisations.get(place, GONE)) if place else None

    def step(self, view: StepView, usual_ms: int | None) -> StepShown:
        label = self._label(view.key)
        assert label is not None
        return StepShown(
            key=view.key,
            label=label,
            state=view.state,
            round=view.round,
            since=view.since,
            holder=self._holder(view.holder),
            due_at=view.due_at,
            decided=self._word(view.decided),
            held=self._word(view.held),
            next=view.next,
            usual_ms=usual_ms,
        )

    def entry(self, entry: Entry) -> EntryShown:
        return EntryShown(
            place=entry.place,
            what=entry.what,
            at=entry.at,
            by=self._by(entry.by),
            step=entry.step,
            label=self._label(entry.step) if entry.step else None,
            round=entry.round,
            verdict=entry.verdict,
            to=entry.to,
            reason=entry.reason,
            fields=entry.fields,
            document_version=entry.document_version,
            holder=self._holder(entry.holder),
            outcome=entry.outcome,
            counts=entry.counts,
        )

    def _label(self, key: str) -> Label | None:
        step = self._flow.step(key)
        return step.label if step else None

    def _by(self, by: By) -> ByShown:
        return ByShown(
            person=self.person(by.person_id), role=by.role, organisation=self.organisation(by.organisation_id)
        )

    def _holder(self, holder: Holder | None) -> HolderShown | None:
        if holder is None:
            return None
        return HolderShown(
            role=holder.role,
            organisation=self.organisation(holder.organisation_id),
            person=self.person(holder.person_id),
            stand_in=holder.stand_in,
        )

    def _word(self, word: Decided | None) -> WordShown | None:
        if word is None:
            return None
        return WordShown(
            verdict=word.verdict,
            by=self._by(word.by),
            at=word.at,
            reason=word.reason,
            fields=word.fields,
            form=word.form,
        )
