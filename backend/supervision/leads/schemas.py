"""Shapes of naming leads on the wire."""

from typing import Annotated
from uuid import UUID

import msgspec

from backend.kernel.wire import Input, Output


class LeadNamed(Input):
    """Who will be on site. The same `requestId` again shows the same code for ten minutes."""

    request_id: UUID
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    phone: Annotated[str, msgspec.Meta(max_length=30)]
    unit: Annotated[str, msgspec.Meta(max_length=200)] = ""


class CodeWanted(Input):
    """Asks for a new login code."""

    request_id: UUID


class CodeIssued(Output):
    """A login code, shown once."""

    assignment_id: UUID
    login_code: str
    shown_until: int
    login_url: str


class LeadEntry(Output):
    """A lead, present or former."""

    id: UUID
    name: str
    phone_masked: str
    unit: str
    generation: int
    active_from: int
    ended_at: int | None
    committed_at: int | None


class LeadsShown(Output):
    """The present lead first."""

    items: list[LeadEntry]
    login_url: str
