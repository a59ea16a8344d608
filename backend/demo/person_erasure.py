"""The demo's role picker forgets whoever is erased."""

from uuid import UUID

from backend.audit.erasing import ErasedPart
from backend.audit.work import Work
from backend.demo.tables import DemoLogin


async def _erase_role(_: Work, person_id: UUID) -> int:
    return len(await DemoLogin.delete().where(DemoLogin.person_id == person_id).returning(DemoLogin.key))


PERSON_ERASURE = ErasedPart("demo_role", "the person's place in the demo's role picker", _erase_role)
