"""Reading people and memberships as administrators see them: those of their own subtrees, values masked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.forms.phone_rules import mask_phone, normalise_phone
from backend.identity.login_codes.login_code_rules import normalise_id_number
from backend.identity.people.id_number_rules import mask_email, mask_id_number
from backend.identity.people.queries import ID_PLACE, PHONE_PLACE, email_of, id_number_of, phone_of
from backend.identity.tables import Person
from backend.kernel.actor import Actor
from backend.kernel.crypto.sealed import blind_indexes
from backend.kernel.db import contains
from backend.kernel.errors import NotFound
from backend.kernel.paging import CountedPage, Total, check_limit, decode_cursor, encode_cursor
from backend.kernel.runtime import Runtime
from backend.organisations.people.membership_rules import Span, days_of, state_of
from backend.organisations.people.role_rules import Administrator
from backend.organisations.people.schemas import MembershipRow, PeopleSearch, PersonRow
from backend.organisations.permissions import Condition, organisation_seen, rank_of, reach, roles_known
from backend.organisations.tables import Membership
from backend.organisations.tree.path_rules import subtree_range
from backend.organisations.tree.schemas import Named

Row = dict[str, Any]


@dataclass(frozen=True)
class Reader:
    """Who reads, and what they administer."""

    runtime: Runtime
    actor: Actor
    administrator: Administrator


async def list_people(reader: Reader, search: PeopleSearch) -> CountedPage[PersonRow]:
    """One page of people by name."""
    wanted: Condition = Person.erased_at.is_null()
    low, high = "", ""
    if search.organisation is not None:
        found = await organisation_seen(reader.administrator, search.organisation)
        low, high = subtree_range(found.path)
    within = _belonging(reader, low, high)
    if within is not None:
        wanted = wanted & within
    if search.state is not None:
        wanted = wanted & Person.active.eq(search.state == "active")
    text = search.text.replace("\0", "").strip()
    if text:
        wanted = wanted & _named(reader.runtime, text)
    after = decode_cursor(search.cursor, 2)
    total = Total(await Person.count().where(wanted)) if after is None else None
    if after is not None:
        name, last = str(after[0]), str(after[1])
        wanted = wanted & ((Person.name > name) | ((Person.name == name) & (Person.id > UUID(last))))
    size = check_limit(search.limit)
    people: list[Person] = (
        await Person.objects().where(wanted).order_by(Person.name).order_by(Person.id).limit(size + 1)
    )
    shown = people[:size]
    following = encode_cursor(shown[-1].name, str(shown[-1].id)) if len(people) > size else None
    return CountedPage(items=await _shown(reader, shown), next=following, total=total)


async def person_seen(reader: Reader, person_id: UUID) -> Person:
    """A person who belongs to an organisation of the administrator's.

    Raises:
        NotFound: absent, another's, or erased.
    """
    wanted: Condition = (Person.id == person_id) & Person.erased_at.is_null()
    within = _belonging(reader, "", "")
    found: Person | None = await Person.objects().where(wanted if within is None else wanted & within).first()
    if found is None:
        raise NotFound
    return found


async def read_person(reader: Reader, person_id: UUID) -> PersonRow:
    """One person the administrator sees."""
    (shown,) = await _shown(reader, [await person_seen(reader, person_id)])
    return shown


async def list_memberships(
    reader: Reader,
    *,
    organisation: UUID | None,
    person: UUID | None,
    former: bool,
    cursor: str | None,
    limit: int | None,
) -> CountedPage[MembershipRow]:
    """One page of the roles in an organisation or of a person, newest first; those that are over only if `former`."""
    table, now = Membership, reader.runtime.now()
    wanted: Condition = (table.valid_until <= now) if former else _running(now)
    within = reach(reader.administrator, table.organisation_id._.path)
    if within is not None:
        wanted = wanted & within
    if organisation is not None:
        wanted = wanted & (table.organisation_id == organisation)
    if person is not None:
        wanted = wanted & (table.person_id == person)
    after = decode_cursor(cursor, 2)
    total = Total(await table.count().where(wanted)) if after is None else None
    if after is not None:
        since, last = int(str(after[0])), UUID(str(after[1]))
        wanted = wanted & ((table.valid_from < since) | ((table.valid_from == since) & (table.id < last)))
    size = check_limit(limit)
    rows = await _rows(wanted, size + 1)
    following = encode_cursor(rows[size - 1]["valid_from"], str(rows[size - 1]["id"])) if len(rows) > size else None
    return CountedPage(items=[_membership(reader, row) for row in rows[:size]], next=following, total=total)


def _running(now: int) -> Condition:
    """Valid now or later."""
    return Membership.valid_until.is_null() | (Membership.valid_until > now)


def _belonging(reader: Reader, low: str, high: str) -> Condition | None:
    """The condition on people who belong somewhere the reader administers, and into a range of paths if given."""
    path = Membership.organisation_id._.path
    within = reach(reader.administrator, path)
    if within is None and not low:
        return None
    wanted = _running(reader.runtime.now())
    if within is not None:
        wanted = wanted & within
    if low:
        wanted = wanted & (path >= low) & (path <= high)
    return Person.id.is_in(Membership.select(Membership.person_id).where(wanted))


def _named(runtime: Runtime, text: str) -> Condition:
    """Part of a name, a whole phone or a whole identity number: the last two are found by their blind index only."""
    found: Condition = contains(Person.name, text)
    phone = normalise_phone(text)
    if phone is not None:
        found = found | Person.phone_index.is_in(blind_indexes(runtime.keys, PHONE_PLACE, phone))
    number = normalise_id_number(text)
    return found | Person.id_index.is_in(blind_indexes(runtime.keys, ID_PLACE, number))


async def _shown(reader: Reader, people: Sequence[Person]) -> list[PersonRow]:
    rows = await _memberships_of([person.id for person in people], reader.runtime.now())
    return [_person(reader, person, rows[person.id]) for person in people]


def _person(reader: Reader, person: Person, rows: Sequence[Row]) -> PersonRow:
    keys = reader.runtime.keys
    seen = [row for row in rows if reader.administrator.sees(row["path"])]
    is_self = person.id == reader.actor.person_id
    return PersonRow(
        id=person.id,
        name=person.name,
        phone=mask_phone(phone_of(keys, person)),
        id_type=person.id_type,
        id_number=mask_id_number(id_number_of(keys, person)),
        email=mask_email(email_of(keys, person.email)),
        active=person.active,
        added_at=person.created_at,
        memberships=[_membership(reader, row) for row in seen],
        elsewhere=len(seen) < len(rows),
        may_change=manages(reader, rows),
        is_self=is_self,
    )


def manages(reader: Reader, rows: Sequence[Row]) -> bool:
    """Whether a person with these memberships (of now and later) is the administrator's alone."""
    roles = roles_known(reader.runtime)
    return reader.administrator.manages((row["path"], rank_of(roles, row["role"])) for row in rows)


