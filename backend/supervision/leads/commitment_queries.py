"""The commitment letter as it was signed (catalogue 13.13: text version, person, time)."""

import asyncio
from typing import Any
from uuid import UUID

from backend.identity.tables import Person
from backend.kernel.actor import Actor
from backend.kernel.errors import NotFound
from backend.kernel.runtime import Runtime
from backend.supervision.errors import DocumentRemoved
from backend.supervision.leads.schemas import CommitmentLetter, DrawingState
from backend.supervision.permissions import see_project
from backend.supervision.tables import Commitment, CommitmentText
from media.blobs import BlobStore

Row = dict[str, Any]


async def see_commitment(actor: Actor, commitment_id: UUID) -> None:
    """Let those see a commitment who may see its project.

    Raises:
        NotFound: absent, or not theirs.
    """
    row = (
        await Commitment.select(Commitment.assignment_id._.project_id.as_alias("project_id"))
        .where(Commitment.id == commitment_id)
        .first()
    )
    if row is None:
        raise NotFound
    await see_project(actor, row["project_id"])


async def read_commitment(commitment_id: UUID) -> CommitmentLetter:
    """The letter: text, who signed it under which name, when, and whether the drawing is there.

    Raises:
        NotFound: no such commitment.
    """
    row = await _row(commitment_id)
    text = await CommitmentText.select(CommitmentText.text).where(CommitmentText.version == row["text_version"]).first()
    person = await Person.select(Person.name).where(Person.id == row["person_id"]).first()
    assert text is not None
    assert person is not None
    return CommitmentLetter(
        id=commitment_id,
        project_id=row["project_id"],
        project_no=row["project_no"],
        project_name=row["project_name"],
        name=row["signed_name"] or person["name"],
        name_now=person["name"],
        text_version=row["text_version"],
        text=text["text"],
        text_sha256=row["text_sha256"],
        signed_at=row["arrived_at"],
        phone_time=row["wall"],
        drawing=_state(row),
        drawing_sha256=row["drawing_sha256"],
    )


async def signature_of(runtime: Runtime, commitment_id: UUID) -> tuple[bytes, str]:
    """The drawn signature, PNG, and its digest.

    Raises:
        NotFound: absent, or its bytes have not come. DocumentRemoved: it was kept as long as the settings say.
    """
    row = await _row(commitment_id)
    if row["bytes_at"] is None:
        raise NotFound
    if row["bytes_removed_at"] is not None:
        raise DocumentRemoved
    store = runtime.find(BlobStore)  # type: ignore[type-abstract]
    return await asyncio.to_thread(store.read, row["drawing_sha256"]), row["drawing_sha256"]


async def _row(commitment_id: UUID) -> Row:
    project = Commitment.assignment_id._.project_id
    row: Row | None = (
        await Commitment.select(
            *Commitment.all_columns(),
            project.as_alias("project_id"),
            project._.no.as_alias("project_no"),
            project._.name.as_alias("project_name"),
        )
        .where(Commitment.id == commitment_id)
        .first()
    )
    if row is None:
        raise NotFound
    return row


def _state(row: Row) -> DrawingState:
    if row["bytes_removed_at"] is not None:
        return "removed"
    return "stored" if row["bytes_at"] is not None else "awaiting_bytes"
