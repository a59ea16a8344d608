"""Refusals of supervision."""

from backend.kernel.errors import Refusal


class CommitmentTextChanged(Refusal):
    """The signed text is not the version in force; it must be read again."""

    code = "commitment_text_changed"
    status = 409


class TooManyItems(Refusal):
    """More than 50 facts in one request."""

    code = "too_many_items"
    status = 422


class NotInspected(Refusal):
    """The photo is still being checked; nothing is served as a picture before that."""

    code = "being_checked"
    status = 202


class NotAPicture(Refusal):
    """The stored bytes cannot be read as a photo."""

    code = "undecodable"
    status = 410


class NotApproved(Refusal):
    """The filing has not been approved, so supervision has not begun."""

    code = "not_approved"
    status = 409


class AlreadyLead(Refusal):
    """The very same person is the lead; a new code is made by regenerating."""

    code = "already_lead"
    status = 409


class CodeShownAlready(Refusal):
    """The login code was shown and only its hash is left; regenerate it to get another."""

    code = "code_shown_already"
    status = 409


class NotRated(Refusal):
    """Only rated projects can be published."""

    code = "not_rated"
    status = 409


class LateWindowOpen(Refusal):
    """Evidence may still arrive until `until`; confirm to rate before that."""

    code = "late_window_open"
    status = 409


class AlreadyPublished(Refusal):
    """Published as it stands; nothing changed since."""

    code = "already_published"
    status = 409


class NotPublished(Refusal):
    """There is no publication to withdraw."""

    code = "not_published"
    status = 409
