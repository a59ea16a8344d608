"""Refusals of administration."""

from backend.kernel.errors import Refusal


class MoveRefused(Refusal):
    """An organisation cannot stand below itself, nor deeper than the tree goes."""

    code = "move_refused"


class OrganisationClosed(Refusal):
    """The organisation, or the one above it, has ended; `reopen` it first."""

    code = "organisation_closed"


class HasActiveBelow(Refusal):
    """Organisations below have not ended yet; `count` of them."""

    code = "has_active_below"


class ReviewsOpen(Refusal):
    """Cases of the organisation are under review by who is in charge now; `count` of them."""

    code = "reviews_open"


class OwnRights(Refusal):
    """Nobody changes their own rights."""

    code = "own_rights"
    status = 403


class RoleAbove(Refusal):
    """A role above the administrator's own."""

    code = "role_above"
    status = 403


class AlreadyMember(Refusal):
    """The person has this role there in that time."""

    code = "already_member"


class LastAdministrator(Refusal):
    """The deployment would be left without anybody who administers it."""

    code = "last_administrator"


class ManagedElsewhere(Refusal):
    """The person belongs to other organisations too, or holds a role above the administrator's own."""

    code = "managed_elsewhere"
    status = 403


class PhoneInUse(Refusal):
    """Somebody of another name has this phone; sent again with `shared` it becomes the phone of both."""

    code = "phone_in_use"


class PersonDisabledAlready(Refusal):
    """The person meant may log in no more; an administrator can let them in again."""

    code = "person_disabled"
