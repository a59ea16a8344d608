"""Whom a message is for."""

from uuid import UUID

from backend.organisations.tables import Membership


async def role_holders(organisation_id: UUID, role: str, at: int) -> list[UUID]:
    """The people who hold a role in an organisation at a moment."""
    rows = await Membership.select(Membership.person_id).where(
        Membership.organisation_id == organisation_id,
        Membership.role == role,
        Membership.valid_from <= at,
        Membership.valid_until.is_null() | (Membership.valid_until > at),
    )
    return sorted({row["person_id"] for row in rows})
