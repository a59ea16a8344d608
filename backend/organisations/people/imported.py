"""Importing people with their roles: all rows or none (catalogue 0.5). Nothing of the sheet itself is kept."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from backend.audit.work import Work, unit_of_work
from backend.flows.workbooks import import_turn, refuse_bad_rows
from backend.forms.sheet import RowResult, SheetResult
from backend.identity.people.actions import change_person
from backend.identity.people.queries import (
    ID_PLACE,
    PHONE_PLACE,
    email_of,
    id_number_of,
    new_person,
    phone_of,
    record_person,
)
from backend.identity.tables import Person
from backend.kernel.crypto.sealed import blind_indexes
from backend.kernel.db import insert_rows
from backend.kernel.encoding import sha256_hex
from backend.kernel.errors import Conflict
from backend.kernel.ids import new_id
from backend.organisations.actions import record_membership
from backend.organisations.checked import PERSON
from backend.organisations.events import PeopleImported
from backend.organisations.import_check import Importer, checked_rows, chunks, texts, with_faults
from backend.organisations.people.import_rules import (
    HeldRole,
    Judged,
    KnownPerson,
    KnownPlace,
    PeopleJudge,
    PersonLine,
    World,
)
from backend.organisations.people.membership_rules import Span, days_of
from backend.organisations.permissions import place_of, rank_of, roles_known
from backend.organisations.tables import Membership, Organisation

Row = dict[str, Any]
Newcomers = dict[tuple[str, str], Person]
"""People to be added, by phone and name."""
FIELDS = ("name", "phone", "organisation", "role", "id_type", "id_number", "email")


@dataclass(frozen=True)
class PeopleImport:
    """The result of every row, and what each would do (by its number)."""

    sheet: SheetResult
    lines: dict[int, PersonLine]
    judged: dict[int, Judged]
    at: int


async def check_people(importer: Importer, raw: bytes) -> PeopleImport:
    """The result of every row; nothing is stored.

    Raises:
        Invalid: the workbook as a whole. Busy: another one is being read.
    """
    async with import_turn(importer.runtime):
        return (await _check(importer, raw))[0]


async def import_people(importer: Importer, raw: bytes) -> PeopleImport:
    """Check every row, then carry out all of them.

    Raises:
        Invalid, Busy. ImportRefused: rows that are not allowed; none was stored. Conflict: what was known changed
        meanwhile.
    """
    async with import_turn(importer.runtime):
        checked, world = await _check(importer, raw)
        refuse_bad_rows(checked.sheet.rows)
        # Made before the transaction, which evidence may be waiting behind.
        people, memberships = await asyncio.to_thread(_made, importer, checked, world)
        async with unit_of_work(importer.runtime, importer.actor) as work:
            if await _world(importer, checked.lines.values(), checked.at) != world:
                raise Conflict
            await _store(work, checked, people, memberships, sha256_hex(raw))
        return checked


async def _check(importer: Importer, raw: bytes) -> tuple[PeopleImport, World]:
    sheet = await checked_rows(importer.runtime, PERSON, raw)
    lines = {row.row: _line(row) for row in sheet.rows if row.allowed}
    at = importer.runtime.now()
    world = await _world(importer, lines.values(), at)
    judge = PeopleJudge(world)
    judged = await asyncio.to_thread(lambda: {number: judge.judge(line) for number, line in lines.items()})
    rows = [with_faults(sheet, row, judged[row.row].faults) if row.row in judged else row for row in sheet.rows]
    return PeopleImport(SheetResult(sheet.columns, tuple(rows)), lines, judged, at), world


def _line(row: RowResult) -> PersonLine:
    return PersonLine(**texts(row.document, FIELDS), first=_day(row, "from"), last=_day(row, "until"))


def _day(row: RowResult, key: str) -> date | None:
    return date.fromisoformat(str(row.document[key])) if key in row.document else None


async def _world(importer: Importer, lines: Iterable[PersonLine], at: int) -> World:
    """Everything known of what the rows name, with few queries."""
    every = list(lines)
    people = await _people(importer, every)
    held = await _held([person.id for person in people], at)
    known = await asyncio.to_thread(lambda: [_known(importer, person, held[person.id]) for person in people])
    by_phone: dict[str, list[KnownPerson]] = defaultdict(list)
    for one in known:
        by_phone[one.phone].append(one)
    return World(
        by_phone=dict(by_phone),
        by_id={one.id_number: one for one in known if one.id_number},
        places=await _places({line.organisation for line in every}),
        roles=roles_known(importer.runtime),
        administrator=importer.administrator,
        importer=importer.person_id,
        now=at,
        zone=importer.runtime.zone,
    )


async def _people(importer: Importer, lines: Sequence[PersonLine]) -> list[Person]:
    """People with one of these phones or identity numbers, oldest first."""
    keys = importer.runtime.keys

    def indexes() -> tuple[list[str], list[str]]:
        phones = {index for line in lines for index in blind_indexes(keys, PHONE_PLACE, line.phone)}
        numbers = {index for line in lines if line.id_number for index in blind_indexes(keys, ID_PLACE, line.id_number)}
        return sorted(phones), sorted(numbers)

    phones, numbers = await asyncio.to_thread(indexes)
    found: dict[UUID, Person] = {}
    for column, values in ((Person.phone_index, phones), (Person.id_index, numbers)):
        for some in chunks(values):
            people: list[Person] = await Person.objects().where(column.is_in(some))
            found.update((person.id, person) for person in people)
    return sorted(found.values(), key=lambda person: (person.created_at, person.id))


async def _held(people: Sequence[UUID], at: int) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    table = Membership
    for some in chunks(people):
        rows: list[Row] = (
            await table.select(
                *table.all_columns(),
                table.organisation_id._.path.as_alias("path"),
                table.organisation_id._.code.as_alias("code"),
            )
            .where(table.person_id.is_in(some), table.valid_until.is_null() | (table.valid_until > at))
            .order_by(table.id)
        )
        for row in rows:
            found[row["person_id"]].append(row)
    return found


def _known(importer: Importer, person: Person, rows: Sequence[Row]) -> KnownPerson:
    keys, roles, administrator = importer.runtime.keys, roles_known(importer.runtime), importer.administrator
    held = []
    for row in rows:
        span = Span(row["valid_from"], row["valid_until"])
        held.append(HeldRole(row["code"] or "", row["role"], span, days_of(span, importer.runtime.zone)))
    return KnownPerson(
        id=person.id,
        name=person.name,
        phone=phone_of(keys, person),
        id_number=id_number_of(keys, person),
        email=email_of(keys, person.email),
        active=person.active,
        seen=administrator.everywhere or any(administrator.sees(row["path"]) for row in rows),
        managed=administrator.manages((row["path"], rank_of(roles, row["role"])) for row in rows),
        held=tuple(held),
    )


async def _places(codes: set[str]) -> dict[str, KnownPlace]:
    found: dict[str, KnownPlace] = {}
    for some in chunks(sorted(codes)):
        rows: list[Organisation] = await Organisation.objects().where(Organisation.code.is_in(some))
        found.update((row.code, KnownPlace(row.id, place_of(row), row.active)) for row in rows)
    return found


def _made(importer: Importer, checked: PeopleImport, world: World) -> tuple[Newcomers, list[Membership]]:
    """The rows to insert. Several roles of one new person are one person, with what any of their rows tells."""
    people: Newcomers = {}
    told = _told(checked)
    memberships: list[Membership] = []
    for number, line in checked.lines.items():
        judged = checked.judged[number]
        key = (line.phone, line.name)
        if judged.person is None and key not in people:
            people[key] = new_person(importer.runtime.keys, checked.at, name=line.name, phone=line.phone, **told[key])
        if judged.span is not None:
            memberships.append(
                Membership(
                    id=new_id(),
                    person_id=judged.person.id if judged.person else people[key].id,
                    organisation_id=world.places[line.organisation].id,
                    role=line.role,
                    valid_from=judged.span.since,
                    valid_until=judged.span.until,
                )
            )
    return people, memberships


def _told(checked: PeopleImport) -> dict[tuple[str, str], dict[str, str]]:
    """What the rows of each person tell beside name and phone."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for line in checked.lines.values():
        told = found.setdefault((line.phone, line.name), {"id_type": "", "id_number": "", "email": ""})
        for name in told:
            told[name] = told[name] or getattr(line, name)
    return found


