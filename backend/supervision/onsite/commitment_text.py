"""The commitment letter's text in force (承诺书); the first version comes with the program (catalogue 13.13).

A new version is for whoever has not signed yet; what was signed stays signed, with its own text.
"""

from pathlib import Path
from typing import Any
from uuid import UUID

from backend.audit.work import Work, unit_of_work
from backend.kernel.actor import SYSTEM
from backend.kernel.encoding import sha256_hex
from backend.kernel.runtime import Runtime
from backend.supervision.events import CommitmentTextIssued
from backend.supervision.tables import CommitmentText

FIRST = Path(__file__).parent / "commitment.v1.txt"
_TEXT_SUBJECT = UUID("00000000-0000-7000-8000-00000c0301e7")
Row = dict[str, Any]


async def ensure_commitment_text(runtime: Runtime) -> None:
    """Put the first version in force if there is none."""
    if await CommitmentText.exists():
        return
    async with unit_of_work(runtime, SYSTEM, role="system") as work:
        await issue_text(work, FIRST.read_text(encoding="utf-8").strip())


async def issue_text(work: Work, text: str) -> int:
    """Put a text in force from this moment, as the next version; the version."""
    digest = sha256_hex(text.encode())
    version: int = await CommitmentText.count() + 1
    await CommitmentText.insert(CommitmentText(version=version, text=text, sha256=digest, valid_from=work.at))
    work.record(CommitmentTextIssued(subject_id=_TEXT_SUBJECT, version=version, sha256=digest))
    return version


async def text_in_force(now: int) -> Row:
    """The newest version."""
    row: Row | None = (
        await CommitmentText.select()
        .where(CommitmentText.valid_from <= now)
        .order_by(CommitmentText.version, ascending=False)
        .first()
    )
    assert row is not None, "the first text is put in force when the server starts"
    return row
