"""Naming on-site leads, their login codes, and replacing them (catalogue 11.3; design §4, §9)."""

import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.audit.work import Work
from backend.forms.phone_rules import mask_phone
from backend.identity.login_sessions import end_login_sessions
from backend.identity.people.queries import PHONE_PLACE, person_for
from backend.kernel.clock import MINUTE
from backend.kernel.crypto.keyring import Key
from backend.kernel.crypto.sealed import blind_index, decrypt, encrypt, keyed_hash
from backend.kernel.db import lock_row
from backend.kernel.errors import NotFound
from backend.kernel.ids import new_id
from backend.supervision.errors import AlreadyLead, CodeShownAlready, NotApproved
from backend.supervision.events import CodeRegenerated, LeadDesignated, LeadReplaced
from backend.supervision.leads.code_rules import CODE_ALPHABET, CODE_LENGTH
from backend.supervision.tables import Assignment, AssignmentLogin, Project

CODE_PLACE = "assignment.code"
SHOWN_FOR = 10 * MINUTE


@dataclass(frozen=True)
class IssuedCode:
    """A login code just made, or shown again to the very same request; it exists in clear only here."""

    assignment_id: UUID
    code: str
    shown_until: int


def hash_code(key: Key, assignment_id: UUID, code: str) -> str:
    """What is kept of a login code: a keyed hash, useless without the deployment's keys."""
    return keyed_hash(key, "login_code", f"{assignment_id}\n{code}")


def new_code() -> str:
    """Eight Crockford letters."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


async def name_lead(work: Work, *, project_id: UUID, request_id: UUID, name: str, phone: str, unit: str) -> IssuedCode:
    """Name the on-site lead of an approved project; another person replaces the present one at this minute.

    Raises:
        NotFound: no such project. NotApproved: its filing is not approved. AlreadyLead: the very same person.
        CodeShownAlready: the same request again, too late.
    """
    current = await _current(project_id)
    if current is not None and current.request_id == request_id:
        return _shown_again(work, current)
    if current is not None:
        await _end(work, current, name=name, phone=phone)
    return await designate_lead(work, project_id=project_id, name=name, phone=phone, unit=unit, request_id=request_id)


async def regenerate_code(work: Work, *, project_id: UUID, request_id: UUID) -> IssuedCode:
    """A new login code for the present lead; the former one is void at once and its login sessions end.

    Raises:
        NotFound: nobody is named. CodeShownAlready: the same request again, too late.
    """
    current = await _current(project_id)
    if current is None:
        raise NotFound
    if current.request_id == request_id:
        return _shown_again(work, current)
    code, generation = new_code(), current.generation + 1
    columns = {"generation": generation} | _code_columns(work, current.id, code, request_id)
    await Assignment.update(columns).where(Assignment.id == current.id)
    await _end_logins(work, current.id, "code_regenerated")
    work.record(CodeRegenerated(subject_id=current.id, scope_id=project_id, generation=generation))
    return IssuedCode(assignment_id=current.id, code=code, shown_until=work.at + SHOWN_FOR)


async def designate_lead(
    work: Work,
    *,
    project_id: UUID,
    name: str,
    phone: str,
    unit: str = "",
    code: str | None = None,
    request_id: UUID | None = None,
) -> IssuedCode:
    """Name a lead where nobody is named."""
    code = code or new_code()
    person_id = await person_for(work, name=name, phone=phone)
    assignment_id = new_id()
    await Assignment.insert(
        Assignment(
            id=assignment_id,
            project_id=project_id,
            person_id=person_id,
            phone_index=blind_index(work.runtime.keys, PHONE_PLACE, phone),
            lead_unit=unit,
            active_from=work.at,
            **_code_columns(work, assignment_id, code, request_id),
        )
    )
    work.record(
        LeadDesignated(subject_id=assignment_id, scope_id=project_id),
        after={"name": name, "phone": mask_phone(phone), "unit": unit},
    )
    return IssuedCode(assignment_id=assignment_id, code=code, shown_until=work.at + SHOWN_FOR)


async def _current(project_id: UUID) -> Assignment | None:
    await lock_row(Project, Project.id, project_id)
    project = await Project.select(Project.filing).where(Project.id == project_id).first()
    if project is None:
        raise NotFound
    if project["filing"] != "approved":
        raise NotApproved
    found: Assignment | None = (
        await Assignment.objects().where(Assignment.project_id == project_id, Assignment.ended_at.is_null()).first()
    )
    return found


async def _end(work: Work, current: Assignment, *, name: str, phone: str) -> None:
    if current.person_id == await person_for(work, name=name, phone=phone):
        raise AlreadyLead
    await Assignment.update({Assignment.ended_at: work.at, Assignment.code_sealed: ""}).where(
        Assignment.id == current.id
    )
    await _end_logins(work, current.id, "lead_replaced")
    work.record(LeadReplaced(subject_id=current.id, scope_id=current.project_id))


async def _end_logins(work: Work, assignment_id: UUID, reason: str) -> None:
    rows = await AssignmentLogin.select(AssignmentLogin.login_session_id).where(
        AssignmentLogin.assignment_id == assignment_id
    )
    await end_login_sessions(work, [row["login_session_id"] for row in rows], reason)


def _shown_again(work: Work, current: Assignment) -> IssuedCode:
    if work.at > current.code_shown_until or not current.code_sealed:
        raise CodeShownAlready
    work.unchanged()
    code = decrypt(work.runtime.keys, CODE_PLACE, current.code_sealed)
    return IssuedCode(assignment_id=current.id, code=code, shown_until=current.code_shown_until)


def _code_columns(work: Work, assignment_id: UUID, code: str, request_id: UUID | None) -> dict[str, Any]:
    keys = work.runtime.keys
    return {
        "code_hash": hash_code(keys.current("index"), assignment_id, code),
        "request_id": request_id,
        "code_sealed": encrypt(keys, CODE_PLACE, code) if request_id else "",
        "code_shown_until": work.at + SHOWN_FOR,
    }