async def _store(
    work: Work,
    checked: PeopleImport,
    people: Newcomers,
    memberships: Sequence[Membership],
    file_sha256: str,
) -> None:
    filled = await _fill_in(work, checked)
    if not people and not memberships and not filled:
        return work.unchanged()
    await insert_rows(Person, list(people.values()))
    await insert_rows(Membership, memberships)
    for (phone, _), person in people.items():
        record_person(work, person, phone)
    for membership in memberships:
        record_membership(work, membership)
    work.record(
        PeopleImported(subject_id=new_id(), added=len(people), memberships=len(memberships), file_sha256=file_sha256)
    )
    return None


async def _fill_in(work: Work, checked: PeopleImport) -> bool:
    """Keep what rows tell of known people of whom it was not known."""
    wanted: dict[UUID, dict[str, str]] = {}
    for number, line in checked.lines.items():
        known = checked.judged[number].person
        if known is None:
            continue
        told = wanted.setdefault(known.id, {})
        if line.id_number and not known.id_number:
            told |= {"id_number": line.id_number, "id_type": line.id_type}
        if line.email and not known.email:
            told["email"] = line.email
    wanted = {person_id: told for person_id, told in wanted.items() if told}
    for some in chunks(wanted):
        for person in await Person.objects().where(Person.id.is_in(some)):
            await change_person(work, person, wanted[person.id])
    return bool(wanted)
