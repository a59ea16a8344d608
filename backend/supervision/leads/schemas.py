"""Shapes of naming leads on the wire."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.kernel.wire import Input, Output
from backend.organisations.people.schemas import Purpose

DrawingState = Literal["awaiting_bytes", "stored", "removed"]


class LeadNamed(Input):
    """Who will be on site. The same `requestId` again shows the same code for ten minutes."""

    request_id: UUID
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    phone: Annotated[str, msgspec.Meta(max_length=30)]
    unit: Annotated[str, msgspec.Meta(max_length=200)] = ""


class LeadCorrection(Input):
    """Name and unit of the present lead as they should be; the phone stays."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    unit: Annotated[str, msgspec.Meta(max_length=200)] = ""


class PhoneWanted(Input):
    """Why a lead's phone is asked for."""

    purpose: Purpose


class CodeWanted(Input):
    """Asks for a new login code."""

    request_id: UUID


class CodeIssued(Output):
    """A login code, shown once."""

    assignment_id: UUID
    login_code: str
    shown_until: int
    login_url: str


class CorrectionShown(Output):
    """A correction of how a lead was written down: what stood there before, null where it stayed or was erased."""

    at: int
    by: str | None
    name: str | None
    unit: str | None


class LeadEntry(Output):
    """A lead, present or former. `commitment_id` and `committed_at`: the letter that came first."""

    id: UUID
    name: str
    phone_masked: str
    unit: str
    generation: int
    active_from: int
    ended_at: int | None
    committed_at: int | None
    commitment_id: UUID | None
    corrections: list[CorrectionShown]


class CommitmentLetter(Output):
    """A commitment letter as it was signed.

    `name` as it was then, `name_now` since corrected; `signed_at`: when it arrived; `phone_time`: the phone's own
    clock; `drawing`: whether the picture of the signature can be asked for.
    """

    id: UUID
    project_id: UUID
    project_no: str
    project_name: str
    name: str
    name_now: str
    text_version: int
    text: str
    text_sha256: str
    signed_at: int
    phone_time: int
    drawing: DrawingState
    drawing_sha256: str


class LeadsShown(Output):
    """The present lead first."""

    items: list[LeadEntry]
    login_url: str
