"""Changing a phone: with the old phone in hand, shown by a code to each (design §9).

Ends the person's login sessions and device keys, since whoever held the old phone may hold them.
"""

from dataclasses import dataclass
from uuid import UUID

from backend.audit.work import Work, unit_of_work
from backend.forms.phone_rules import mask_phone
from backend.identity.errors import CodeLimit, LoginPaused
from backend.identity.events import PhoneChanged
from backend.identity.login_codes.login_code_rules import free_at
from backend.identity.login_codes.otp import CodeRequest, Proof, Spent, codes_had, issue_code, limits_of, try_code
from backend.identity.login_codes.ports import CodePurpose, Language
from backend.identity.people.disabling import end_all_access
from backend.identity.people.queries import PHONE_PLACE, phone_of
from backend.identity.tables import OneTimeCode, Person
from backend.kernel.actor import Actor
from backend.kernel.crypto.sealed import blind_index, encrypt
from backend.kernel.errors import Conflict, Invalid, NotPermitted
from backend.kernel.runtime import Runtime

WAY = "old_phone"


@dataclass(frozen=True)
class Mover:
    """Who changes their phone, in which login session, and what the phone is now."""

    person_id: UUID
    login_session_id: UUID
    old: str

    @property
    def browser(self) -> str:
        """What binds the codes: this login session and no other."""
        return f"login session {self.login_session_id}"


async def mover_of(runtime: Runtime, actor: Actor, new: str) -> Mover:
    """The person who wants another phone.

    Raises:
        NotPermitted: not a full log-in. Invalid: it is the phone they have.
    """
    if actor.person_id is None or actor.login_session_id is None or actor.login_kind != "full":
        raise NotPermitted
    person = await Person.objects().get(Person.id == actor.person_id)
    assert person is not None
    mover = Mover(actor.person_id, actor.login_session_id, phone_of(runtime.keys, person))
    if mover.old == new:
        raise Invalid(errors={"phone": ["unchanged"]})
    return mover


async def send_change_codes(runtime: Runtime, actor: Actor, *, new: str, language: Language) -> None:
    """Send one code to the old phone and one to the new.

    Raises:
        CodeLimit: one of them may have no code yet; neither gets one.
    """
    mover = await mover_of(runtime, actor, new)
    limits = limits_of(runtime)
    async with unit_of_work(runtime, actor) as work:
        for phone in (mover.old, new):
            free = free_at(work.at, await codes_had(runtime, phone), limits)
            if free > work.at:
                raise CodeLimit(data={"retryAt": free})
        purposes: tuple[tuple[CodePurpose, str], ...] = (("phone_old", mover.old), ("phone_new", new))
        for purpose, phone in purposes:
            asked = CodeRequest(
                purpose=purpose,
                phone=phone,
                browser=mover.browser,
                known=True,
                person_id=mover.person_id,
                language=language,
            )
            await issue_code(work, asked)


async def change_phone(runtime: Runtime, actor: Actor, *, new: str, old_code: str, new_code: str) -> None:
    """Move the person to the new phone.

    Raises:
        Invalid: a wrong code, named. LoginPaused: too many tries with one of them.
    """
    mover = await mover_of(runtime, actor, new)
    old_proof = await _prove(runtime, mover, "phone_old", mover.old, old_code, "oldCode")
    new_proof = await _prove(runtime, mover, "phone_new", new, new_code, "newCode")
    async with unit_of_work(runtime, actor) as work:
        await _use_up(work, [old_proof, new_proof])
        await move_phone(work, person_id=mover.person_id, old=mover.old, new=new, way=WAY)


async def move_phone(work: Work, *, person_id: UUID, old: str, new: str, way: str) -> None:
    """Keep another phone for a person, and end what the old one may still hold."""
    keys = work.runtime.keys
    await Person.update(
        {Person.phone: encrypt(keys, PHONE_PLACE, new), Person.phone_index: blind_index(keys, PHONE_PLACE, new)}
    ).where(Person.id == person_id)
    work.record(
        PhoneChanged(subject_id=person_id, way=way),
        before={"phone": mask_phone(old)},
        after={"phone": mask_phone(new)},
    )
    await end_all_access(work, person_id, "phone_changed")


async def _prove(runtime: Runtime, mover: Mover, purpose: CodePurpose, phone: str, code: str, field: str) -> Proof:
    tried = await try_code(runtime, purpose=purpose, phone=phone, browser=mover.browser, code=code)
    if isinstance(tried, Spent):
        raise LoginPaused(data={"retryAt": tried.retry_at})
    if not isinstance(tried, Proof):
        raise Invalid(errors={field: ["wrong_code"]})
    return tried


async def _use_up(work: Work, proofs: list[Proof]) -> None:
    ids = [proof.id for proof in proofs]
    ended = (
        await OneTimeCode.update({OneTimeCode.proved_at: work.at, OneTimeCode.ended_at: work.at})
        .where(OneTimeCode.id.is_in(ids), OneTimeCode.ended_at.is_null())
        .returning(OneTimeCode.id)
    )
    if len(ended) != len(ids):
        raise Conflict
