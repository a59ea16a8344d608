"""Naming on-site leads and their login codes (catalogue 11.3; design §9)."""

import secrets
from uuid import UUID

from backend.audit.work import Work
from backend.identity.people import PHONE_PLACE, person_for
from backend.identity.phone_rules import mask_phone
from backend.kernel.crypto.keyring import Key
from backend.kernel.crypto.sealed import blind_index, keyed_hash
from backend.kernel.ids import new_id
from backend.supervision.code_rules import CODE_ALPHABET, CODE_LENGTH
from backend.supervision.events import LeadDesignated
from backend.supervision.tables import Assignment


def hash_code(key: Key, assignment_id: UUID, code: str) -> str:
    """What is kept of a login code: a keyed hash, useless without the deployment's keys."""
    return keyed_hash(key, "login_code", f"{assignment_id}\n{code}")


def new_code() -> str:
    """Eight Crockford letters."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


async def designate_lead(
    work: Work, *, project_id: UUID, name: str, phone: str, unit: str = "", code: str | None = None
) -> tuple[UUID, str]:
    """Name the on-site lead of an approved project; the assignment and its login code, which exists only here."""
    keys = work.runtime.keys
    code = code or new_code()
    person_id = await person_for(work, name=name, phone=phone)
    assignment_id = new_id()
    await Assignment.insert(
        Assignment(
            id=assignment_id,
            project_id=project_id,
            person_id=person_id,
            phone_index=blind_index(keys, PHONE_PLACE, phone),
            lead_unit=unit,
            code_hash=hash_code(keys.current("index"), assignment_id, code),
            active_from=work.at,
        )
    )
    work.record(
        LeadDesignated(subject_id=assignment_id, scope_id=project_id),
        after={"name": name, "phone": mask_phone(phone), "unit": unit},
    )
    return assignment_id, code
