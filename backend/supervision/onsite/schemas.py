"""Shapes of the phone's side of supervision on the wire."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.kernel.wire import Input, Output
from backend.supervision.capture.finding_rules import WhyNot
from backend.supervision.capture.manifest import Item
from backend.supervision.filing.schemas import DocumentShown
from backend.supervision.slots.slot_rules import Half, SlotState

Text100 = Annotated[str, msgspec.Meta(max_length=100)]
RemovalReason = Literal["absent", "replaced", "cancelled"]


class SupervisorLogin(Input):
    """Log-in of an on-site lead (catalogue 11.4)."""

    phone: Text100
    code: Text100
    captcha_id: UUID
    captcha: Text100


class CaptureSent(Input):
    """A signed manifest. `manifest` and `signature` are base64url."""

    manifest: Annotated[str, msgspec.Meta(max_length=12_000)]
    signature: Text100
    key_id: Text100


class CapturesSent(Input):
    """A batch of manifests with the phone's wall time at sending."""

    sent_at: int
    items: list[CaptureSent]


class CaptureAnswered(Output):
    """What became of a manifest. `receipt` is a token."""

    id: UUID | None
    manifest_sha256: str
    state: str
    code: str | None
    receipt: str | None


class CapturesAnswered(Output):
    items: list[CaptureAnswered]


class Drawing(Input):
    """The finger signature's picture."""

    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    size: Annotated[int, msgspec.Meta(gt=0, le=300_000)]


class CommitmentSent(Input):
    """A commitment signed on the phone."""

    id: UUID
    assignment_id: UUID
    text_version: Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
    text_sha256: str
    drawing: Drawing
    wall: int
    time_token: str


class CommitmentAnswered(Output):
    id: UUID
    state: Literal["awaiting_bytes", "stored"]
    signed_at: int


class LecturerFactSent(Input):
    """An addition or a removal of a lecturer row."""

    id: UUID
    slot_id: UUID
    kind: Literal["add", "remove"]
    row: UUID
    wall: int
    name: Text100 = ""
    unit: Annotated[str, msgspec.Meta(max_length=200)] = ""
    title: Annotated[str, msgspec.Meta(max_length=60)] = ""
    topic: Annotated[str, msgspec.Meta(max_length=300)] = ""
    reason: RemovalReason | None = None


class LecturerFactsSent(Input):
    """A batch of facts; `sentAt`: the phone's wall time at sending (older phones do not say)."""

    items: list[LecturerFactSent]
    sent_at: int | None = None


class FactAnswered(Output):
    id: UUID
    state: Literal["stored", "refused", "conflict"]
    code: str | None = None


class FactsAnswered(Output):
    items: list[FactAnswered]


class TicketShown(Output):
    slot_id: UUID
    slot_version: int
    token: str


class TicketsShown(Output):
    tickets: list[TicketShown]


class Removal(Output):
    reason: str
    at: int


class LecturerShown(Output):
    """A lecturer row; `added` on site, not from the schedule."""

    row: UUID
    name: str
    unit: str
    title: str
    topic: str
    order: int
    added: bool
    removed: Removal | None


class CaptureSummary(Output):
    """A capture as the phone lists it; `whyNot`: why it does not count (see finding_rules.WhyNot)."""

    id: UUID
    item: Item
    state: str
    taken_at: int
    verdict: str
    current: bool
    counts: bool
    why_not: WhyNot | None


class Progress(Output):
    done: int
    total: int


class SlotShown(Output):
    id: UUID
    version: int
    date: str
    half: Half
    opens_at: int
    closes_at: int
    late_until: int
    state: SlotState
    progress: Progress
    lecturers: list[LecturerShown]
    captures: list[CaptureSummary]


class VenueShown(Output):
    """A venue point. `from_day`, `from_half`: the half-day from which on it counts; empty where it always did."""

    name: str
    lat_e7: int
    lon_e7: int
    radius_m: int
    from_day: str
    from_half: Half | Literal[""]


class CommitmentShown(Output):
    text_version: int
    text: str
    text_sha256: str
    signed_at: int | None


class ProjectBrief(Output):
    id: UUID
    no: str
    name: str
    organiser: str
    place: str
    planned_start: str
    planned_end: str
    indoor: bool


class AssignmentShown(Output):
    id: UUID
    project: ProjectBrief
    commitment: CommitmentShown
    documents: list[DocumentShown]
    venues: list[VenueShown]
    slots: list[SlotShown]


class AssignmentsShown(Output):
    server_at: int
    assignments: list[AssignmentShown]
