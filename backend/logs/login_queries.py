"""The log-in log (catalogue 15.1)."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from piccolo.query import Select

from backend.forms.phone_rules import normalise_phone
from backend.identity.people.queries import PHONE_PLACE
from backend.identity.tables import LoginAttempt, LoginSession
from backend.kernel.crypto.sealed import blind_indexes
from backend.kernel.errors import Invalid
from backend.kernel.paging import CountedPage
from backend.kernel.runtime import Runtime
from backend.logs.named_queries import people_named
from backend.logs.schemas import LoginRow
from backend.logs.window import Condition, Key, Window, count, page_of, show
from backend.organisations.tables import Membership
from backend.supervision.permissions import ONSITE_LEAD

Row = dict[str, Any]
OK = "ok"
"""The result of a log-in; any other is a refusal."""


def account_indexes(runtime: Runtime, account: str) -> list[str]:
    """What a phone is found by, under every key there ever was.

    Raises:
        Invalid: no phone number.
    """
    phone = normalise_phone(account)
    if phone is None:
        raise Invalid(errors={"account": ["malformed"]})
    return blind_indexes(runtime.keys, PHONE_PLACE, phone)


async def list_logins(
    window: Window, *, result: str | None, person: UUID | None, indexes: Sequence[str] | None = None
) -> CountedPage[LoginRow]:
    """One page; `indexes` are blind indexes of the account wanted."""
    wanted: Condition = window.condition(LoginAttempt.at, LoginAttempt.id)
    if result is not None:
        wanted = wanted & (LoginAttempt.result == result)
    if person is not None:
        wanted = wanted & (LoginAttempt.person_id == person)
    if indexes is not None:
        wanted = wanted & LoginAttempt.account_index.is_in(list(indexes))
    rows, following = page_of(await attempts(wanted, window), window, attempt_key)
    people = await people_named(row["person_id"] for row in rows)
    roles = await _roles(rows)
    shown = [
        LoginRow(
            id=row["id"],
            at=row["at"],
            way=row["way"],
            result=row["result"],
            account=row["account_mask"],
            person=people.get(row["person_id"]),
            roles=roles[row["id"]],
            address=row["address"],
            client=row["client"],
        )
        for row in rows
    ]
    return show(shown, following, await count(window, attempts_where(wanted)))


def attempts_where(wanted: Condition) -> Select[Any]:
    """The query of log-ins and refusals, to be counted."""
    return LoginAttempt.select(LoginAttempt.id).where(wanted)


async def attempts(wanted: Condition, window: Window) -> list[Row]:
    """Log-ins and refusals, newest first, one more than the page shows."""
    rows: list[Row] = (
        await LoginAttempt.select()
        .where(wanted)
        .order_by(LoginAttempt.at, ascending=False)
        .order_by(LoginAttempt.id, ascending=False)
        .limit(window.limit)
    )
    return rows


def attempt_key(row: Row) -> Key:
    return row["at"], row["id"]


async def _roles(rows: Sequence[Row]) -> dict[UUID, list[str]]:
    """Roles by attempt: an on-site lead's log-in gives that role alone, any other what the person held then."""
    kinds = await _kinds(row["login_session_id"] for row in rows)
    people = {row["person_id"] for row in rows if row["person_id"]}
    held = await Membership.select().where(Membership.person_id.is_in(sorted(people))) if people else []
    return {
        row["id"]: [ONSITE_LEAD] if kinds.get(row["login_session_id"]) == "supervisor" else _held(held, row)
        for row in rows
    }


def _held(memberships: Sequence[Row], attempt: Row) -> list[str]:
    at = attempt["at"]
    return sorted(
        {
            one["role"]
            for one in memberships
            if one["person_id"] == attempt["person_id"]
            and one["valid_from"] <= at
            and (one["valid_until"] is None or at < one["valid_until"])
        }
    )


async def _kinds(ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    wanted = [one for one in ids if one is not None]
    if not wanted:
        return {}
    rows = await LoginSession.select(LoginSession.id, LoginSession.kind).where(LoginSession.id.is_in(wanted))
    return {row["id"]: row["kind"] for row in rows}
