"""Shapes of the tree on the wire."""

from uuid import UUID

from backend.kernel.wire import Input, Output


class Named(Output):
    """An organisation or person by name."""

    id: UUID
    name: str


class OrganisationRow(Output):
    """A node. `children` and `members` count what is directly in it; `above` names those above, the root first, as far
    as the reader administers them. `mayChange` is false for the top of what the reader administers.
    """

    id: UUID
    parent_id: UUID | None
    code: str | None
    name: str
    kind: str
    level: str
    district: str
    active: bool
    children: int
    members: int
    above: list[Named]
    may_change: bool


class OrganisationShown(OrganisationRow):
    """A node alone; `roles` are those the reader may give in it, `reviews` the cases that stand against moving it."""

    roles: list[str]
    reviews: int


class OrganisationSent(Input):
    """What an organisation is to be. No `parentId` means a root."""

    name: str
    kind: str
    code: str = ""
    level: str = ""
    district: str = ""
    parent_id: UUID | None = None
