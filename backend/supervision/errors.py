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


class NotPrepared(Refusal):
    """A derived picture is being made; `Retry-After` tells when to ask again."""

    code = "being_prepared"
    status = 202


class NotInspected(Refusal):
    """The photo is still being checked; nothing is served as a picture before that."""

    code = "being_checked"
    status = 202


class NotAPicture(Refusal):
    """The stored bytes cannot be read as a photo."""

    code = "undecodable"
    status = 410
