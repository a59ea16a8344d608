"""Log-in of on-site leads: phone, login code, captcha (catalogue 11.4; design §9).

The answer never tells whether a phone is known: tries are counted and pauses made for any phone alike.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.audit.work import Work, housekeeping, unit_of_work
from backend.forms.phone_rules import mask_phone
from backend.identity.errors import LoginPaused, LoginRefused
from backend.identity.login_sessions import (
    Client,
    Opened,
    end_login_sessions,
    note_refused_login,
    open_login_session,
)
from backend.identity.people.queries import PHONE_PLACE
from backend.kernel.actor import SYSTEM, Actor
from backend.kernel.clock import MINUTE
from backend.kernel.crypto.sealed import blind_index, blind_indexes
from backend.kernel.db import fetch
from backend.kernel.ids import new_id
from backend.kernel.runtime import Runtime
from backend.supervision.events import CodeUsed
from backend.supervision.leads.actions import hash_code
from backend.supervision.permissions import ONSITE_LEAD
from backend.supervision.settings import SupervisionSettings
from backend.supervision.tables import Assignment, AssignmentLogin, CodeTries

WAY = "supervisor"
_SPEND = """
INSERT INTO code_tries (phone_index, tries, paused_until) VALUES ({}, {}, {})
ON CONFLICT (phone_index) DO UPDATE SET
    tries = CASE WHEN code_tries.tries + 1 >= CAST({} AS BIGINT) THEN 0 ELSE code_tries.tries + 1 END,
    paused_until = CASE WHEN code_tries.tries + 1 >= CAST({} AS BIGINT) THEN CAST({} AS BIGINT) ELSE 0 END
WHERE code_tries.paused_until <= CAST({} AS BIGINT)
RETURNING tries
"""


@dataclass(frozen=True)
class Attempt:
    """What was typed, normalised, and where it came from."""

    phone: str
    code: str
    client: Client
    former: Actor | None
    """Who is logged in on this browser already; the same person keeps the assignments opened before."""


async def log_in_supervisor(runtime: Runtime, attempt: Attempt) -> tuple[Opened, Assignment]:
    """Open a login session for the assignment whose code was given.

    Raises:
        LoginPaused: too many wrong codes for this phone. LoginRefused: no such phone, or a wrong code.
    """
    index = blind_index(runtime.keys, PHONE_PLACE, attempt.phone)
    await _spend_try(runtime, index)
    assignment = await _matching(runtime, attempt)
    account = (index, mask_phone(attempt.phone))
    if assignment is None:
        async with unit_of_work(runtime, SYSTEM) as work:
            await note_refused_login(work, way=WAY, result="refused", client=attempt.client, account=account)
        raise LoginRefused
    async with unit_of_work(runtime, SYSTEM) as work:
        opened = await _open(work, assignment, attempt, account)
    return opened, assignment


async def _matching(runtime: Runtime, attempt: Attempt) -> Assignment | None:
    indexes = blind_indexes(runtime.keys, PHONE_PLACE, attempt.phone)
    candidates: list[Assignment] = await Assignment.objects().where(
        Assignment.phone_index.is_in(indexes),
        Assignment.ended_at.is_null(),
        Assignment.person_id._.active.eq(True),
    )
    matching = None
    for candidate in candidates:
        for key in runtime.keys.of("index"):
            expected = hash_code(key, candidate.id, attempt.code)
            if hmac.compare_digest(expected, candidate.code_hash):
                matching = candidate
    return matching


async def _open(work: Work, assignment: Assignment, attempt: Attempt, account: tuple[str, str]) -> Opened:
    opened = await open_login_session(
        work, person_id=assignment.person_id, kind="supervisor", way=WAY, client=attempt.client, account=account
    )
    person = Actor(person_id=assignment.person_id, login_session_id=opened.id, login_kind="supervisor")
    used = CodeUsed(subject_id=assignment.id, scope_id=assignment.project_id, generation=assignment.generation)
    work.record(used, actor=person, role=ONSITE_LEAD)
    held = {assignment.id}
    former = attempt.former
    if former is not None and former.login_session_id is not None:
        if former.person_id == assignment.person_id:
            held |= former.things(ONSITE_LEAD)
        await end_login_sessions(work, [former.login_session_id], "logged_in_anew")
    await admit_to_assignments(opened.id, sorted(held))
    await CodeTries.delete().where(CodeTries.phone_index == account[0])
    return opened


async def admit_to_assignments(login_session_id: UUID, assignments: Sequence[UUID]) -> None:
    """Let a login session work for these assignments, for as long as their present codes hold."""
    rows = await Assignment.select(Assignment.id, Assignment.generation).where(Assignment.id.is_in(list(assignments)))
    await AssignmentLogin.insert(
        *(
            AssignmentLogin(
                id=new_id(),
                login_session_id=login_session_id,
                assignment_id=row["id"],
                generation=row["generation"],
            )
            for row in rows
        )
    )


async def _spend_try(runtime: Runtime, index: str) -> None:
    """Count one try before it is looked at, in one statement, so that no two at once are the same one; the last of a
    row begins the pause. A right code takes all of it back.

    Raises:
        LoginPaused: this phone's tries are used up.
    """
    settings, now = runtime.settings(SupervisionSettings), runtime.now()
    most, paused_until = settings.login_tries, now + settings.login_pause_min * MINUTE
    first = (1, 0) if most > 1 else (0, paused_until)
    async with housekeeping("code_tries"):
        if not await fetch(_SPEND, index, *first, most, most, paused_until, now):
            row = await CodeTries.select(CodeTries.paused_until).where(CodeTries.phone_index == index).first()
            raise LoginPaused(data={"retryAt": row["paused_until"] if row else now})
