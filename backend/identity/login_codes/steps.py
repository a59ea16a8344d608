"""Log-in by one-time code, for everybody but on-site leads: the code, then who is meant, then a proof of it once.

Design §9: a person is not a phone. The answer to a wrong code never tells whether the phone is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.audit.work import Work, housekeeping, unit_of_work
from backend.forms.phone_rules import mask_phone
from backend.identity.errors import (
    ChoosePerson,
    ConfirmIdentity,
    IdentityMismatch,
    LoginPaused,
    LoginRefused,
    LoginStepExpired,
)
from backend.identity.events import PersonConfirmed
from backend.identity.login_codes.login_code_rules import mask_name, same_last_four, same_name
from backend.identity.login_codes.otp import Proof, Spent, try_code
from backend.identity.login_codes.schemas import IdentityShown
from backend.identity.login_sessions import (
    Client,
    Opened,
    end_login_sessions,
    note_refused_login,
    open_login_session,
)
from backend.identity.people.consent_actions import agree_to_id_notice
from backend.identity.people.queries import PHONE_PLACE, id_number_of, people_with_phone
from backend.identity.settings import IdentitySettings
from backend.identity.tables import LoginAttempt, OneTimeCode, Person
from backend.kernel.actor import SYSTEM, Actor
from backend.kernel.clock import DAY, MINUTE
from backend.kernel.crypto.sealed import blind_index
from backend.kernel.db import lock_row
from backend.kernel.encoding import sha256_hex
from backend.kernel.errors import Refusal
from backend.kernel.runtime import Runtime

WAY = "code"
MISMATCH = "identity_wrong"
Account = tuple[str, str]


@dataclass(frozen=True)
class Entrance:
    """The browser a log-in comes from; `former` is who is logged in there already."""

    browser: str
    client: Client
    former: Actor | None


@dataclass(frozen=True)
class Entered:
    """A person who is now logged in."""

    opened: Opened
    person_id: UUID
    name: str


@dataclass(frozen=True)
class _Proven:
    """A code that was right in this browser, with whom it lets in."""

    id: UUID
    account: Account
    people: tuple[UUID, ...]
    person_id: UUID | None


async def enter_code(runtime: Runtime, entrance: Entrance, *, phone: str, code: str) -> Entered:
    """Log in the person of a phone whose code was given.

    Raises:
        LoginRefused: no such phone, or a wrong code. LoginPaused: too many tries with this code.
        ChoosePerson: several people use the phone. ConfirmIdentity: an imported person's first log-in.
    """
    account = (blind_index(runtime.keys, PHONE_PLACE, phone), mask_phone(phone))
    tried = await try_code(runtime, purpose="login", phone=phone, browser=entrance.browser, code=code)
    if isinstance(tried, Spent):
        await _note(runtime, entrance, account, "paused")
        raise LoginPaused(data={"retryAt": tried.retry_at})
    people = await people_with_phone(runtime.keys, phone) if isinstance(tried, Proof) else []
    if not isinstance(tried, Proof) or not people:
        await _note(runtime, entrance, account, "refused")
        raise LoginRefused
    proven = _Proven(tried.id, account, tuple(person.id for person in people), None)
    await _keep_proof(runtime, proven)
    if len(people) > 1:
        await _note(runtime, entrance, account, "to_choose")
        raise ChoosePerson(data={"people": [_choice(person) for person in people]})
    return await _enter(runtime, entrance, proven, people[0])


async def choose_person(runtime: Runtime, entrance: Entrance, *, person_id: UUID) -> Entered:
    """Go on as one of several people of a phone.

    Raises:
        LoginStepExpired: no proven code in this browser, or not one of them. ConfirmIdentity: a first log-in.
    """
    proven = await _proven(runtime, entrance.browser)
    person = await _active(person_id) if person_id in proven.people else None
    if person is None:
        raise LoginStepExpired
    return await _enter(runtime, entrance, proven, person)


async def confirm_identity(runtime: Runtime, entrance: Entrance, shown: IdentityShown) -> Entered:
    """Show at the first log-in to be the person who was imported; sending it agrees to the notice that goes before.

    Raises:
        LoginStepExpired: no proven code in this browser. IdentityMismatch: another name or number.
        LoginPaused: too many wrong answers for this person.
    """
    proven = await _proven(runtime, entrance.browser)
    person = await _active(proven.person_id) if proven.person_id else None
    if person is None:
        raise LoginStepExpired
    fits = same_name(shown.name, person.name)
    fits &= same_last_four(shown.id_last_four, id_number_of(runtime.keys, person))
    refused: Refusal | None = None
    opened: Opened | None = None
    async with unit_of_work(runtime, SYSTEM) as work:
        await lock_row(Person, Person.id, person.id)
        retry_at = await _paused_until(work, person.id)
        if retry_at is not None:
            refused = LoginPaused(data={"retryAt": retry_at})
            await _note_in(work, entrance, proven.account, "paused", person.id)
        elif not fits:
            refused = IdentityMismatch()
            await _note_in(work, entrance, proven.account, MISMATCH, person.id)
        else:
            await Person.update({Person.confirmed_at: work.at}).where(Person.id == person.id)
            work.record(PersonConfirmed(subject_id=person.id))
            await agree_to_id_notice(work, person.id, shown.notice_version)
            opened = await _open(work, entrance, proven, person.id)
    if opened is None:
        raise refused or LoginStepExpired()
    return Entered(opened=opened, person_id=person.id, name=person.name)


async def _enter(runtime: Runtime, entrance: Entrance, proven: _Proven, person: Person) -> Entered:
    if _must_confirm(person):
        async with housekeeping("one_time_code"):
            await OneTimeCode.update({OneTimeCode.person_id: person.id}).where(OneTimeCode.id == proven.id)
        await _note(runtime, entrance, proven.account, "to_confirm", person.id)
        raise ConfirmIdentity
    async with unit_of_work(runtime, SYSTEM) as work:
        opened = await _open(work, entrance, proven, person.id)
    return Entered(opened=opened, person_id=person.id, name=person.name)


async def _open(work: Work, entrance: Entrance, proven: _Proven, person_id: UUID) -> Opened:
    ended = (
        await OneTimeCode.update({OneTimeCode.ended_at: work.at, OneTimeCode.person_id: person_id})
        .where(OneTimeCode.id == proven.id, OneTimeCode.ended_at.is_null())
        .returning(OneTimeCode.id)
    )
    if not ended:
        raise LoginStepExpired
    opened = await open_login_session(
        work, person_id=person_id, kind="full", way=WAY, client=entrance.client, account=proven.account
    )
    if entrance.former is not None and entrance.former.login_session_id is not None:
        await end_login_sessions(work, [entrance.former.login_session_id], "logged_in_anew")
    return opened


async def _keep_proof(runtime: Runtime, proven: _Proven) -> None:
    async with housekeeping("one_time_code"):
        kept = (
            await OneTimeCode.update(
                {
                    OneTimeCode.proved_at: runtime.now(),
                    OneTimeCode.people: ",".join(str(person) for person in proven.people),
                }
            )
            .where(OneTimeCode.id == proven.id, OneTimeCode.proved_at.is_null())
            .returning(OneTimeCode.id)
        )
    if not kept:
        raise LoginStepExpired


async def _proven(runtime: Runtime, browser: str) -> _Proven:
    """The newest code that was right in this browser and has not been used, for as long as a code lives."""
    lives = runtime.settings(IdentitySettings).code_minutes * MINUTE
    row: dict[str, Any] | None = (
        await OneTimeCode.select()
        .where(
            OneTimeCode.browser_hash == sha256_hex(browser.encode()),
            OneTimeCode.purpose == "login",
            OneTimeCode.proved_at > runtime.now() - lives,
            OneTimeCode.ended_at.is_null(),
        )
        .order_by(OneTimeCode.proved_at, ascending=False)
        .first()
    )
    if row is None:
        raise LoginStepExpired
    people = tuple(UUID(one) for one in row["people"].split(","))
    return _Proven(row["id"], (row["phone_index"], row["phone_mask"]), people, row["person_id"])


async def _active(person_id: UUID) -> Person | None:
    found: Person | None = await Person.objects().where(Person.id == person_id, Person.active.eq(True)).first()
    return found


async def _paused_until(work: Work, person_id: UUID) -> int | None:
    limit = work.runtime.settings(IdentitySettings).confirm_tries
    rows: Sequence[dict[str, int]] = (
        await LoginAttempt.select(LoginAttempt.at)
        .where(
            LoginAttempt.person_id == person_id,
            LoginAttempt.result == MISMATCH,
            LoginAttempt.at > work.at - DAY,
        )
        .order_by(LoginAttempt.at)
    )
    return rows[-limit]["at"] + DAY if len(rows) >= limit else None


def _choice(person: Person) -> dict[str, object]:
    """What the holder of a shared phone sees of each of its people."""
    return {"id": str(person.id), "name": mask_name(person.name) if _must_confirm(person) else person.name}


def _must_confirm(person: Person) -> bool:
    """An imported person who has never shown to be the one meant, with something known to ask."""
    return bool(person.id_number and not person.confirmed_at)


async def _note(
    runtime: Runtime, entrance: Entrance, account: Account, result: str, person_id: UUID | None = None
) -> None:
    async with unit_of_work(runtime, SYSTEM) as work:
        await _note_in(work, entrance, account, result, person_id)


async def _note_in(work: Work, entrance: Entrance, account: Account, result: str, person_id: UUID | None) -> None:
    await note_refused_login(work, way=WAY, result=result, client=entrance.client, account=account, person_id=person_id)