async def memberships_of(runtime: Runtime, person_id: UUID) -> list[Row]:
    """A person's memberships of now and later, anywhere."""
    return (await _memberships_of([person_id], runtime.now()))[person_id]


async def _memberships_of(people: Sequence[UUID], now: int) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    if people:
        for row in await _rows(Membership.person_id.is_in(list(people)) & _running(now), None):
            found[row["person_id"]].append(row)
    return found


async def _rows(wanted: Condition, limit: int | None) -> list[Row]:
    table = Membership
    query = (
        table.select(
            *table.all_columns(),
            table.organisation_id._.path.as_alias("path"),
            table.organisation_id._.name.as_alias("organisation"),
            table.person_id._.name.as_alias("person"),
            table.person_id._.active.as_alias("person_active"),
        )
        .where(wanted)
        .order_by(table.valid_from, ascending=False)
        .order_by(table.id, ascending=False)
    )
    rows: list[Row] = await (query if limit is None else query.limit(limit))
    return rows


def _membership(reader: Reader, row: Row) -> MembershipRow:
    span = Span(row["valid_from"], row["valid_until"])
    state = state_of(span, reader.runtime.now())
    since, until = days_of(span, reader.runtime.zone)
    rank = rank_of(roles_known(reader.runtime), row["role"])
    return MembershipRow(
        id=row["id"],
        person=Named(row["person_id"], row["person"]),
        person_active=bool(row["person_active"]),
        organisation=Named(row["organisation_id"], row["organisation"]),
        role=row["role"],
        since=since,
        until=until,
        state=state,
        may_end=state != "former"
        and row["person_id"] != reader.actor.person_id
        and reader.administrator.rank_at(row["path"]) >= rank,
    )
