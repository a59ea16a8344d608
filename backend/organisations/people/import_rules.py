"""What an import of people would do, row by row, pure (catalogue 0.5).

A person is known by identity number, else by phone and name; a row gives them one role in one organisation. What is
known of a person is never replaced by an import: empty places are filled in, everything else must agree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.forms.codes import FieldCode
from backend.identity.login_codes.login_code_rules import same_name
from backend.organisations.people.membership_rules import Span, overlapped, span_of
from backend.organisations.people.role_rules import Administrator, MemberRole, Place, grant_fault

Outcome = Literal["add", "update", "unchanged"]
Fault = tuple[str, FieldCode]


@dataclass(frozen=True)
class HeldRole:
    """A membership of a known person, with its first and last day."""

    organisation_code: str
    role: str
    span: Span
    days: tuple[date, date | None]


@dataclass(frozen=True)
class KnownPerson:
    """A person as stored. `seen`: belongs to the importer's organisations; `managed`: to none but those."""

    id: UUID
    name: str
    phone: str
    id_number: str
    email: str
    active: bool
    seen: bool
    managed: bool
    held: tuple[HeldRole, ...] = ()


@dataclass(frozen=True)
class KnownPlace:
    """An organisation a row may name."""

    id: UUID
    place: Place
    active: bool


@dataclass(frozen=True)
class PersonLine:
    """A faultless row."""

    name: str
    phone: str
    organisation: str
    role: str
    id_type: str = ""
    id_number: str = ""
    email: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Judged:
    """What a row would do, or why it cannot; `person` is who is meant, if known; `span` when the role is given."""

    outcome: Outcome
    faults: tuple[Fault, ...] = ()
    person: KnownPerson | None = None
    span: Span | None = None


@dataclass(frozen=True)
class World:
    """What is known beforehand: people by phone and by identity number, organisations by code, roles by key."""

    by_phone: Mapping[str, Sequence[KnownPerson]]
    by_id: Mapping[str, KnownPerson]
    places: Mapping[str, KnownPlace]
    roles: Mapping[str, MemberRole]
    administrator: Administrator
    importer: UUID | None
    now: int
    zone: ZoneInfo


class PeopleJudge:
    """Judges the rows of one sheet, which may not contradict one another either."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._names: dict[str, str] = {}
        self._owners: dict[str, tuple[str, str]] = {}
        self._facts: dict[tuple[str, str], tuple[str, str]] = {}

    def judge(self, line: PersonLine) -> Judged:
        """What becomes of a row."""
        faults = [*self._within_sheet(line)]
        known, found = self._known(line)
        faults += found
        place = self._world.places.get(line.organisation)
        faults += self._place_faults(line, place)
        span = span_of(line.first, line.last, self._world.now, self._world.zone)
        if span is None:
            faults.append(("until", "end_before_start"))
        if known is None or faults or span is None:
            return Judged("add" if known is None else "update", tuple(faults), known, span)
        return self._of_known(line, known, span)

    def _within_sheet(self, line: PersonLine) -> list[Fault]:
        """Rows of one phone are one person, and say the same of them."""
        person = (line.phone, line.name)
        found: list[Fault] = []
        if not same_name(self._names.setdefault(line.phone, line.name), line.name):
            found.append(("phone", "phone_of_another"))
        if line.id_number and self._owners.setdefault(line.id_number, person) != person:
            found.append(("id_number", "id_of_another"))
        number, email = self._facts.setdefault(person, (line.id_number, line.email))
        if line.id_number and number and line.id_number != number:
            found.append(("id_number", "differs"))
        if line.email and email and line.email != email:
            found.append(("email", "differs"))
        self._facts[person] = (number or line.id_number, email or line.email)
        return found

    def _known(self, line: PersonLine) -> tuple[KnownPerson | None, list[Fault]]:
        """Who is meant, and what the row says otherwise than is known."""
        owner = self._world.by_id.get(line.id_number) if line.id_number else None
        if owner is not None:
            return owner, self._of_owner(line, owner)
        people = self._world.by_phone.get(line.phone, ())
        same = next((one for one in people if same_name(line.name, one.name)), None)
        if same is not None:
            return same, self._of_same(line, same)
        # Only people the importer sees are told of.
        return None, [("phone", "phone_of_another")] if any(one.seen for one in people) else []

    def _of_owner(self, line: PersonLine, owner: KnownPerson) -> list[Fault]:
        if not same_name(line.name, owner.name):
            return [("id_number", "id_of_another")]
        if line.phone != owner.phone:
            return [("phone", "phone_differs")]
        return self._of_same(line, owner)

    def _of_same(self, line: PersonLine, known: KnownPerson) -> list[Fault]:
        if known.id == self._world.importer:
            return [("name", "own_rights")]
        if not known.active:
            return [("name", "person_disabled")]
        found: list[Fault] = []
        for name in ("id_number", "email"):
            sent, kept = getattr(line, name), getattr(known, name)
            if sent and sent != kept:
                found += [(name, "differs" if kept else "managed_elsewhere")] if kept or not known.managed else []
        return found

    def _place_faults(self, line: PersonLine, place: KnownPlace | None) -> list[Fault]:
        if place is None or not self._world.administrator.sees(place.place.path):
            return [("organisation", "unknown_organisation")]
        if not place.active:
            return [("organisation", "organisation_closed")]
        role = self._world.roles.get(line.role)
        if role is None:
            return [("role", "unknown_choice")]
        fault = grant_fault(self._world.administrator, role, place.place)
        return [("role", fault)] if fault else []

    def _of_known(self, line: PersonLine, known: KnownPerson, span: Span) -> Judged:
        fills = any(getattr(line, name) and not getattr(known, name) for name in ("id_number", "email"))
        held = [one for one in known.held if (one.organisation_code, one.role) == (line.organisation, line.role)]
        if not overlapped(span, [one.span for one in held]):
            return Judged("update", (), known, span)
        agrees = any(self._agrees(line, one) for one in held)
        faults: tuple[Fault, ...] = () if agrees else (("from", "differs"),)
        return Judged("update" if fills else "unchanged", faults, known, None)

    @staticmethod
    def _agrees(line: PersonLine, held: HeldRole) -> bool:
        """A role that is held already is left as it is, unless the row names other days."""
        first, last = held.days
        return line.first in {None, first} and (line.last == last or line.last is None)
