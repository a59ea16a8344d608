"""Erasing a person at their request: what tells who they are goes, what they did stays under their id (design §9)."""

from dataclasses import dataclass
from uuid import UUID

from backend.audit.erasing import Against, ErasedPart, EraseGuard, EventsAbout
from backend.audit.erasure import erase_values
from backend.audit.tables import Event
from backend.audit.work import Work, unit_of_work
from backend.files.leaving import forget_leaving
from backend.forms.phone_rules import mask_phone
from backend.identity.people.id_number_rules import mask_id_number
from backend.identity.people.person_erasure import marks_of
from backend.identity.tables import Person
from backend.kernel.actor import SYSTEM, Actor
from backend.kernel.db import fetch, lock_row
from backend.kernel.errors import NotFound
from backend.kernel.runtime import Runtime
from backend.operations.hold_actions import held_now

VALUES_KIND = "event_values"
VALUES = "before and after of changes that tell about the person, in the log of operations"


@dataclass(frozen=True)
class Erased:
    """How many rows of one part were emptied; `kind` and `what` as the part has them."""

    kind: str
    what: str
    number: int


@dataclass(frozen=True)
class ErasureOutcome:
    """What went, or what stands against it: then nothing did."""

    parts: tuple[Erased, ...] = ()
    against: tuple[Against, ...] = ()


class _DryRun(Exception):
    """Takes back what a dry run did."""


async def erase_person(
    runtime: Runtime, person_id: UUID, *, dry_run: bool, actor: Actor = SYSTEM, role: str = "system"
) -> ErasureOutcome:
    """Erase a person, or with `dry_run` do the same and take it back; the bytes leave the store after the commit.

    Raises:
        NotFound: nobody of this id, or erased already.
    """
    outcome = ErasureOutcome()
    try:
        async with unit_of_work(runtime, actor, role=role) as work:
            await lock_row(Person, Person.id, person_id)
            if not await Person.exists().where(Person.id == person_id, Person.erased_at.is_null()):
                raise NotFound
            against = await _against(work, person_id)
            if against:
                outcome = ErasureOutcome(against=tuple(against))
                work.unchanged()
            else:
                outcome = ErasureOutcome(parts=tuple(await _erase(work, person_id)))
            if dry_run:
                raise _DryRun
    except _DryRun:
        return outcome
    await forget_leaving(runtime)
    return outcome


async def _against(work: Work, person_id: UUID) -> list[Against]:
    held = await held_now()
    found = [Against("person_held", "the person is under legal hold")] if held.covers(people=[person_id]) else []
    for guard in work.runtime.wiring.all(EraseGuard):
        found += await guard.reasons(work, person_id, held.projects)
    acted = held.projects and await Event.exists().where(
        Event.actor_id == person_id, Event.scope_id.is_in(sorted(held.projects))
    )
    return (
        [*found, Against("worked_on_held", "the person worked on a project that is under legal hold")]
        if acted
        else found
    )


async def _erase(work: Work, person_id: UUID) -> list[Erased]:
    """Highest area first: the person's own row, from which the others read phone and number, is emptied last."""
    ports = work.runtime.wiring
    told = [Erased(VALUES_KIND, VALUES, await erase_values(work, await _events_about(work, person_id)))]
    told += [
        Erased(part.kind, part.what, await part.erase(work, person_id)) for part in reversed(ports.all(ErasedPart))
    ]
    return told


async def _events_about(work: Work, person_id: UUID) -> list[UUID]:
    """Events about the person, and those whose values name the person together with the phone or identity number."""
    subjects = [one for port in work.runtime.wiring.all(EventsAbout) for one in await port.subjects(person_id)]
    rows = await Event.select(Event.id).where(Event.subject_id.is_in(subjects), Event.values_hash != "")
    found = {row["id"] for row in rows}
    marks = await marks_of(work, person_id)
    tells = [mask_phone(marks.phone), mask_id_number(marks.id_number), marks.phone, marks.id_number]
    for tell in [one for one in tells if one.strip("*")]:
        named = await fetch(
            "SELECT event_id FROM event_values WHERE erased_at IS NULL AND (before LIKE {} OR after LIKE {}) "
            "AND (before LIKE {} OR after LIKE {})",
            *[f"%{tell}%"] * 2,
            *[f"%{marks.name}%"] * 2,
        )
        found |= {row["event_id"] for row in named}
    return sorted(found)
