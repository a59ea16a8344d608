"""The commitment letter's text in force (承诺书); the first version comes with the program."""

from pathlib import Path
from uuid import UUID

from backend.audit.events import DomainEvent
from backend.audit.work import unit_of_work
from backend.kernel.actor import SYSTEM
from backend.kernel.encoding import sha256_hex
from backend.kernel.runtime import Runtime
from backend.supervision.tables import CommitmentText

FIRST = Path(__file__).parent / "commitment.v1.txt"
_TEXT_SUBJECT = UUID("00000000-0000-7000-8000-00000c0301e7")


class CommitmentTextIssued(DomainEvent, frozen=True, kw_only=True):
    """A version of the letter came into force."""

    module = "supervision"
    kind = "commitment_text.issued"
    version: int
    sha256: str


async def ensure_commitment_text(runtime: Runtime) -> None:
    """Put the first version in force if there is none."""
    if await CommitmentText.exists():
        return
    text = FIRST.read_text(encoding="utf-8").strip()
    digest = sha256_hex(text.encode())
    async with unit_of_work(runtime, SYSTEM, role="system") as work:
        await CommitmentText.insert(CommitmentText(version=1, text=text, sha256=digest, valid_from=work.at))
        work.record(CommitmentTextIssued(subject_id=_TEXT_SUBJECT, version=1, sha256=digest))
