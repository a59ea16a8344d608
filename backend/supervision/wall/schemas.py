"""Shapes of the evidence wall on the wire."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.kernel.wire import Input, Output
from backend.supervision.capture.manifest import Item, Position
from backend.supervision.onsite.schemas import LecturerShown, ProjectBrief, VenueShown
from backend.supervision.slots.slot_rules import Half, SlotState


class OtherPhoto(Output):
    """A photo that another one is like; `pictured`: its small picture can be asked for."""

    id: UUID
    project_id: UUID
    project_no: str
    project_name: str
    slot_id: UUID
    date: str
    half: Half
    item: Item
    pictured: bool


class FindingShown(Output):
    """`other`: the photo that this one is like; null where there is none, or its project is not the reader's to see."""

    code: str
    level: Literal["info", "look", "bad"]
    data: dict[str, object]
    other: OtherPhoto | None = None


class RulingShown(Output):
    verdict: str
    reason: str
    by: str
    at: int


class CaptureDetail(Output):
    """A capture with everything known about it.

    `by`: who took it. `bytesRemovedAt`: photo and position were kept long enough. `earlierRulings`: the newest first.
    """

    id: UUID
    item: Item
    state: str
    by: str
    inspected: bool
    verdict: str
    taken_from: int
    taken_until: int
    taken_at: int
    arrived_at: int
    bytes_at: int | None
    bytes_removed_at: int | None
    position: Position | None
    no_position: str | None
    distance_m: int | None
    venue: str | None
    findings: list[FindingShown]
    current: bool
    counts: bool
    ruling: RulingShown | None
    earlier_rulings: list[RulingShown]


class WallSlot(Output):
    """A half-day; `cancelled`: it was removed, or the filing taken back, and photos came for it all the same.

    `submittedAt`, `submittedBy`: when it became complete, and the lead whose photo made it so.
    """

    id: UUID
    date: str
    half: Half
    state: SlotState
    cancelled: bool
    opens_at: int
    closes_at: int
    late_until: int
    submitted_at: int | None
    submitted_by: str | None
    lecturers: list[LecturerShown]
    captures: list[CaptureDetail]


class WallProject(ProjectBrief):
    filing: str
    venues: list[VenueShown]


class WallSummary(Output):
    """应反馈, 已反馈, 反馈率 (percent)."""

    due: int
    complete: int
    rate: int


class LeadShown(Output):
    name: str
    phone_masked: str


class Feedback(Output):
    """The evidence wall of a project."""

    project: WallProject
    summary: WallSummary
    lead: LeadShown | None
    slots: list[WallSlot]


class RulingSent(Input):
    """A word on a capture; a question needs its reason, an unproven time too."""

    verdict: Literal["accepted", "questioned"]
    reason: Annotated[str, msgspec.Meta(max_length=2000)] = ""
