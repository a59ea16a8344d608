"""The log of login codes: made, made anew, ended, used, refused (catalogue 15.6).

What happens to an assignment's code is an event of it; a refusal stands in the log-in log, which knows what was typed.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from backend.identity.people.queries import PHONE_PLACE, phone_of
from backend.identity.tables import LoginAttempt, Person
from backend.kernel.crypto.sealed import blind_indexes
from backend.kernel.paging import CountedPage
from backend.kernel.runtime import Runtime
from backend.logs.event_queries import EventFilter, event_key, events_of, of_kinds
from backend.logs.login_queries import OK, attempts, attempts_where
from backend.logs.named_queries import NO_CLIENT, clients_of, people_named, projects_named
from backend.logs.schemas import LoginCodeAction, LoginCodeRow
from backend.logs.window import Condition, Window, count, newest, page_of, show
from backend.supervision.events import CodeRegenerated, CodeUsed, LeadDesignated, LeadReplaced
from backend.supervision.onsite.login_actions import WAY
from backend.supervision.tables import Assignment

Row = dict[str, Any]
HAPPENED: dict[str, LoginCodeAction] = {
    LeadDesignated.kind: "issued",
    CodeRegenerated.kind: "reissued",
    LeadReplaced.kind: "replaced",
    CodeUsed.kind: "used",
}


async def list_login_codes(
    runtime: Runtime, window: Window, *, project: UUID | None, action: LoginCodeAction | None
) -> CountedPage[LoginCodeRow]:
    """One page of what happened to login codes."""
    kinds = [kind for kind, meant in HAPPENED.items() if action in {None, meant}]
    happened = EventFilter(project=project).condition(window)
    refused = await _refused(runtime, window, project) if action in {None, "refused"} else None
    streams = [await events_of(kinds, happened, window), [] if refused is None else await attempts(refused, window)]
    rows, following = page_of(newest(streams, window, event_key), window, event_key)
    counted = [of_kinds(kinds, happened)] if kinds else []
    counted += [] if refused is None else [attempts_where(refused)]
    return show(await _shown(rows), following, await count(window, *counted))


async def _refused(runtime: Runtime, window: Window, project: UUID | None) -> Condition | None:
    """Refusals, of a project by the phones of its leads; None where it has none."""
    wanted = (
        window.condition(LoginAttempt.at, LoginAttempt.id) & (LoginAttempt.way == WAY) & (LoginAttempt.result != OK)
    )
    if project is not None:
        indexes = await _accounts_of(runtime, project)
        if not indexes:
            return None
        wanted = wanted & LoginAttempt.account_index.is_in(indexes)
    return wanted


async def _accounts_of(runtime: Runtime, project: UUID) -> list[str]:
    """What the phones of a project's leads are found by, under every key there ever was."""
    leads = await Assignment.select(Assignment.person_id).where(Assignment.project_id == project)
    if not leads:
        return []
    people: list[Person] = await Person.objects().where(Person.id.is_in([row["person_id"] for row in leads]))
    phones = {phone_of(runtime.keys, person) for person in people}
    return [index for phone in sorted(phones) for index in blind_indexes(runtime.keys, PHONE_PLACE, phone)]


async def _shown(rows: Sequence[Row]) -> list[LoginCodeRow]:
    events = [row for row in rows if "kind" in row]
    leads = await _leads([row["subject_id"] for row in events])
    people = await people_named([*(row["actor_id"] for row in events), *leads.values()])
    projects = await projects_named(row["scope_id"] for row in events)
    clients = await clients_of(row["login_session_id"] for row in events)
    shown = []
    for row in rows:
        if "kind" not in row:
            shown.append(_refusal(row))
            continue
        client = clients.get(row["login_session_id"], NO_CLIENT)
        shown.append(
            LoginCodeRow(
                id=row["id"],
                at=row["at"],
                action=HAPPENED[row["kind"]],
                actor=people.get(row["actor_id"]),
                account=client.account,
                lead=people.get(leads.get(row["subject_id"])),
                project=projects.get(row["scope_id"]),
                address=client.address,
                client=client.client,
            )
        )
    return shown


def _refusal(row: Row) -> LoginCodeRow:
    return LoginCodeRow(
        id=row["id"],
        at=row["at"],
        action="refused",
        actor=None,
        account=row["account_mask"],
        lead=None,
        project=None,
        address=row["address"],
        client=row["client"],
    )


async def _leads(assignments: Sequence[UUID]) -> dict[UUID, UUID]:
    if not assignments:
        return {}
    rows = await Assignment.select(Assignment.id, Assignment.person_id).where(Assignment.id.is_in(list(assignments)))
    return {row["id"]: row["person_id"] for row in rows}
