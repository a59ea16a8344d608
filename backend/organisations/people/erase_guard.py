"""Who holds a role is not erased: they leave first."""

from collections.abc import Collection
from uuid import UUID

from backend.audit.erasing import Against, EraseGuard
from backend.audit.work import Work
from backend.organisations.tables import Membership


async def _roles(work: Work, person_id: UUID, _: Collection[UUID]) -> list[Against]:
    """Roles of now and later."""
    rows = (
        await Membership.select(Membership.role, Membership.organisation_id._.name.as_alias("organisation"))
        .where(
            Membership.person_id == person_id,
            Membership.valid_until.is_null() | (Membership.valid_until > work.at),
        )
        .order_by(Membership.valid_from)
    )
    return [
        Against(
            code="has_role",
            words=f"the person is {row['role']} of {row['organisation']}: end that role first",
            about={"role": row["role"], "organisation": row["organisation"]},
        )
        for row in rows
    ]


ERASE_GUARD = EraseGuard(_roles)
