"""Shutting a person out: log-ins and device keys end, what was signed before stays checkable (design §4, §9)."""

from uuid import UUID

from piccolo.columns.combination import Where

from backend.audit.work import Work
from backend.identity.events import DeviceRevoked
from backend.identity.login_sessions import end_login_sessions
from backend.identity.people.events import PersonDisabled, PersonEnabled
from backend.identity.tables import Device, LoginSession, Person


async def disable_person(work: Work, person_id: UUID) -> None:
    """Let a person log in no more, and end what they hold."""
    await Person.update({Person.active: False}).where(Person.id == person_id)
    work.record(PersonDisabled(subject_id=person_id))
    await end_all_access(work, person_id, "disabled")


async def enable_person(work: Work, person_id: UUID) -> None:
    """Let a person log in again; what ended stays ended."""
    await Person.update({Person.active: True}).where(Person.id == person_id)
    work.record(PersonEnabled(subject_id=person_id))


async def end_all_access(work: Work, person_id: UUID, reason: str) -> None:
    """End every login session and revoke every device key of a person; the reason is a code."""
    await end_log_ins(work, person_id, reason)
    await revoke_keys(work, reason, Device.person_id == person_id)


async def end_log_ins(work: Work, person_id: UUID, reason: str, *, stays: UUID | None = None) -> None:
    """End every login session of a person but the one that stays."""
    rows = await LoginSession.select(LoginSession.id).where(
        LoginSession.person_id == person_id, LoginSession.ended_at.is_null()
    )
    await end_login_sessions(work, [row["id"] for row in rows if row["id"] != stays], reason)


async def revoke_keys(work: Work, reason: str, which: Where) -> int:
    """Revoke those of these device keys that are in force; how many."""
    revoked = (
        await Device.update({Device.revoked_at: work.at})
        .where(which, Device.revoked_at.is_null())
        .returning(Device.key_id, Device.person_id)
    )
    for row in revoked:
        work.record(DeviceRevoked(subject_id=row["person_id"], key_id=row["key_id"], reason=reason))
    return len(revoked)
